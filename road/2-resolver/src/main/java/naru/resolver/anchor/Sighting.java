package naru.resolver.anchor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.wire.RecordData.Dnskey;

/**
 * What was seen in a DNSKEY set that a trust anchor vouches for. Immutable.
 *
 * @param keys those that are, or could become, trust anchors
 * @param ttlSeconds the original TTL
 * @param validity how long the first of its signatures to expire is still good; empty where dates
 *     do not count
 */
public record Sighting(List<Dnskey> keys, long ttlSeconds, Optional<Duration> validity) {
  public Sighting {
    keys = List.copyOf(keys);
  }

  /** When to ask again (RFC 5011 §2.3). */
  Duration interval() {
    return bounded(2, Limits.LONGEST_REFRESH);
  }

  /** When to ask again after a failure (RFC 5011 §2.3). */
  Duration retry() {
    return bounded(10, Limits.LONGEST_RETRY);
  }

  private Duration bounded(int part, Duration longest) {
    long shortest = Limits.SHORTEST_REFRESH.toSeconds();
    long valid = validity.map(Duration::toSeconds).orElse(Long.MAX_VALUE);
    long seconds = Math.min(ttlSeconds, valid) / part;
    return Duration.ofSeconds(Math.clamp(seconds, shortest, longest.toSeconds()));
  }

  /** How long a new key must be seen (RFC 5011 §2.4.1): no cache holds a set without it then. */
  Duration holdDown() {
    return Duration.ofSeconds(Math.max(ttlSeconds, Limits.ADD_HOLD_DOWN.toSeconds()));
  }
}
