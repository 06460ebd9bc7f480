package naru.journey;

import java.util.List;
import java.util.Optional;

/**
 * What happened at one stop. Immutable.
 *
 * @param name what it was about: the name looked up, the address dialled
 * @param startMillis since the start of the visit
 * @param peer who was asked or dialled, {@code ADDR:PORT}
 * @param cause why it failed, where it did
 * @param steps what was done to that end, in order
 */
public record Account(
    String name,
    double startMillis,
    double durationMillis,
    Outcome outcome,
    Source source,
    Optional<String> peer,
    Detail detail,
    Optional<Cause> cause,
    List<Step> steps) {
  public Account {
    steps = List.copyOf(steps);
  }

  /** The same account, so much later: child times count from the receipt of the question. */
  public Account shifted(double millis) {
    List<Step> moved = steps.stream().map(step -> Steps.shifted(step, millis)).toList();
    return new Account(
        name, startMillis + millis, durationMillis, outcome, source, peer, detail, cause, moved);
  }

  /** The same account as another process told it. */
  public Account reported() {
    List<Step> told = steps.stream().map(Steps::reported).toList();
    return new Account(
        name, startMillis, durationMillis, outcome, Source.REPORTED, peer, detail, cause, told);
  }
}
