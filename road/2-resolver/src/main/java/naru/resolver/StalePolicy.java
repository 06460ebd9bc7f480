package naru.resolver;

import java.time.Duration;

/**
 * Answers whose time has run out, for when nothing better is to be had (RFC 8767). Immutable.
 *
 * @param clientTimeout how long a client waits for something better; zero: not at all
 * @param answerTtlSeconds what such an answer's time to live says
 * @param maxAgeSeconds for how long after its end it may still be given
 */
public record StalePolicy(Duration clientTimeout, long answerTtlSeconds, long maxAgeSeconds) {
  /** RFC 8767 §5: 1.8 s, 30 s, and between one and three days. */
  public static final StalePolicy USUAL =
      new StalePolicy(
          Limits.STALE_CLIENT_TIMEOUT, Limits.STALE_TTL_SECONDS, Limits.STALE_AGE_SECONDS);
}
