package naru.proof.scenario;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A play: what the resolver is told, what servers answer, and what happens in which order.
 * Immutable.
 */
record Scenario(String title, ConfigBlock config, List<Range> ranges, List<Step> steps) {
  Scenario {
    ranges = List.copyOf(ranges);
    steps = List.copyOf(steps);
  }

  /**
   * Canned answers of one server, or of all, while the step about to be executed is one of these.
   */
  record Range(int from, int to, Optional<Place> server, List<Entry> entries) {
    Range {
      entries = List.copyOf(entries);
    }

    boolean isActive(int step) {
      return from <= step && step <= to;
    }
  }

  /** An address, and the port where the file gives one. */
  record Place(InetAddress address, Optional<Integer> port) {}
}
