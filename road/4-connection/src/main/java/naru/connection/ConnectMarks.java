package naru.connection;

import java.util.Optional;

/**
 * When a connection was made, on the clock of {@link naru.time.Time#nanos}: the words of W3C
 * Resource Timing. Immutable.
 *
 * @param secureStartNanos empty without TLS
 * @param endNanos when TLS stood, or TCP without it
 */
public record ConnectMarks(long startNanos, Optional<Long> secureStartNanos, long endNanos) {}
