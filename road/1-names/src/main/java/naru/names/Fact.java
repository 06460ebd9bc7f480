package naru.names;

import java.util.Optional;
import naru.wire.Name;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** One thing that an answer says about one name, and for how long it may be kept. Immutable. */
public sealed interface Fact {
  /** The name it is about. */
  Name name();

  /** How long it may be kept; 0 is only for the lookup under way (RFC 1035 §3.2.1). */
  long ttlSeconds();

  /** There are these records: a link of an alias chain is a set of one CNAME. */
  record Records(RecordSet set) implements Fact {
    @Override
    public Name name() {
      return set.owner();
    }

    @Override
    public long ttlSeconds() {
      return set.ttlSeconds();
    }
  }

  /**
   * The name exists without records of this type (RFC 2308 §2.2).
   *
   * @param zone the zone that says so
   */
  record NoData(Name name, RecordType type, Optional<Name> zone, long ttlSeconds) implements Fact {}

  /**
   * The name does not exist (RFC 2308 §2.1).
   *
   * @param zone the zone that says so
   */
  record NoSuchName(Name name, Optional<Name> zone, long ttlSeconds) implements Fact {}
}
