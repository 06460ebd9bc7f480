package naru.resolver.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import naru.resolver.Limits;
import naru.time.Chance;

/**
 * When a zone was asked for its keys, and when it is next (RFC 5011 §2.3). Immutable.
 *
 * @param next empty when it is not asked any more
 * @param failures failed attempts since the last success
 */
public record Refresh(
    Optional<Instant> lastQueried,
    Optional<Instant> lastSuccess,
    Optional<Instant> next,
    int failures,
    Duration interval,
    Duration retry) {
  /** Never asked: due at once. */
  static final Refresh NEVER =
      new Refresh(
          Optional.empty(),
          Optional.empty(),
          Optional.of(Instant.EPOCH),
          0,
          Limits.SHORTEST_REFRESH,
          Limits.SHORTEST_REFRESH);

  Refresh succeeded(Sighting sighting, Instant now, Chance chance) {
    return new Refresh(
        Optional.of(now),
        Optional.of(now),
        Optional.of(now.plus(shortened(sighting.interval(), chance))),
        0,
        sighting.interval(),
        sighting.retry());
  }

  Refresh failed(Instant now, Chance chance) {
    int more = failures == Integer.MAX_VALUE ? failures : failures + 1;
    Instant again = now.plus(shortened(retry, chance));
    Instant sooner = next.filter(due -> due.isAfter(now) && due.isBefore(again)).orElse(again);
    return new Refresh(Optional.of(now), lastSuccess, Optional.of(sooner), more, interval, retry);
  }

  /** The zone took its last anchor back. */
  Refresh ended(Instant now) {
    return new Refresh(Optional.of(now), Optional.of(now), Optional.empty(), 0, interval, retry);
  }

  /** Up to a tenth less, so that not everybody asks at once; never below the least. */
  private static Duration shortened(Duration time, Chance chance) {
    int tenth = (int) time.toSeconds() / 10;
    Duration less = time.minusSeconds(chance.below(tenth + 1));
    return less.compareTo(Limits.SHORTEST_REFRESH) < 0 ? Limits.SHORTEST_REFRESH : less;
  }

  /** How long until it is due; never longer than the longest time, whatever the clock was. */
  Optional<Duration> left(Instant now) {
    return next.map(due -> {
      Duration left = Duration.between(now, due);
      return left.compareTo(Limits.LONGEST_REFRESH) > 0 ? Limits.LONGEST_REFRESH : left;
    });
  }

  boolean isSoonerThan(Refresh other) {
    return next.isPresent() && other.next.filter(due -> !next.get().isBefore(due)).isEmpty();
  }
}
