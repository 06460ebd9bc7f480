package naru.journey;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How we know. */
public enum Source {
  /** From the bytes or the kernel's own structure. */
  OBSERVED,
  /** Another process told it. */
  REPORTED,
  /** Computed from what was observed. */
  DERIVED;

  /** The word of every report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source of a word. */
  public static Optional<Source> parse(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
