package naru.journey;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  /** The outcome of a word. */
  public static Optional<Outcome> parse(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
