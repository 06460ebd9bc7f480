package naru.nameserver;

import naru.wire.Name;
import naru.wire.RecordClass;
import naru.wire.RecordType;
import naru.wire.ZoneFile;

/**
 * What is wrong with the records of a zone: a {@link Fault} keeps it from being served, a {@link
 * Remark} does not. Immutable.
 */
public sealed interface Complaint {
  /** The zone. */
  Name zone();

  /** The name that is guilty. */
  Name owner();

  /** What is wrong there, in words for a person. */
  String reason();

  /** One line: {@code zone naru.test.: www.naru.test.: CNAME beside A}. */
  default String line() {
    return "zone " + zone() + ": " + owner() + ": " + reason();
  }

  /** The zone cannot be served. */
  sealed interface Fault extends Complaint {}

  /** The zone can be served; somebody should look. */
  sealed interface Remark extends Complaint {}

  /** Its master file cannot be read; {@code where} has file, line and reason. */
  record BrokenFile(Name zone, Name owner, ZoneFile.Broken where) implements Fault {
    @Override
    public String reason() {
      return where.toString();
    }
  }

  /** A zone starts with a SOA record (RFC 1035 §5.2). */
  record NoSoa(Name zone, Name owner) implements Fault {
    @Override
    public String reason() {
      return "no SOA record";
    }
  }

  /** And with one only (RFC 1035 §5.2). */
  record SeveralSoas(Name zone, Name owner, int count) implements Fault {
    @Override
    public String reason() {
      return count + " SOA records, one is allowed";
    }
  }

  /** A SOA record anywhere but at the apex. */
  record MisplacedSoa(Name zone, Name owner) implements Fault {
    @Override
    public String reason() {
      return "SOA record below the apex";
    }
  }

  /** A zone names its servers (RFC 1034 §4.2.1). */
  record NoApexNs(Name zone, Name owner) implements Fault {
    @Override
    public String reason() {
      return "no NS record at the apex";
    }
  }

  /** An alias has no data of its own (RFC 1034 §3.6.2, RFC 2181 §10.1). */
  record CnameBesideData(Name zone, Name owner, RecordType other) implements Fault {
    @Override
    public String reason() {
      return "CNAME beside " + other;
    }
  }

  /** A name has one CNAME or DNAME (RFC 2181 §10.1, RFC 6672 §2.4). */
  record SeveralAliases(Name zone, Name owner, RecordType type, int count) implements Fault {
    @Override
    public String reason() {
      return count + " " + type + " records, one is allowed";
    }
  }

  /** A DNAME stands beside NS at the apex only (RFC 6672 §2.3). */
  record DnameAtCut(Name zone, Name owner) implements Fault {
    @Override
    public String reason() {
      return "DNAME beside NS below the apex";
    }
  }

  /** A type that is only asked for (RFC 6895 §3.1). */
  record MetaType(Name zone, Name owner, RecordType type) implements Fault {
    @Override
    public String reason() {
      return type + " is no type for data";
    }
  }

  /** A class other than IN. */
  record OtherClass(Name zone, Name owner, RecordClass recordClass) implements Fault {
    @Override
    public String reason() {
      return "class " + recordClass + ", zones are of class IN";
    }
  }

  /** Data that its type cannot be read from. */
  record MalformedData(Name zone, Name owner, RecordType type, String what) implements Fault {
    @Override
    public String reason() {
      return "malformed " + type + ": " + what;
    }
  }

  /** More records of one type than allowed (CVE-2024-1737). */
  record TooManyRecords(Name zone, Name owner, RecordType type, int count, int limit)
      implements Fault {
    @Override
    public String reason() {
      return count + " " + type + " records, limit " + limit;
    }
  }

  /** More types at one name than allowed (CVE-2024-1737). */
  record TooManyTypes(Name zone, Name owner, int count, int limit) implements Fault {
    @Override
    public String reason() {
      return count + " types, limit " + limit;
    }
  }

  /** Names hashed more often than any resolver will follow (RFC 9276 §3.2, CVE-2023-50868). */
  record TooManyIterations(Name zone, Name owner, int count, int limit) implements Fault {
    @Override
    public String reason() {
      return "NSEC3 with " + count + " iterations, limit " + limit;
    }
  }

  /** Not at or below the origin: left out. */
  record OutsideZone(Name zone, Name owner, RecordType type) implements Remark {
    @Override
    public String reason() {
      return type + " outside the zone, left out";
    }
  }

  /** One set, several TTLs: the least is used (RFC 2181 §5.2). */
  record TtlsDiffer(Name zone, Name owner, RecordType type, long usedSeconds) implements Remark {
    @Override
    public String reason() {
      return "TTLs of " + type + " differ, " + usedSeconds + " is used";
    }
  }

  /** The child's data in the parent's zone, and no glue: never answered (RFC 2136 §7.18). */
  record HiddenByCut(Name zone, Name owner, RecordType type, Name cut) implements Remark {
    @Override
    public String reason() {
      return type + " is hidden by the zone cut at " + cut;
    }
  }

  /** Nothing exists below a DNAME (RFC 6672 §2.4). */
  record HiddenByDname(Name zone, Name owner, Name dname) implements Remark {
    @Override
    public String reason() {
      return "hidden by the DNAME at " + dname;
    }
  }

  /** A server inside what it serves cannot be found without glue (RFC 9471 §2.1). */
  record MissingGlue(Name zone, Name owner, Name server) implements Remark {
    @Override
    public String reason() {
      return "no address for its server " + server;
    }
  }

  /** A wildcard that delegates or redirects has no defined meaning (RFC 4592 §4.2, §4.4). */
  record WildcardCut(Name zone, Name owner, RecordType type) implements Remark {
    @Override
    public String reason() {
      return type + " at a wildcard has no defined meaning";
    }
  }
}
