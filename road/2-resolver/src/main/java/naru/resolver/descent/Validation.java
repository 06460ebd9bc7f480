package naru.resolver.descent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import naru.journey.Cause;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.anchor.TrustPoints;
import naru.resolver.cache.DelegationCache;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.descent.Reply.Answered;
import naru.resolver.descent.Reply.End;
import naru.resolver.descent.Reply.Found;
import naru.resolver.descent.Reply.Link;
import naru.resolver.validation.Errand;
import naru.resolver.validation.KnownChains;
import naru.resolver.validation.Validator;
import naru.resolver.validation.Validator.Verdict;
import naru.resolver.validation.Work;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Judges answers part by part: each alias, then where they lead. Keys and digests that this needs
 * are looked up as part of the same quest, and are themselves judged only by who needs them.
 * Thread-safe.
 */
final class Validation implements Judge {
  private final Validator validator;
  private final KnownChains chains;
  private final DelegationCache cuts;
  private final Lookup lookup;

  Validation(Validator validator, KnownChains chains, DelegationCache cuts, Lookup lookup) {
    this.validator = validator;
    this.chains = chains;
    this.cuts = cuts;
    this.lookup = lookup;
  }

  /** Looks up one name, remembered or walked to. */
  interface Lookup {
    Found find(Quest quest, Trace trace);
  }

  @Override
  public Judged judge(Question question, Answered answered, Quest quest, Trace trace) {
    if (answered.security() != Security.UNCHECKED) {
      return new Judged.Believed(answered);
    }
    Errand errand = new QuestErrand(quest, question, answered, trace);
    List<Link> links = new ArrayList<>();
    for (Link link : answered.links()) {
      SignedSet alias = link.sets().getFirst();
      switch (validator.records(alias, link.proof(), errand)) {
        case Verdict.Bogus(Failure failure) -> {
          return new Judged.Refused(failure);
        }
        case Verdict.Believed believed ->
            links.add(judged(link, believed.sets().getFirst(), believed.proof()));
      }
    }
    return end(question, answered, links, errand);
  }

  /** The CNAME that a DNAME stands for is as secure as the DNAME. */
  private static Link judged(Link link, SignedSet alias, List<SignedSet> proof) {
    List<SignedSet> sets = new ArrayList<>(List.of(alias));
    link.sets().stream().skip(1).map(made -> made.as(alias.security())).forEach(sets::add);
    return new Link(sets, link.target(), proof);
  }

  private Judged end(Question question, Answered answered, List<Link> links, Errand errand) {
    Name last = answered.lastName(question.name());
    Question about = new Question(last, question.type(), question.recordClass());
    return switch (answered.end()) {
      case End.Records(var sets, var proof) -> records(answered, links, sets, proof, errand);
      case End.NoData(var proof, _) ->
          denial(answered, links, validator.denial(about, false, proof, errand));
      case End.NoName(var proof, _) ->
          denial(answered, links, validator.denial(about, true, proof, errand));
      case End.Elsewhere elsewhere -> believed(answered, links, elsewhere);
      case End.NameTooLong(SignedSet dname) ->
          switch (validator.records(dname, List.of(), errand)) {
            case Verdict.Bogus(Failure failure) -> new Judged.Refused(failure);
            case Verdict.Believed it ->
                believed(answered, links, new End.NameTooLong(it.sets().getFirst()));
          };
    };
  }

  private Judged records(
      Answered answered,
      List<Link> links,
      List<SignedSet> sets,
      List<SignedSet> proof,
      Errand errand) {
    List<SignedSet> judged = new ArrayList<>();
    List<SignedSet> proven = new ArrayList<>();
    for (SignedSet set : sets) {
      boolean made = !judged.isEmpty() && isMadeFrom(judged.getFirst(), set);
      if (made) {
        judged.add(set.as(judged.getFirst().security()));
        continue;
      }
      switch (validator.records(set, proof, errand)) {
        case Verdict.Bogus(Failure failure) -> {
          return new Judged.Refused(failure);
        }
        case Verdict.Believed believed -> {
          judged.addAll(believed.sets());
          proven.addAll(believed.proof());
        }
      }
    }
    return believed(answered, links, new End.Records(judged, proven.stream().distinct().toList()));
  }

  /** The CNAME that was asked for, and that a DNAME stands for (RFC 6672 §3.1). */
  private static boolean isMadeFrom(SignedSet dname, SignedSet set) {
    return dname.set().type().equals(RecordType.DNAME)
        && set.set().type().equals(RecordType.CNAME)
        && set.set().owner().isBelow(dname.set().owner());
  }

  private Judged denial(Answered answered, List<Link> links, Validator.DenialVerdict verdict) {
    return switch (verdict.verdict()) {
      case Verdict.Bogus(Failure failure) -> new Judged.Refused(failure);
      case Verdict.Believed(var sets, _, Security security, _) -> {
        yield believed(
            answered,
            links,
            verdict.noName() ? new End.NoName(sets, security) : new End.NoData(sets, security));
      }
    };
  }

  private static Judged believed(Answered answered, List<Link> links, End end) {
    return new Judged.Believed(new Answered(links, end, answered.authoritative()));
  }

  /** What earlier proofs say of the question, from zones not above {@code top} (RFC 8198). */
  Optional<Answered> proven(Question question, Name top, Work work) {
    return chains
        .find(question, top, work)
        .map(denied ->
            denied.noName()
                ? new End.NoName(denied.proof(), Security.SECURE)
                : new End.NoData(denied.proof(), Security.SECURE))
        .map(end -> new Answered(List.of(), end, true));
  }

  /** Whether it is known that a name belongs to this very zone: there is no cut between. */
  boolean isWithin(Name name, Name zone) {
    return validator.isWithin(name, zone);
  }

  /** Forgets the keys of every zone at and below a name. */
  void flush(Name from) {
    validator.flush(from);
    chains.flush(from);
  }

  /** The zones whose trust anchors follow their keys. */
  TrustPoints trustPoints() {
    return validator.trustPoints();
  }

  /**
   * Asks for the keys of such a zone (RFC 5011 §2.3).
   *
   * @param quest the question for them
   * @param anew looks up past what is remembered
   */
  void refresh(Quest quest, Lookup anew) {
    validator.refresh(quest.question().name(), new RefreshErrand(quest, anew));
  }

  /** What validation wants, at the cost of the quest whose answer it judges. */
  private final class QuestErrand implements Errand {
    private final Quest quest;
    private final Question judged;
    private final Answered answered;
    private final Trace trace;

    QuestErrand(Quest quest, Question judged, Answered answered, Trace trace) {
      this.quest = quest;
      this.judged = judged;
      this.answered = answered;
      this.trace = trace;
    }

    @Override
    public <T> Read<T> lookUp(Question question, Function<Evidence, Read<T>> read) {
      if (question.equals(judged)) {
        return read.apply(evidence(answered));
      }
      if (quest.isWaitingFor(question) || quest.isDeepest()) {
        return new Read.Useless<>(circles(question));
      }
      return lookedUp(quest.needing(question), read, lookup, trace);
    }

    @Override
    public List<SignedSet> toldByReferral(Name zone) {
      return cuts.keysWord(zone);
    }

    @Override
    public Work work() {
      return quest.budget().work();
    }
  }

  private static <T> Errand.Read<T> lookedUp(
      Quest quest, Function<Errand.Evidence, Errand.Read<T>> read, Lookup lookup, Trace trace) {
    Reading<T> reading = new Reading<>(read);
    return switch (lookup.find(quest.judgedBy(reading), trace)) {
      case Reply.Failed(Failure failure) -> new Errand.Read.Useless<>(failure);
      case Answered _ -> reading.last.orElseThrow();
    };
  }

  /** The keys of a zone, asked for on their own account. */
  private record RefreshErrand(Quest quest, Lookup anew) implements Errand {
    @Override
    public <T> Read<T> lookUp(Question question, Function<Evidence, Read<T>> read) {
      return lookedUp(quest.about(question), read, anew, Trace.NONE);
    }

    @Override
    public List<SignedSet> toldByReferral(Name zone) {
      return List.of();
    }

    @Override
    public Work work() {
      return quest.budget().work();
    }
  }

  private static Failure circles(Question question) {
    String text =
        question.name().toHost()
            + " "
            + question.type()
            + " is needed to validate what is needed to find it";
    ExtendedError error = new ExtendedError(ExtendedError.DNSKEY_MISSING, text);
    return new Failure(Cause.of(VerdictCode.DNS_BOGUS_NO_DNSKEY, text), List.of(error));
  }

  /** Judges an answer by what can be made of it. Confined to one lookup. */
  private static final class Reading<T> implements Judge {
    private final Function<Errand.Evidence, Errand.Read<T>> read;
    private Optional<Errand.Read<T>> last = Optional.empty();

    Reading(Function<Errand.Evidence, Errand.Read<T>> read) {
      this.read = read;
    }

    @Override
    public Judged judge(Question question, Answered answered, Quest quest, Trace trace) {
      Errand.Read<T> now = read.apply(evidence(answered));
      last = Optional.of(now);
      return switch (now) {
        case Errand.Read.Useful<T> _ -> new Judged.Believed(answered);
        case Errand.Read.Useless<T>(Failure failure) -> new Judged.Refused(failure);
      };
    }
  }

  private static Errand.Evidence evidence(Answered answered) {
    if (!answered.links().isEmpty()) {
      return new Errand.Evidence.Alias(
          answered.links().getFirst().sets().getFirst(), answered.links().getFirst().proof());
    }
    return switch (answered.end()) {
      case End.Records(var sets, _) -> new Errand.Evidence.Records(sets.getFirst());
      case End.NoData(var proof, _) -> new Errand.Evidence.Denied(proof);
      case End.NoName(var proof, _) -> new Errand.Evidence.Denied(proof);
      case End.Elsewhere _, End.NameTooLong _ -> new Errand.Evidence.Denied(List.of());
    };
  }
}
