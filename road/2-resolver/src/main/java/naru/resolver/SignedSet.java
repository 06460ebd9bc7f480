package naru.resolver;

import java.util.ArrayList;
import java.util.List;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** A record set and the signatures over it, which live and age together. Immutable. */
public record SignedSet(RecordSet set, List<Record> signatures) {
  public SignedSet {
    signatures = List.copyOf(signatures);
  }

  /** A set that nobody signed. */
  public static SignedSet unsigned(RecordSet set) {
    return new SignedSet(set, List.of());
  }

  /**
   * The sets of a section in the order in which they first appear, each with its signatures;
   * signatures over nothing in the section are a set of their own.
   */
  public static List<SignedSet> group(List<Record> section) {
    List<SignedSet> sets = new ArrayList<>();
    List<Record> orphans = new ArrayList<>(section);
    for (RecordSet set : RecordSet.group(section)) {
      if (!set.type().equals(RecordType.RRSIG)) {
        List<Record> over = section.stream().filter(r -> signs(r, set)).toList();
        sets.add(new SignedSet(set, over));
        orphans.removeAll(over);
      }
    }
    orphans.removeIf(r -> !r.type().equals(RecordType.RRSIG));
    RecordSet.group(orphans).forEach(set -> sets.add(unsigned(set)));
    return List.copyOf(sets);
  }

  private static boolean signs(Record signature, RecordSet set) {
    return signature.type().equals(RecordType.RRSIG)
        && signature.owner().equals(set.owner())
        && signature.data().ok().filter(d -> covers(d, set.type())).isPresent();
  }

  private static boolean covers(RecordData data, RecordType type) {
    return data instanceof RecordData.Rrsig rrsig && rrsig.covered().equals(type);
  }

  /** Its records, with the signatures behind them for those who asked for DNSSEC (RFC 4035 §3). */
  public List<Record> records(boolean withSignatures) {
    List<Record> records = new ArrayList<>(set.records());
    if (withSignatures) {
      records.addAll(signatures);
    }
    return records;
  }

  /** The same with another time to live. */
  public SignedSet withTtl(long seconds) {
    List<Record> aged = signatures.stream().map(s -> s.withTtl(seconds)).toList();
    return new SignedSet(set.withTtl(seconds), aged);
  }

  /** Whether it is there only to prove something to a validator. */
  public boolean isProof() {
    RecordType type = set.type();
    return type.equals(RecordType.NSEC)
        || type.equals(RecordType.NSEC3)
        || type.equals(RecordType.RRSIG);
  }
}
