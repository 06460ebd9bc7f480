package naru.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * A record set and the signatures over it, which live and age together. Immutable.
 *
 * @param security what validation said of it, if it was asked
 */
public record SignedSet(RecordSet set, List<Record> signatures, Security security) {
  private static final RecordData NOT_READABLE =
      new RecordData.Opaque(RecordType.RRSIG, Rdata.of(new byte[0]));

  public SignedSet {
    signatures = List.copyOf(signatures);
  }

  /** A set that nobody signed. */
  public static SignedSet unsigned(RecordSet set) {
    return new SignedSet(set, List.of(), Security.UNCHECKED);
  }

  /**
   * The sets of a section in the order in which they first appear, each with its signatures,
   * wherever in the message these stand.
   *
   * @param signatures the RRSIG records of the whole message
   */
  public static List<SignedSet> group(List<Record> section, List<Record> signatures) {
    List<SignedSet> sets = new ArrayList<>();
    for (RecordSet set : RecordSet.group(section)) {
      sets.add(signed(set, signatures));
    }
    return sets;
  }

  private static SignedSet signed(RecordSet set, List<Record> signatures) {
    List<Record> over = new ArrayList<>();
    for (Record record : signatures) {
      if (over.size() < Limits.SIGNATURES_A_SET && signs(record, set)) {
        over.add(record);
      }
    }
    return new SignedSet(set, over, Security.UNCHECKED);
  }

  private static boolean signs(Record signature, RecordSet set) {
    return signature.owner().equals(set.owner())
        && signature.data().ok().filter(data -> covers(data, set.type())).isPresent();
  }

  private static boolean covers(RecordData data, RecordType type) {
    return data instanceof RecordData.Rrsig rrsig && rrsig.covered().equals(type);
  }

  /** How many labels the wildcard has that the set was made from, its asterisk not counted. */
  public Optional<Integer> wildcardLabels() {
    return isExpanded()
        ? rrsigs().stream().map(RecordData.Rrsig::labels).min(Integer::compare)
        : Optional.empty();
  }

  /** Its records, with the signatures behind them for those who asked for DNSSEC (RFC 4035 §3). */
  public List<Record> records(boolean withSignatures) {
    List<Record> records = set.records();
    if (withSignatures) {
      records.addAll(signatures);
    }
    return records;
  }

  /** The same with another time to live. */
  public SignedSet withTtl(long seconds) {
    List<Record> aged = new ArrayList<>(signatures.size());
    for (Record signature : signatures) {
      aged.add(signature.withTtl(seconds));
    }
    return new SignedSet(set.withTtl(seconds), aged, security);
  }

  /** The same as validation judged it. */
  public SignedSet as(Security judged) {
    return judged == security ? this : new SignedSet(set, signatures, judged);
  }

  /** The same with only so many of its records. */
  public SignedSet firstOf(int most) {
    RecordSet few =
        new RecordSet(
            set.owner(),
            set.type(),
            set.recordClass(),
            set.ttlSeconds(),
            set.data().subList(0, most));
    return new SignedSet(few, signatures, security);
  }

  /** The least of what its records and its signatures have. */
  public long ttlSeconds() {
    long least = set.ttlSeconds();
    for (Record signature : signatures) {
      least = Math.min(least, signature.ttlSeconds());
    }
    return least;
  }

  /** Its readable signatures, in the order in which they came. */
  public List<RecordData.Rrsig> rrsigs() {
    List<RecordData.Rrsig> readable = new ArrayList<>(signatures.size());
    for (Record signature : signatures) {
      if (signature.data().ok().orElse(NOT_READABLE) instanceof RecordData.Rrsig rrsig) {
        readable.add(rrsig);
      }
    }
    return readable;
  }

  /**
   * Whether a signature says that the set was made from a wildcard (RFC 4035 §5.3.4): it counts
   * fewer labels than the owner has.
   */
  public boolean isExpanded() {
    int labels = set.owner().labelCount() - (set.owner().isWildcard() ? 1 : 0);
    for (RecordData.Rrsig rrsig : rrsigs()) {
      if (rrsig.labels() < labels) {
        return true;
      }
    }
    return false;
  }

  /** Whether it says that something does not exist. */
  public boolean isDenial() {
    RecordType type = set.type();
    return type.equals(RecordType.NSEC) || type.equals(RecordType.NSEC3);
  }

  /** Whether it is there only to prove something to a validator. */
  public boolean isProof() {
    return isDenial() || set.type().equals(RecordType.RRSIG);
  }
}
