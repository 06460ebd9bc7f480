package naru.journey;

import java.util.List;

/**
 * The one thing that a visit came to. Immutable.
 *
 * @param text one line that names the guilty thing
 * @param proof the facts it rests on, a line each
 * @param next what to do, or which command shows more; empty when there is nothing to do
 */
public record Verdict(VerdictCode code, String text, List<String> proof, String next) {
  public Verdict {
    proof = List.copyOf(proof);
  }
}
