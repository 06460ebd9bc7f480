/**
 * The only door to clock, timers, chance and new tasks. {@link naru.time.Time} is what rooms are
 * given; {@link naru.time.SystemTime} is the machine's, {@link naru.time.SimulatedTime} its twin
 * for tests, in which a seed alone decides a run.
 */
@NullMarked
package naru.time;

import org.jspecify.annotations.NullMarked;
