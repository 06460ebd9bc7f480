package naru.journey;

import java.util.OptionalDouble;

/**
 * When each phase began and ended, in milliseconds since the start of the visit, in the words of
 * W3C Resource Timing; empty where the visit did not come so far. Immutable.
 */
public record Timing(
    OptionalDouble domainLookupStart,
    OptionalDouble domainLookupEnd,
    OptionalDouble connectStart,
    OptionalDouble secureConnectionStart,
    OptionalDouble connectEnd,
    OptionalDouble requestStart,
    OptionalDouble responseStart,
    OptionalDouble responseEnd) {}
