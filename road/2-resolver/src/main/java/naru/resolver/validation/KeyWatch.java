package naru.resolver.validation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import naru.dnssec.AlgorithmPolicy;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.resolver.anchor.Sighting;
import naru.resolver.anchor.TrustPoints;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.validation.Errand.Evidence;
import naru.resolver.validation.Errand.Read;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData.Dnskey;
import naru.wire.RecordData.Rrsig;
import naru.wire.RecordType;

/**
 * Sees every DNSKEY set of a zone whose trust anchors follow its keys (RFC 5011 §2): first which of
 * the anchors it takes back, then whether one that is left vouches for it, and so for new ones.
 * Thread-safe.
 */
final class KeyWatch {
  private final Time time;
  private final AlgorithmPolicy algorithms;
  private final ValidationPolicy.Dates dates;
  private final SetCheck sets;
  private final ZoneKeys zoneKeys;
  private final TrustPoints points;
  private final Consumer<Name> anchorsChanged;

  /**
   * @param anchorsChanged is told of a zone where chains of trust begin with other keys now
   */
  KeyWatch(
      Time time,
      ValidationPolicy policy,
      SetCheck sets,
      ZoneKeys zoneKeys,
      TrustPoints points,
      Consumer<Name> anchorsChanged) {
    this.time = time;
    this.algorithms = policy.algorithms();
    this.dates = policy.dates();
    this.sets = sets;
    this.zoneKeys = zoneKeys;
    this.points = points;
    this.anchorsChanged = anchorsChanged;
  }

  /** The keys of a managed zone. */
  ZoneKeys.Result keys(Name zone, Errand errand) {
    return points.anchor(zone).flatMap(zoneKeys::unsupported).orElseGet(() -> lookUp(zone, errand));
  }

  private ZoneKeys.Result lookUp(Name zone, Errand errand) {
    Question question = Question.of(zone, RecordType.DNSKEY);
    return switch (errand.lookUp(question, said -> read(zone, said, errand.work()))) {
      case Read.Useless<Optional<SignedSet>>(Failure failure) -> {
        points.failed(zone);
        yield ZoneKeys.broken(zone, failure);
      }
      case Read.Useful<Optional<SignedSet>>(Optional<SignedSet> set) -> {
        set.ifPresent(this::learn);
        yield set.map(ZoneKeys::secure).orElseGet(() -> unmanaged(zone));
      }
    };
  }

  /** The set, if an anchor vouches for it; nothing, if it takes the last anchor back. */
  private Read<Optional<SignedSet>> read(Name zone, Evidence said, Work work) {
    if (said instanceof Evidence.Records(SignedSet set)) {
      takeBack(zone, set, work);
    }
    Optional<TrustAnchor> left = points.anchor(zone);
    if (left.isEmpty()) {
      return new Read.Useful<>(Optional.empty());
    }
    return switch (zoneKeys.read(said, left.get(), work)) {
      case Read.Useful<SignedSet>(SignedSet set) -> new Read.Useful<>(Optional.of(set));
      case Read.Useless<SignedSet>(Failure failure) -> new Read.Useless<>(failure);
    };
  }

  /** RFC 5011 §2.1: whatever else is wrong with the set, a key's own word against it counts. */
  private void takeBack(Name zone, SignedSet set, Work work) {
    List<Dnskey> revoked =
        points.at(zone).map(point -> point.endings(keys(set))).orElse(List.of()).stream()
            .filter(key -> isSignedBy(key, set, work))
            .toList();
    if (!revoked.isEmpty() && points.revoked(zone, revoked)) {
      anchorsChanged.accept(zone);
    }
  }

  private boolean isSignedBy(Dnskey key, SignedSet set, Work work) {
    Trust.Secure itself = new Trust.Secure(set.set().owner(), List.of(Trust.Key.of(key)));
    return sets.check(set.as(Security.UNCHECKED), itself, work) instanceof SetCheck.Result.Good;
  }

  private void learn(SignedSet set) {
    Name zone = set.set().owner();
    List<Dnskey> keys = keys(set).stream().filter(this::mayBeAnchor).toList();
    long ttl = set.rrsigs().stream().mapToLong(Rrsig::originalTtl).min().orElse(set.ttlSeconds());
    if (points.seen(zone, new Sighting(keys, ttl, validity(set)))) {
      anchorsChanged.accept(zone);
    }
  }

  private static List<Dnskey> keys(SignedSet set) {
    return set.set()
        .values()
        .flatMap(data -> data instanceof Dnskey key ? Stream.of(key) : Stream.empty())
        .toList();
  }

  /** RFC 5011 §2.2: a secure entry point; and one that we can check. */
  private boolean mayBeAnchor(Dnskey key) {
    int bits = Dnskey.ZONE | Dnskey.SECURE_ENTRY_POINT;
    return (key.flags() & bits) == bits
        && key.protocol() == 3
        && algorithms.signature(key.algorithm());
  }

  private Optional<Duration> validity(SignedSet set) {
    return dates
        .moment(time.instant())
        .flatMap(moment ->
            set.rrsigs().stream()
                .map(rrsig -> (int) (rrsig.expiration() - moment.getEpochSecond()))
                .min(Integer::compare)
                .map(Duration::ofSeconds));
  }

  /** RFC 5011 §5: as if it had never been configured. Not remembered, as others may know it. */
  private static ZoneKeys.Result unmanaged(Name zone) {
    String why = "every trust anchor of " + zone.toHost() + " was revoked";
    return new ZoneKeys.Result(new Trust.Insecure(zone, why), 0);
  }
}
