package naru.resolver.validation;

import java.util.List;
import java.util.Optional;
import naru.resolver.SignedSet;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.resolver.anchor.TrustPoints;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.validation.Errand.Evidence;
import naru.resolver.validation.Errand.Read;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Follows a chain of trust from an anchor down to a zone (RFC 4035 §5.2): at each name either its
 * parent vouches for keys of its own, or proves that there are none, or it is no zone at all.
 *
 * <pre>
 * over       the anchor, then one label at a time
 *   down     one label: the parent's word
 *     Delegated   what that word means
 *     ZoneKeys    the keys that it vouches for
 * </pre>
 *
 * Thread-safe.
 */
final class ChainOfTrust {
  private final TrustAnchors anchors;
  private final KeyCache cache;
  private final KnownChains chains;
  private final DelegationCheck delegations;
  private final ZoneKeys zoneKeys;
  private final TrustPoints points;
  private final KeyWatch watch;

  ChainOfTrust(
      Time time,
      ValidationPolicy policy,
      SetCheck sets,
      DenialCheck denials,
      KnownChains chains,
      TrustPoints points) {
    this.anchors = new TrustAnchors(policy.anchors(), policy.negativeAnchors(), points);
    this.chains = chains;
    this.cache = new KeyCache(time);
    this.delegations = new DelegationCheck(sets, denials, chains);
    this.zoneKeys = new ZoneKeys(policy.algorithms(), sets, policy.lenient());
    this.points = points;
    this.watch = new KeyWatch(time, policy, sets, zoneKeys, points, cache::flush);
  }

  /** The anchor that a name is under now. */
  Optional<TrustAnchor> anchorOf(Name name) {
    return anchors.nearest(name);
  }

  /** Whether a chain of trust begins at this very zone now. */
  boolean isAnchor(Name zone) {
    return anchors.at(zone).isPresent();
  }

  /** The keys of the zone that holds {@code name}, below the anchor. */
  Trust over(Name name, TrustAnchor anchor, Errand errand) {
    KeyCache.Known known =
        cache
            .nearest(name, anchor.zone())
            .orElseGet(() -> new KeyCache.Known(anchor.zone(), prime(anchor, errand)));
    Trust trust = known.trust();
    for (int labels = known.name().labelCount() + 1; labels <= name.labelCount(); labels++) {
      if (!(trust instanceof Trust.Secure secure)) {
        return trust;
      }
      trust = down(secure, name.rightmost(labels), errand);
    }
    return trust;
  }

  private Trust prime(TrustAnchor anchor, Errand errand) {
    Name zone = anchor.zone();
    ZoneKeys.Result result =
        points.manages(zone) ? watch.keys(zone, errand) : zoneKeys.vouchedBy(anchor, errand);
    return remember(zone, result.trust(), result.ttlSeconds());
  }

  /** Asks for the keys of a managed zone, whatever is known of them (RFC 5011 §2.3). */
  void refresh(Name zone, Errand errand) {
    ZoneKeys.Result result = watch.keys(zone, errand);
    if (result.trust() instanceof Trust.Secure secure) {
      remember(zone, secure, result.ttlSeconds());
    }
  }

  /** One label down from a zone whose keys are known. */
  private Trust down(Trust.Secure above, Name name, Errand errand) {
    if (anchors.isNegative(name)) {
      return new Trust.Insecure(name, name.toHost() + " has a negative trust anchor");
    }
    Read<DelegationCheck.Word> word = parentsWord(above, name, errand);
    return switch (word) {
      case Read.Useless<DelegationCheck.Word>(Failure failure) ->
          remember(name, new Trust.Broken(name, failure), ZoneKeys.secondsOf(failure));
      case Read.Useful<DelegationCheck.Word>(DelegationCheck.Word said) ->
          down(above, name, said, errand);
    };
  }

  private Trust down(Trust.Secure above, Name name, DelegationCheck.Word said, Errand errand) {
    return switch (said) {
      case DelegationCheck.Word.SameZone(long ttlSeconds) -> remember(name, above, ttlSeconds);
      case DelegationCheck.Word.Unsigned(String why, long ttlSeconds) ->
          remember(name, new Trust.Insecure(name, why), ttlSeconds);
      case DelegationCheck.Word.Digests(SignedSet digests) -> {
        ZoneKeys.Result result = zoneKeys.vouchedBy(digests, errand);
        yield remember(name, result.trust(), Math.min(result.ttlSeconds(), digests.ttlSeconds()));
      }
    };
  }

  /** What the referral said, if that is enough; else the parent is asked for a DS. */
  private Read<DelegationCheck.Word> parentsWord(Trust.Secure above, Name name, Errand errand) {
    List<SignedSet> told = errand.toldByReferral(name);
    if (!told.isEmpty()
        && delegations.read(name, evidence(told), above, errand.work())
            instanceof Read.Useful<DelegationCheck.Word> enough) {
      return enough;
    }
    Optional<Read<DelegationCheck.Word>> known =
        chains.cut(above.zone(), name, errand.work()).map(seen -> word(above, name, seen));
    if (known.isPresent()) {
      return known.get();
    }
    return errand.lookUp(
        Question.of(name, RecordType.DS),
        evidence -> delegations.read(name, evidence, above, errand.work()));
  }

  private static Read<DelegationCheck.Word> word(
      Trust.Secure above, Name name, ZoneChain.Seen seen) {
    return new Read.Useful<>(
        seen.cut() == DenialCheck.Cut.UNSIGNED
            ? DelegationCheck.unsigned(above, name, seen.ttlSeconds())
            : new DelegationCheck.Word.SameZone(seen.ttlSeconds()));
  }

  private static Evidence evidence(List<SignedSet> told) {
    return told.stream()
        .filter(set -> set.set().type().equals(RecordType.DS))
        .findFirst()
        .<Evidence>map(Evidence.Records::new)
        .orElseGet(() -> new Evidence.Denied(told));
  }

  private Trust remember(Name name, Trust trust, long ttlSeconds) {
    cache.keep(name, trust, ttlSeconds);
    return trust;
  }

  /** Whether it is known that a name belongs to this very zone. */
  boolean isWithin(Name name, Name zone) {
    return cache
        .find(name)
        .filter(trust -> trust instanceof Trust.Secure && trust.zone().equals(zone))
        .isPresent();
  }

  /** Forgets everything at and below a name. */
  void flush(Name from) {
    cache.flush(from);
  }
}
