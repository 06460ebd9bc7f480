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
record DelegationCheck(SetCheck sets, DenialCheck denials, KnownChains chains) {
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
      case Evidence.Records(SignedSet set) -> digests(name, sets.check(set, above, work));
      case Evidence.Alias(SignedSet set, List<SignedSet> proof) ->
          alias(name, set, proof, above, work);
      case Evidence.Denied(List<SignedSet> proof) -> denied(name, proof, above, work);
    };
  }

  private static Read<Word> digests(Name name, SetCheck.Result result) {
    return switch (result) {
      case SetCheck.Result.Good(SignedSet set) when set.isExpanded() ->
          new Read.Useless<>(
              Flaw.badSignature(name.toHost() + " DS comes from a wildcard, which has no children")
                  .failure());
      case SetCheck.Result.Good(SignedSet set) -> new Read.Useful<>(new Word.Digests(set));
      case SetCheck.Result.Bad(Flaw flaw) -> new Read.Useless<>(flaw.failure());
    };
  }

  /** An alias that a wildcard made says nothing of a name that may exist all the same. */
  private Read<Word> alias(
      Name name, SignedSet set, List<SignedSet> proof, Trust.Secure above, Work work) {
    return switch (sets.check(set, above, work)) {
      case SetCheck.Result.Bad(Flaw flaw) -> new Read.Useless<>(flaw.failure());
      case SetCheck.Result.Good(SignedSet good) ->
          good.wildcardLabels()
              .map(labels -> expanded(name, labels, good, proof, above, work))
              // RFC 2181 §10.1: nothing but signatures stands beside it, so it is no zone cut.
              .orElseGet(() -> new Read.Useful<>(new Word.SameZone(good.ttlSeconds())));
    };
  }

  private Read<Word> expanded(
      Name name,
      int labels,
      SignedSet alias,
      List<SignedSet> proof,
      Trust.Secure above,
      Work work) {
    DenialCheck.Verified verified = denials.verify(proof, above, work);
    long ttl = Math.min(alias.ttlSeconds(), verified.ttlSeconds());
    return switch (verified.noCloserMatch(name, labels)) {
      case PROVEN -> new Read.Useful<>(new Word.SameZone(ttl));
      case UNSIGNED_PERHAPS -> new Read.Useful<>(unsigned(above, name, ttl));
      case NONE -> unproven(name, above, work);
    };
  }

  static Word unsigned(Trust.Secure above, Name name, long ttlSeconds) {
    String why = above.zone().toHost() + " proves that " + name.toHost() + " has no DS";
    return new Word.Unsigned(why, ttlSeconds);
  }

  private static Read<Word> unproven(Name name, Trust.Secure above, Work work) {
    String text =
        above.zone().toHost()
            + " proves neither keys of "
            + name.toHost()
            + " nor that there are none";
    return new Read.Useless<>(Flaw.unproven(text, work).failure());
  }

  private Read<Word> denied(Name name, List<SignedSet> proof, Trust.Secure above, Work work) {
    DenialCheck.Verified verified = denials.verify(proof, above, work);
    Optional<Flaw> flaw = verified.flaw();
    if (flaw.isPresent()) {
      return new Read.Useless<>(flaw.get().failure());
    }
    chains.learn(above.zone(), verified.sets());
    Question about = Question.of(name, RecordType.DS);
    long ttl = verified.ttlSeconds();
    return switch (verified.aboutDelegation(about)) {
      case DenialCheck.Cut.UNSIGNED -> new Read.Useful<>(unsigned(above, name, ttl));
      case DenialCheck.Cut.NONE -> new Read.Useful<>(new Word.SameZone(ttl));
      case DenialCheck.Cut.UNPROVEN -> unproven(name, above, work);
    };
  }
}
