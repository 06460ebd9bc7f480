package naru.resolver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.SignedSet;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Verifies the records of a denial and says what they prove, by NSEC (RFC 4035 §5.4) or by NSEC3
 * (RFC 5155 §8). Thread-safe.
 */
record DenialCheck(SetCheck sets) {
  /** What is proven. */
  enum Proof {
    /** It is so. */
    PROVEN,
    /**
     * It may be so: an unsigned delegation may hide where the zone opted out, or it counts too far.
     */
    UNSIGNED_PERHAPS,
    /** Nothing. */
    NONE
  }

  /** What is proven about a zone cut. */
  enum Cut {
    /** There is one, and its child has no keys that anybody vouches for. */
    UNSIGNED,
    /** There is none. */
    NONE,
    /** Neither. */
    UNPROVEN
  }

  /** Verifies each set of a proof; the first that is not believed spoils it. */
  Verified verify(List<SignedSet> proof, Trust.Secure trust, Work work) {
    List<SignedSet> good = new ArrayList<>();
    for (SignedSet each : proof.stream().limit(Limits.PROOF_SETS).toList()) {
      if (isBare(each)) {
        continue;
      }
      switch (sets.check(each, trust, work)) {
        case SetCheck.Result.Good(SignedSet set) -> good.add(set);
        case SetCheck.Result.Bad(Flaw flaw) -> {
          return Verified.of(trust.zone(), List.of(), Optional.of(flaw), work);
        }
      }
    }
    return Verified.of(trust.zone(), good, Optional.empty(), work);
  }

  /** A signature over nothing that came along. */
  private static boolean isBare(SignedSet set) {
    return set.set().type().equals(RecordType.RRSIG);
  }

  /**
   * A proof whose records are all signed by the zone's keys. Confined to the task of one question.
   *
   * @param flaw why it is none
   */
  record Verified(
      Name zone, List<SignedSet> sets, Optional<Flaw> flaw, NsecProof nsec, Nsec3Proof nsec3) {
    static Verified of(Name zone, List<SignedSet> sets, Optional<Flaw> flaw, Work work) {
      NsecProof nsec = NsecProof.of(zone, recordSets(sets, RecordType.NSEC));
      Nsec3Proof nsec3 = Nsec3Proof.of(zone, recordSets(sets, RecordType.NSEC3), work);
      return new Verified(zone, List.copyOf(sets), flaw, nsec, nsec3);
    }

    /** The least time to live among them. */
    long ttlSeconds() {
      return sets.stream().mapToLong(SignedSet::ttlSeconds).min().orElse(0);
    }

    private static List<RecordSet> recordSets(List<SignedSet> sets, RecordType type) {
      return sets.stream()
          .filter(each -> each.set().type().equals(type))
          .filter(each -> !each.isExpanded())
          .map(SignedSet::set)
          .toList();
    }

    /** Whether the name has no such records. */
    Proof noData(Question question) {
      return nsec.hasNoData(question) ? Proof.PROVEN : nsec3.noData(question);
    }

    /** Whether there is no such name, nor a wildcard for it. */
    Proof noName(Name name) {
      return nsec.hasNoName(name) ? Proof.PROVEN : nsec3.noName(name);
    }

    /** Whether a wildcard of so many labels (its asterisk not counted) is the closest match. */
    Proof noCloserMatch(Name name, int labels) {
      return nsec.hasNoCloserMatch(name, labels) ? Proof.PROVEN : nsec3.noCloserMatch(name, labels);
    }

    /** What it says of a cut at the name, from the side of its parent. */
    Cut aboutDelegation(Question about) {
      Cut cut = nsec.cutAt(about.name());
      return cut == Cut.UNPROVEN ? nsec3.cutAt(about) : cut;
    }
  }
}
