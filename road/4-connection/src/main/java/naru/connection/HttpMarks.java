package naru.connection;

import java.util.Optional;

/**
 * When an exchange came how far, on the clock of {@link naru.time.Time#nanos}: the words of W3C
 * Resource Timing. Immutable.
 *
 * @param responseStartNanos when the first octet of the response came
 * @param responseEndNanos when the last one was read
 */
public record HttpMarks(
    long requestStartNanos, Optional<Long> responseStartNanos, Optional<Long> responseEndNanos) {}
