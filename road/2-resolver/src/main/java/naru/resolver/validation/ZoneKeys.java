package naru.resolver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.dnssec.AlgorithmPolicy;
import naru.dnssec.DsDigest;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.TrustAnchor;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.validation.Errand.Evidence;
import naru.resolver.validation.Errand.Read;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData.Dnskey;
import naru.wire.RecordData.Ds;
import naru.wire.RecordType;

/**
 * The keys of a zone: its DNSKEY set, signed by one of those that its parent or an anchor vouches
 * for (RFC 4035 §5.2). Thread-safe.
 */
record ZoneKeys(AlgorithmPolicy algorithms, SetCheck sets, boolean lenient) {
  private static final int SHA_1 = 1;

  /** What is known of the keys, and for how long. */
  record Result(Trust trust, long ttlSeconds) {}

  /** The keys of the child that these digests are about; they are verified already. */
  Result vouchedBy(SignedSet digests, Errand errand) {
    List<Ds> all = digests.set().values().map(Ds.class::cast).toList();
    return vouchedBy(Vouched.byParent(digests.set().owner(), usable(all)), all, errand);
  }

  /** The keys of the anchor's zone. */
  Result vouchedBy(TrustAnchor anchor, Errand errand) {
    return vouchedBy(vouched(anchor), anchor.digests(), errand);
  }

  private Result vouchedBy(Vouched vouched, List<Ds> digests, Errand errand) {
    Name zone = vouched.zone();
    if (vouched.isNothing()) {
      return new Result(unsupported(zone, digests), Limits.BROKEN_CHAIN.toSeconds());
    }
    Function<Evidence, Read<SignedSet>> read = said -> read(said, vouched, errand.work());
    return switch (errand.lookUp(Question.of(zone, RecordType.DNSKEY), read)) {
      case Read.Useless<SignedSet>(Failure failure) ->
          lenient && !failure.isBogus() ? withoutKeys(zone) : broken(zone, failure);
      case Read.Useful<SignedSet>(SignedSet set) -> secure(set);
    };
  }

  /** Where keys that cannot be had are let go. */
  private static Result withoutKeys(Name zone) {
    String why = "the keys of " + zone.toHost() + " cannot be had, which is let go here";
    return new Result(new Trust.Insecure(zone, why), Limits.BROKEN_CHAIN.toSeconds());
  }

  /** An anchor vouches for this set. */
  static Result secure(SignedSet set) {
    Name zone = set.set().owner();
    return new Result(new Trust.Secure(zone, SetCheck.signingKeys(set.set())), set.ttlSeconds());
  }

  /** There are no keys to be had that anybody vouches for. */
  static Result broken(Name zone, Failure failure) {
    Failure told = failure.isBogus() ? failure : withoutKeys(zone, failure);
    return new Result(new Trust.Broken(zone, told), secondsOf(failure));
  }

  /**
   * How long a chain counts as broken. What servers did not say, and what a client had no budget
   * left for, breaks none: else one question could spend it all, and take others' zones along.
   */
  static long secondsOf(Failure failure) {
    return failure.isBogus() && !failure.isLimit() ? Limits.BROKEN_CHAIN.toSeconds() : 0;
  }

  /** The servers' own fault, with what it means for validation. */
  private static Failure withoutKeys(Name zone, Failure failure) {
    List<ExtendedError> errors = new ArrayList<>();
    String text = "the keys of " + zone.toHost() + " cannot be had";
    errors.add(new ExtendedError(ExtendedError.DNSKEY_MISSING, text));
    errors.addAll(failure.errors());
    return new Failure(failure.cause(), errors);
  }

  /** What becomes of a zone whose anchor is of no algorithm that counts; empty where one does. */
  Optional<Result> unsupported(TrustAnchor anchor) {
    return vouched(anchor).isNothing()
        ? Optional.of(
            new Result(
                unsupported(anchor.zone(), anchor.digests()), Limits.BROKEN_CHAIN.toSeconds()))
        : Optional.empty();
  }

  /** Whether an anchor vouches for a set of keys. */
  Read<SignedSet> read(Evidence evidence, TrustAnchor anchor, Work work) {
    return read(evidence, vouched(anchor), work);
  }

  private Vouched vouched(TrustAnchor anchor) {
    List<Dnskey> keys =
        anchor.keys().stream().filter(key -> algorithms.signature(key.algorithm())).toList();
    return new Vouched(anchor.zone(), usable(anchor.digests()), keys, true);
  }

  /** Those that can be judged; SHA-1 only where there is nothing better (RFC 4509 §3). */
  private List<Ds> usable(List<Ds> digests) {
    List<Ds> known =
        digests.stream()
            .filter(ds -> algorithms.signature(ds.algorithm()))
            .filter(ds -> algorithms.digest(ds.digestType()))
            .toList();
    List<Ds> better = known.stream().filter(ds -> ds.digestType() != SHA_1).toList();
    return (better.isEmpty() ? known : better).stream().limit(Limits.DIGESTS_A_ZONE).toList();
  }

  /** RFC 4035 §5.2: a zone signed only in ways that we do not know counts as unsigned. */
  private Trust unsupported(Name zone, List<Ds> digests) {
    boolean byDigest =
        !digests.isEmpty() && digests.stream().anyMatch(ds -> algorithms.signature(ds.algorithm()));
    int error =
        byDigest ? ExtendedError.UNSUPPORTED_DS_DIGEST : ExtendedError.UNSUPPORTED_KEY_ALGORITHM;
    String why = zone.toHost() + " is signed only with algorithms that do not count here";
    return new Trust.Insecure(zone, why, List.of(error));
  }

  /** Who vouches for what: the parent, or an anchor. */
  private record Vouched(Name zone, List<Ds> digests, List<Dnskey> keys, boolean byAnchor) {
    static Vouched byParent(Name zone, List<Ds> digests) {
      return new Vouched(zone, digests, List.of(), false);
    }

    boolean isNothing() {
      return digests.isEmpty() && keys.isEmpty();
    }

    /** Those of a set that are meant. */
    List<Trust.Key> among(List<Trust.Key> set, Work work) {
      Stream<Trust.Key> byDigest = digests.stream().flatMap(ds -> of(ds, set, work).stream());
      Stream<Trust.Key> byKey = set.stream().filter(key -> keys.contains(key.data()));
      return Stream.concat(byDigest, byKey).distinct().toList();
    }

    /** Many keys of one tag are there only to cost a digest each (KeyTrap). */
    private Optional<Trust.Key> of(Ds ds, List<Trust.Key> set, Work work) {
      return set.stream()
          .filter(key -> key.tag() == ds.keyTag() && key.data().algorithm() == ds.algorithm())
          .limit(Limits.KEYS_A_TAG)
          .peek(_ -> work.digested())
          .filter(key -> DsDigest.matches(zone, ds, key.data()))
          .findFirst();
    }

    /** Keys that may vouch for the set, those of an anchor also where they are not in it. */
    List<Trust.Key> entries(List<Trust.Key> found) {
      return Stream.concat(found.stream(), keys.stream().map(Trust.Key::of)).distinct().toList();
    }

    String tags() {
      return Stream.concat(
              digests.stream().map(Ds::keyTag), keys.stream().map(key -> Trust.Key.of(key).tag()))
          .distinct()
          .map(String::valueOf)
          .collect(Collectors.joining(", "));
    }

    Flaw noneOf(List<Trust.Key> set) {
      String text =
          "no key of "
              + zone.toHost()
              + " is the one that is vouched for: it has "
              + set.stream().map(Trust.Key::tag).toList()
              + ", expected is "
              + tags();
      return byAnchor ? Flaw.noMatchingAnchor(text) : Flaw.noMatchingDs(text);
    }
  }

  private Read<SignedSet> read(Evidence evidence, Vouched vouched, Work work) {
    if (!(evidence instanceof Evidence.Records(SignedSet set))) {
      String text = vouched.zone().toHost() + " has no DNSKEY, but should have " + vouched.tags();
      return new Read.Useless<>(Flaw.noDnskey(text).failure());
    }
    List<Trust.Key> all = SetCheck.signingKeys(set.set());
    List<Trust.Key> found = vouched.among(all, work);
    List<Trust.Key> entries = vouched.entries(found);
    if (entries.isEmpty()) {
      return new Read.Useless<>(vouched.noneOf(all).failure());
    }
    // Whoever vouched for it before may not be believed any more.
    SignedSet unchecked = set.as(Security.UNCHECKED);
    return switch (sets.check(unchecked, new Trust.Secure(vouched.zone(), entries), work)) {
      case SetCheck.Result.Good(SignedSet good) -> new Read.Useful<>(good);
      case SetCheck.Result.Bad(Flaw flaw) ->
          new Read.Useless<>((found.isEmpty() ? vouched.noneOf(all) : flaw).failure());
    };
  }
}
