package naru.server;

import java.time.Duration;

/**
 * How many connections there may be, and how long a client may take. Immutable.
 *
 * @param request for a whole request head
 * @param body for what follows it
 */
record Bounds(int connections, Duration request, Duration body) {
  /** Those of {@link Limits}. */
  static final Bounds USUAL = new Bounds(Limits.CONNECTIONS, Limits.REQUEST, Limits.BODY);
}
