package naru.resolver.descent;

import naru.journey.VerdictCode;
import naru.resolver.Limits;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Shows each zone no more labels of the name than it needs to give a referral (RFC 9156). Where a
 * server denies a part of the name, the whole is asked all the same: too many deny what is only
 * empty. Confined to one descent.
 */
final class Minimiser {
  private final Question whole;
  private boolean off;
  private int shown;
  private int asked;

  Minimiser(Question whole, boolean on) {
    this.whole = whole;
    this.off = !on;
  }

  /** What to ask a server of {@code zone}. */
  Question question(Name zone) {
    int all = whole.name().labelCount();
    int last = hidesType() ? all : all - 1;
    int from = Math.max(zone.labelCount(), shown);
    int next = from + step(all - from);
    if (off || next > last || asked == Limits.MINIMISED_QUESTIONS) {
      return whole;
    }
    shown = next;
    asked++;
    return new Question(whole.name().rightmost(next), RecordType.A, whole.recordClass());
  }

  /**
   * RFC 9156 §2.1: the type of the whole name is nobody's business either, as long as it may be
   * delegated once more. A DS is its parent's, so there the walk must not go further down.
   */
  private boolean hidesType() {
    return !whole.type().equals(RecordType.A) && !whole.type().equals(RecordType.DS);
  }

  /** One label at first, then the rest in equal parts (RFC 9156 §2.3). */
  private int step(int left) {
    int questions = Limits.MINIMISED_QUESTIONS - asked;
    boolean oneByOne = asked < Limits.MINIMISED_ONE_BY_ONE || questions <= 0;
    return oneByOne ? 1 : Math.max(1, left / questions);
  }

  /** Whether the whole question may get an answer where a part of it failed. */
  boolean mayHelp(Reply.Failed failed) {
    VerdictCode code = failed.failure().cause().code();
    boolean whole = shown == this.whole.name().labelCount();
    return code == VerdictCode.DNS_LAME || whole && code == VerdictCode.DNS_NO_REACHABLE_SERVER;
  }

  /** A part of the name was answered without a referral. */
  void heard(Reply.Found part) {
    boolean plainNoData =
        part instanceof Reply.Answered(var links, Reply.End.NoData _, _) && links.isEmpty();
    boolean records =
        part instanceof Reply.Answered(var links, Reply.End.Records _, _) && links.isEmpty();
    off = off || !plainNoData && !records;
  }
}
