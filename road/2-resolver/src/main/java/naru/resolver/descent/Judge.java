package naru.resolver.descent;

import naru.journey.Trace;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Question;

/** Says whether an answer may be believed, before it is remembered. */
interface Judge {

  /**
   * @param quest the question that is answered
   */
  Judged judge(Question question, Reply.Answered answered, Quest quest, Trace trace);

  /** Whoever does not ask believes everything, and says nothing of it. */
  static Judge believer() {
    return new Believer();
  }

  /** Whether it matters what this judge says. */
  default boolean isStrict() {
    return true;
  }

  /** The judgement. */
  sealed interface Judged {
    /** As judged. */
    record Believed(Reply.Answered answered) implements Judged {}

    /** Another server may say better. */
    record Refused(Failure failure) implements Judged {}
  }

  /** Believes everything. */
  record Believer() implements Judge {
    @Override
    public Judged judge(Question question, Reply.Answered answered, Quest quest, Trace trace) {
      return new Judged.Believed(answered);
    }

    @Override
    public boolean isStrict() {
      return false;
    }
  }
}
