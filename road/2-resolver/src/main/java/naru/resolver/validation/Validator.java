package naru.resolver.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.resolver.anchor.TrustPoints;
import naru.resolver.cache.FailureCache.Failure;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData.Rrsig;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Says of records, and of denials, whether they are secure, provably insecure or bogus (RFC 4035
 * §5). Thread-safe.
 */
public final class Validator {
  private final SetCheck sets;
  private final DenialCheck denials;
  private final ChainOfTrust chain;
  private final KnownChains chains;
  private final TrustPoints points;

  public Validator(Time time, ValidationPolicy policy, KnownChains chains) {
    this.sets = new SetCheck(time, policy);
    this.denials = new DenialCheck(sets);
    this.points = new TrustPoints(time, policy.managed());
    this.chains = chains;
    this.chain = new ChainOfTrust(time, policy, sets, denials, chains, points);
  }

  /** The zones whose trust anchors follow their keys. */
  public TrustPoints trustPoints() {
    return points;
  }

  /** Asks for the keys of such a zone anew (RFC 5011 §2.3). */
  public void refresh(Name zone, Errand errand) {
    chain.refresh(zone, errand);
  }

  /** What validation came to. Immutable. */
  public sealed interface Verdict {
    /**
     * It may be believed as far as {@code security} says.
     *
     * @param sets the sets as judged, in their order
     * @param proof what came along with records, as far as it is believed
     * @param why what makes it insecure, in words; empty where it is not
     */
    record Believed(List<SignedSet> sets, List<SignedSet> proof, Security security, String why)
        implements Verdict {
      public Believed {
        sets = List.copyOf(sets);
        proof = List.copyOf(proof);
      }
    }

    /** It is forged, broken or out of date. */
    record Bogus(Failure failure) implements Verdict {}
  }

  /** A denial's verdict, and whether the name itself does not exist. */
  public record DenialVerdict(Verdict verdict, boolean noName) {}

  /**
   * Judges records.
   *
   * @param proof what came along to prove that no closer name exists, for records of a wildcard
   */
  public Verdict records(SignedSet set, List<SignedSet> proof, Errand errand) {
    if (set.security() != Security.UNCHECKED) {
      return new Verdict.Believed(List.of(set), proof, set.security(), "");
    }
    RecordSet records = set.set();
    if (records.type().equals(RecordType.RRSIG)) {
      // RFC 4035 §2.2: signatures are not signed.
      SignedSet bare = set.as(Security.INSECURE);
      return new Verdict.Believed(
          List.of(bare), List.of(), Security.INSECURE, "signatures are not signed");
    }
    Name holder = holder(records.owner(), records.type());
    return switch (trust(holder, signers(List.of(set), holder), errand)) {
      case Trust.Insecure insecure -> insecure(List.of(set), insecure);
      case Trust.Broken(_, Failure failure) -> new Verdict.Bogus(failure);
      case Trust.Secure secure -> records(set, proof, secure, errand.work());
    };
  }

  private Verdict records(SignedSet set, List<SignedSet> proof, Trust.Secure secure, Work work) {
    return switch (sets.check(set, secure, work)) {
      case SetCheck.Result.Bad(Flaw flaw) -> new Verdict.Bogus(flaw.failure());
      case SetCheck.Result.Good(SignedSet good) ->
          good.isExpanded()
              ? expanded(good, proof, secure, work)
              : secure(good, besides(proof, secure, work));
    };
  }

  private static Verdict secure(SignedSet set, List<SignedSet> proof) {
    return new Verdict.Believed(List.of(set), proof, Security.SECURE, "");
  }

  /** What came beside records and is not needed to believe them: it may help later. */
  private List<SignedSet> besides(List<SignedSet> proof, Trust.Secure secure, Work work) {
    List<SignedSet> sets = denials.verify(denialsOf(proof), secure, work).sets();
    chains.learn(secure.zone(), sets);
    return sets;
  }

  /** RFC 4035 §5.3.4: a wildcard counts only where nothing closer exists. */
  private Verdict expanded(SignedSet set, List<SignedSet> proof, Trust.Secure secure, Work work) {
    Name owner = set.set().owner();
    DenialCheck.Verified verified = denials.verify(denialsOf(proof), secure, work);
    chains.learn(secure.zone(), verified.sets());
    return switch (verified.noCloserMatch(owner, set.wildcardLabels().orElseThrow())) {
      case PROVEN -> secure(set, withServers(verified.sets(), proof, secure, work));
      case UNSIGNED_PERHAPS -> {
        List<SignedSet> sets = List.of(set.as(Security.INSECURE));
        yield new Verdict.Believed(
            sets,
            verified.sets(),
            Security.INSECURE,
            owner.toHost() + " may be an unsigned delegation");
      }
      case NONE ->
          new Verdict.Bogus(
              verified
                  .flaw()
                  .orElse(
                      Flaw.unproven(
                          SetCheck.words(set.set())
                              + " comes from a wildcard, and "
                              + secure.zone().toHost()
                              + " does not prove that nothing closer exists",
                          work))
                  .failure());
    };
  }

  /** Servers that came along are told on where they are signed. */
  private List<SignedSet> withServers(
      List<SignedSet> denials, List<SignedSet> proof, Trust.Secure secure, Work work) {
    List<SignedSet> all = new ArrayList<>(denials);
    for (SignedSet each : proof) {
      if (!each.isDenial()
          && sets.check(each, secure, work) instanceof SetCheck.Result.Good(SignedSet good)) {
        all.add(good);
      }
    }
    return all;
  }

  private static List<SignedSet> denialsOf(List<SignedSet> proof) {
    return proof.stream().filter(SignedSet::isDenial).toList();
  }

  /** Judges a denial of the question's type, or of its name. */
  public DenialVerdict denial(
      Question about, boolean saysNoName, List<SignedSet> proof, Errand errand) {
    Name holder = holder(about.name(), about.type());
    return switch (trust(holder, signers(proof, holder), errand)) {
      case Trust.Insecure insecure -> new DenialVerdict(insecure(proof, insecure), saysNoName);
      case Trust.Broken(_, Failure failure) ->
          new DenialVerdict(new Verdict.Bogus(failure), saysNoName);
      case Trust.Secure secure -> denial(about, saysNoName, proof, secure, errand.work());
    };
  }

  private DenialVerdict denial(
      Question about, boolean saysNoName, List<SignedSet> proof, Trust.Secure secure, Work work) {
    DenialCheck.Verified verified = denials.verify(proof, secure, work);
    if (verified.flaw().isPresent()) {
      return new DenialVerdict(new Verdict.Bogus(verified.flaw().get().failure()), saysNoName);
    }
    chains.learn(secure.zone(), verified.sets());
    if (saysNoName) {
      DenialCheck.Proof noName = verified.noName(about.name());
      if (noName != DenialCheck.Proof.NONE) {
        return new DenialVerdict(believed(verified, noName), true);
      }
    }
    // A server that says NXDOMAIN of an empty name proves less than it says: that counts.
    return new DenialVerdict(
        believed(verified, verified.noData(about), about, saysNoName, work), false);
  }

  private static Verdict believed(DenialCheck.Verified verified, DenialCheck.Proof proof) {
    boolean proven = proof == DenialCheck.Proof.PROVEN;
    return new Verdict.Believed(
        verified.sets(),
        List.of(),
        proven ? Security.SECURE : Security.INSECURE,
        proven ? "" : verified.zone().toHost() + " leaves room for unsigned delegations");
  }

  private static Verdict believed(
      DenialCheck.Verified verified,
      DenialCheck.Proof proof,
      Question about,
      boolean saysNoName,
      Work work) {
    if (proof != DenialCheck.Proof.NONE) {
      return believed(verified, proof);
    }
    String what =
        saysNoName
            ? " does not prove that there is no " + about.name().toHost()
            : " does not prove that " + about.name().toHost() + " has no " + about.type();
    return new Verdict.Bogus(Flaw.unproven(verified.zone().toHost() + what, work).failure());
  }

  private static Verdict insecure(List<SignedSet> sets, Trust.Insecure insecure) {
    List<SignedSet> judged = sets.stream().map(set -> set.as(Security.INSECURE)).toList();
    return new Verdict.Believed(judged, List.of(), Security.INSECURE, insecure.why());
  }

  /** A DS is its parent's word (RFC 4035 §2.4). */
  private static Name holder(Name name, RecordType type) {
    return type.equals(RecordType.DS) ? name.parent().orElse(name) : name;
  }

  /** Which zones say that they signed: the deepest that may first. */
  private static List<Name> signers(List<SignedSet> sets, Name holder) {
    return sets.stream()
        .flatMap(set -> set.rrsigs().stream())
        .map(Rrsig::signer)
        .filter(holder::isAtOrBelow)
        .distinct()
        .sorted(Comparator.comparingInt(Name::labelCount).reversed())
        .toList();
  }

  /**
   * The trust in the zone that says that it signed, if an anchor is above it; else in the zone that
   * should have.
   */
  private Trust trust(Name holder, List<Name> signers, Errand errand) {
    Optional<TrustAnchor> own = chain.anchorOf(holder);
    if (own.isEmpty()) {
      return new Trust.Insecure(holder, "no trust anchor is above " + holder.toHost());
    }
    for (Name signer : signers) {
      Optional<TrustAnchor> anchor = chain.anchorOf(signer);
      if (anchor.isPresent()) {
        return chain.over(signer, anchor.get(), errand);
      }
    }
    return chain.over(holder, own.get(), errand);
  }

  /** Whether it is known that a name belongs to this very zone. */
  public boolean isWithin(Name name, Name zone) {
    return chain.isWithin(name, zone);
  }

  /** Forgets the keys of every zone at and below a name. */
  public void flush(Name from) {
    chain.flush(from);
  }
}
