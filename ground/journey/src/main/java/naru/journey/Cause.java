package naru.journey;

import java.util.List;

/**
 * Why a step failed, in the words of the stop that saw it. Immutable.
 *
 * @param text one line that names the guilty thing
 * @param proof the facts it rests on, a line each
 */
public record Cause(VerdictCode code, String text, List<String> proof) {
  public Cause {
    proof = List.copyOf(proof);
  }

  public static Cause of(VerdictCode code, String text) {
    return new Cause(code, text, List.of());
  }
}
