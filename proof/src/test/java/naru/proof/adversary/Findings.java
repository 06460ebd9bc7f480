package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;

/** What a run found to be wrong, a line each. Confined to one run. */
final class Findings {
  private static final int MOST = 50;

  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    if (lines.size() < MOST) {
      lines.add(line);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
