package naru.resolver.validation;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import naru.dnssec.AlgorithmPolicy;
import naru.dnssec.DsDigest;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
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
record ZoneKeys(AlgorithmPolicy algorithms, SetCheck sets) {
  private static final int SHA_1 = 1;

  /** What is known of the keys, and for how long. */
  record Result(Trust trust, long ttlSeconds) {}

  /** The keys of the child that these digests are about; they are verified already. */
  Result vouchedBy(SignedSet digests, Errand errand) {
    List<Ds> all = digests.set().values().map(Ds.class::cast).toList();
    return vouchedBy(digests.set().owner(), all, List.of(), errand);
  }

  /** The keys of the anchor's zone. */
  Result vouchedBy(TrustAnchor anchor, Errand errand) {
    return vouchedBy(anchor.zone(), anchor.digests(), anchor.keys(), errand);
  }

  private Result vouchedBy(Name zone, List<Ds> digests, List<Dnskey> keys, Errand errand) {
    List<Ds> usableDigests = usable(digests);
    List<Dnskey> usableKeys =
        keys.stream().filter(key -> algorithms.signature(key.algorithm())).toList();
    if (usableDigests.isEmpty() && usableKeys.isEmpty()) {
      return new Result(unsupported(zone, digests), Limits.BROKEN_CHAIN.toSeconds());
    }
    Vouched vouched = new Vouched(zone, usableDigests, usableKeys);
    Function<Evidence, Read<SignedSet>> read = said -> read(said, vouched, errand.work());
    return switch (errand.lookUp(Question.of(zone, RecordType.DNSKEY), read)) {
      case Read.Useless<SignedSet>(Failure failure) ->
          new Result(new Trust.Broken(zone, failure), Limits.BROKEN_CHAIN.toSeconds());
      case Read.Useful<SignedSet>(SignedSet set) ->
          new Result(new Trust.Secure(zone, SetCheck.signingKeys(set.set())), set.ttlSeconds());
    };
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

  /** Who vouches for what. */
  private record Vouched(Name zone, List<Ds> digests, List<Dnskey> keys) {
    boolean isFor(Trust.Key key) {
      return keys.contains(key.data())
          || digests.stream()
              .filter(ds -> ds.keyTag() == key.tag())
              .anyMatch(ds -> DsDigest.matches(zone, ds, key.data()));
    }

    String tags() {
      return digests.stream().map(ds -> "" + ds.keyTag()).collect(Collectors.joining(", "))
          + keys.stream().map(k -> "" + Trust.Key.of(k).tag()).collect(Collectors.joining(", "));
    }
  }

  private Read<SignedSet> read(Evidence evidence, Vouched vouched, Work work) {
    if (!(evidence instanceof Evidence.Records(SignedSet set))) {
      String text = vouched.zone().toHost() + " has no DNSKEY, but should have " + vouched.tags();
      return new Read.Useless<>(Flaw.noDnskey(text).failure());
    }
    List<Trust.Key> all = SetCheck.signingKeys(set.set());
    List<Trust.Key> entries = all.stream().filter(vouched::isFor).toList();
    if (entries.isEmpty()) {
      String text =
          "no key of "
              + vouched.zone().toHost()
              + " is the one that is vouched for: it has "
              + all.stream().map(Trust.Key::tag).toList()
              + ", expected is "
              + vouched.tags();
      return new Read.Useless<>(Flaw.noMatchingDs(text).failure());
    }
    return switch (sets.check(set, new Trust.Secure(vouched.zone(), entries), work)) {
      case SetCheck.Result.Good(SignedSet good) -> new Read.Useful<>(good);
      case SetCheck.Result.Bad(Flaw flaw) -> new Read.Useless<>(flaw.failure());
    };
  }
}
