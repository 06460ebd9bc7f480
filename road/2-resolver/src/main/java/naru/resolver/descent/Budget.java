package naru.resolver.descent;

import java.time.Duration;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.resolver.Limits;
import naru.resolver.Spent;
import naru.resolver.validation.Work;
import naru.time.Time;
import naru.wire.Question;

/**
 * What one client's question may still cost, with everything that is asked on its behalf: queries
 * and time. It is never filled up again. Confined to the task of that question.
 */
final class Budget {
  private final Time time;
  private final Waits waits;
  private final long deadlineNanos;
  private int queriesLeft = Limits.UPSTREAM_QUERIES;
  private final Work work = new Work();
  private boolean refused;
  private boolean crowdedOut;

  Budget(Time time, Waits waits) {
    this.time = time;
    this.waits = waits;
    this.deadlineNanos = time.nanos() + Limits.WHOLE_QUESTION.toNanos();
  }

  /** Takes one query, if there is one and time is left. */
  boolean takeQuery() {
    if (queriesLeft == 0 || timeLeft().isZero()) {
      refused = true;
      return false;
    }
    queriesLeft--;
    return true;
  }

  /** What validation may cost. */
  Work work() {
    return work;
  }

  /** What it has cost so far. */
  Spent spent() {
    int queries = Limits.UPSTREAM_QUERIES - queriesLeft;
    return new Spent(queries, work.checks(), work.digests(), work.hashes());
  }

  /** Never negative. */
  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - time.nanos()));
  }

  /** Whether a query was wanted that there was nothing left for. */
  boolean isSpent() {
    return refused || timeLeft().isZero() || waits.isClosed();
  }

  /** Others are asking so much that a part of this question was not asked. */
  void crowdOut() {
    crowdedOut = true;
  }

  /** Whether it may have failed for others' sake. */
  boolean isCrowdedOut() {
    return crowdedOut;
  }

  /** Whether it was queries that ran out, not time. */
  boolean isOutOfQueries() {
    return refused && queriesLeft == 0;
  }

  /** The limit that was met, for a question that came to it. */
  Cause limitMet(Question question) {
    String limit =
        isOutOfQueries()
            ? Limits.UPSTREAM_QUERIES + " upstream queries"
            : Limits.WHOLE_QUESTION.toSeconds() + " s";
    String text =
        question.name().toHost()
            + " "
            + question.type()
            + " would cost more than the limit of "
            + limit;
    return Cause.of(VerdictCode.DNS_LIMIT, text);
  }
}
