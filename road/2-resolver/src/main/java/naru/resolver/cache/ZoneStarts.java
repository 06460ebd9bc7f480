package naru.resolver.cache;

import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordType;

/**
 * The newest SOA of each zone that denied something: every denial of the zone shows it, as its
 * records are one set however many answers hold them (RFC 2181 §5). Thread-safe.
 */
final class ZoneStarts {
  private static final long SECOND = 1_000_000_000L;

  private final Time time;
  private final Revisions revisions;
  private final BoundedMap<Name, Newest> zones = new BoundedMap<>(Limits.ZONE_KEYS);

  ZoneStarts(Time time, Revisions revisions) {
    this.time = time;
    this.revisions = revisions;
  }

  private record Newest(SignedSet soa, Security judged, long storedNanos) {
    long leftSeconds(long now) {
      return soa.ttlSeconds() - (now - storedNanos) / SECOND;
    }
  }

  /** Learns from a denial. */
  void keep(List<SignedSet> proof, Security judged) {
    proof.stream().filter(ZoneStarts::isSoa).findFirst().ifPresent(soa -> keep(soa, judged));
  }

  private void keep(SignedSet soa, Security judged) {
    Newest newest = new Newest(soa, judged, time.nanos());
    zones.update(
        soa.set().owner(),
        old -> {
          boolean other = old.filter(known -> !data(known.soa).equals(data(soa))).isPresent();
          if (other) {
            revisions.changed(soa.set().owner());
          }
          return Optional.of(
              old.filter(known -> known.leftSeconds(time.nanos()) > 0)
                  .filter(known -> known.judged.compareTo(judged) > 0)
                  .orElse(newest));
        });
  }

  private static List<Rdata> data(SignedSet set) {
    return set.set().data();
  }

  /** A denial with the newest SOA of its zone, if that is as secure. */
  Cached renewed(Cached cached) {
    return switch (cached) {
      case Cached.Positive positive -> positive;
      case Cached.NoData(var proof, Security judged) ->
          new Cached.NoData(renewed(proof, judged), judged);
      case Cached.NoName(var proof, Security judged) ->
          new Cached.NoName(renewed(proof, judged), judged);
    };
  }

  private List<SignedSet> renewed(List<SignedSet> proof, Security judged) {
    return proof.stream().map(set -> isSoa(set) ? newest(set, judged) : set).toList();
  }

  private SignedSet newest(SignedSet soa, Security judged) {
    long now = time.nanos();
    return zones
        .find(soa.set().owner())
        .filter(known -> known.judged.compareTo(judged) >= 0)
        .filter(known -> known.leftSeconds(now) > soa.ttlSeconds())
        .map(known -> known.soa.withTtl(known.leftSeconds(now)))
        .orElse(soa);
  }

  private static boolean isSoa(SignedSet set) {
    return set.set().type().equals(RecordType.SOA);
  }

  /** Forgets every zone at and below a name. */
  void flush(Name from) {
    zones.removeIf(zone -> zone.isAtOrBelow(from));
  }
}
