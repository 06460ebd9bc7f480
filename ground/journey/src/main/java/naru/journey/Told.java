package naru.journey;

import java.util.List;
import java.util.Optional;

/**
 * What a server tells of its own steps to the one who asked it. Immutable.
 *
 * @param steps with times counted from the receipt of the question
 * @param cause why there is no answer, where there is none
 * @param cut steps were left out, because they would not fit
 */
public record Told(List<Step> steps, Optional<Cause> cause, boolean cut) {
  /** Nothing to tell. */
  public static final Told NOTHING = new Told(List.of(), Optional.empty(), false);

  public Told {
    steps = List.copyOf(steps);
  }
}
