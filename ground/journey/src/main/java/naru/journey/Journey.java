package naru.journey;

import java.util.List;
import java.util.Optional;

/**
 * A visit from the address line to the page, or to where it broke. Immutable.
 *
 * @param addresses what the names came to, in the order tried
 * @param remote who answered in the end, {@code ADDR:PORT}
 * @param protocol {@code h2} or {@code http/1.1}
 */
public record Journey(
    String url,
    Verdict verdict,
    List<Note> notes,
    Timing timing,
    List<String> addresses,
    Optional<String> remote,
    Optional<String> protocol,
    List<Step> steps) {
  public Journey {
    notes = List.copyOf(notes);
    addresses = List.copyOf(addresses);
    steps = List.copyOf(steps);
  }

  /** Whether the page was reached. */
  public boolean arrived() {
    return verdict.code() == VerdictCode.OK;
  }
}
