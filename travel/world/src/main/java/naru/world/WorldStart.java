package naru.world;

import java.util.List;

/** What came of starting a world. Immutable. */
public sealed interface WorldStart {
  /** It runs. */
  record Running(World world) implements WorldStart {}

  /** It does not, and nothing was left open: a line for each reason. */
  record Refused(List<String> reasons) implements WorldStart {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }
}
