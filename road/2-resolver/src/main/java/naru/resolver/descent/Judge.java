package naru.resolver.descent;

import naru.journey.Trace;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Question;

/** Says whether an answer may be believed, before it is remembered. */
interface Judge {
  /** Whoever does not ask believes everything, and says nothing of it. */
  Judge NONE = (_, answered, _, _) -> new Judged.Believed(answered);

  /**
   * @param quest the question that is answered
   */
  Judged judge(Question question, Reply.Answered answered, Quest quest, Trace trace);

  /** The judgement. */
  sealed interface Judged {
    /** As judged. */
    record Believed(Reply.Answered answered) implements Judged {}

    /** Another server may say better. */
    record Refused(Failure failure) implements Judged {}
  }
}
