package naru.journey;

import java.util.Locale;

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
}
