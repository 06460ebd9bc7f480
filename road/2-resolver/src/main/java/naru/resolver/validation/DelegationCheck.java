package naru.resolver.validation;

import java.util.List;
import java.util.Optional;
import naru.resolver.SignedSet;
import naru.resolver.validation.Errand.Evidence;
import naru.resolver.validation.Errand.Read;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * What a secure zone says about the keys of a name below it (RFC 4035 §5.2, RFC 6840 §4.4).
 * Thread-safe.
 */
record DelegationCheck(SetCheck sets, DenialCheck denials) {
  /** A parent's word. */
  sealed interface Word {
    /** The child has keys of these digests. */
    record Digests(SignedSet set) implements Word {}

    /** The child is a zone without keys that anybody vouches for. */
    record Unsigned(String why, long ttlSeconds) implements Word {}

    /** There is no zone cut: the name, if it exists, belongs to the same zone. */
    record SameZone(long ttlSeconds) implements Word {}
  }

  /** Reads what was said about a DS of {@code name}. */
  Read<Word> read(Name name, Evidence evidence, Trust.Secure above, Work work) {
    return switch (evidence) {
      case Evidence.Records(SignedSet set) -> digests(sets.check(set, above, work));
      case Evidence.Alias(SignedSet set) -> sameZone(sets.check(set, above, work));
      case Evidence.Denied(List<SignedSet> proof) -> denied(name, proof, above, work);
    };
  }

  private static Read<Word> digests(SetCheck.Result result) {
    return switch (result) {
      case SetCheck.Result.Good(SignedSet set) -> new Read.Useful<>(new Word.Digests(set));
      case SetCheck.Result.Bad(Flaw flaw) -> new Read.Useless<>(flaw.failure());
    };
  }

  /** RFC 2181 §10.1: nothing but signatures stands beside an alias, so it is no zone cut. */
  private static Read<Word> sameZone(SetCheck.Result result) {
    return switch (result) {
      case SetCheck.Result.Good(SignedSet set) ->
          new Read.Useful<>(new Word.SameZone(set.ttlSeconds()));
      case SetCheck.Result.Bad(Flaw flaw) -> new Read.Useless<>(flaw.failure());
    };
  }

  static Word unsigned(Trust.Secure above, Name name, long ttlSeconds) {
    String why = above.zone().toHost() + " proves that " + name.toHost() + " has no DS";
    return new Word.Unsigned(why, ttlSeconds);
  }

  private Read<Word> denied(Name name, List<SignedSet> proof, Trust.Secure above, Work work) {
    DenialCheck.Verified verified = denials.verify(proof, above, work);
    Optional<Flaw> flaw = verified.flaw();
    if (flaw.isPresent()) {
      return new Read.Useless<>(flaw.get().failure());
    }
    Question about = Question.of(name, RecordType.DS);
    long ttl = verified.ttlSeconds();
    return switch (verified.aboutDelegation(about, work)) {
      case DenialCheck.Cut.UNSIGNED -> new Read.Useful<>(unsigned(above, name, ttl));
      case DenialCheck.Cut.NONE -> new Read.Useful<>(new Word.SameZone(ttl));
      case DenialCheck.Cut.UNPROVEN ->
          new Read.Useless<>(
              Flaw.missingDenial(
                      above.zone().toHost()
                          + " proves neither keys of "
                          + name.toHost()
                          + " nor that there are none")
                  .failure());
    };
  }
}
