package naru.journey;

import java.util.Locale;

/** How a step ended. */
public enum Outcome {
  HIT,
  MISS,
  ABSENT,
  REFERRAL,
  ALIAS,
  ANSWER,
  NO_DATA,
  NO_SUCH_NAME,
  OK,
  FAILED,
  CANCELLED,
  JOINED,
  SKIPPED;

  /** The word of every report: {@code no-such-name}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
