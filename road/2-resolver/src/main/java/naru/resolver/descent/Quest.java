package naru.resolver.descent;

import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.cache.Freshness;
import naru.wire.Question;

/**
 * A question under way, and the one that needs it: the target of an alias, or the address of a
 * server that is looked up for the sake of the zone it serves. All of them share the client's
 * budget. Immutable but for the budget.
 */
record Quest(
    Question question,
    Budget budget,
    Optional<Quest> neededBy,
    int depth,
    Judge judge,
    Freshness freshness) {
  /** A client's question. */
  static Quest of(Question question, Budget budget, Judge judge, Freshness freshness) {
    return new Quest(question, budget, Optional.empty(), 0, judge, freshness);
  }

  /** The same quest, gone on with an alias's target. */
  Quest about(Question other) {
    return other.equals(question)
        ? this
        : new Quest(other, budget, Optional.of(this), depth, judge, freshness);
  }

  /** A question that this one needs answered first; its answer is believed as it comes. */
  Quest needing(Question other) {
    return new Quest(other, budget, Optional.of(this), depth + 1, Judge.believer(), Freshness.LIVE);
  }

  /** The same, its answers judged by another. */
  Quest judgedBy(Judge other) {
    return new Quest(question, budget, neededBy, depth, other, freshness);
  }

  /** No further questions within questions. */
  boolean isDeepest() {
    return depth >= Limits.DEPTH;
  }

  /** Whether the answer to {@code other} is already being waited for: asking it would circle. */
  boolean isWaitingFor(Question other) {
    return question.equals(other)
        || neededBy.filter(quest -> quest.isWaitingFor(other)).isPresent();
  }
}
