package naru.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Clock, timers, chance and tasks: everything that makes a run differ from the one before it.
 *
 * <p>Rooms wait only in {@link Promise#await} of a promise made here, so that the simulated twin
 * knows who waits and can move its clock. Thread-safe.
 */
public interface Time {
  /** The machine's own time. */
  static Time system() {
    return SystemTime.INSTANCE;
  }

  /** Nanoseconds of a clock that never goes back; only differences mean something. */
  long nanos();

  /** The wall clock: for dates in signatures, certificates and logs, never for durations. */
  Instant instant();

  /** Unpredictable numbers; in a simulation those of its seed. */
  Chance chance();

  /** A promise that nobody has kept yet. */
  <T> Promise<T> promise();

  /** Starts {@code task} on a virtual thread; {@code name} is what a stack dump shows. */
  void start(String name, Runnable task);

  /**
   * Runs {@code action} once after {@code delay}. The action must be short and must not wait:
   * completing a promise or starting a task is right.
   */
  Timer after(Duration delay, Runnable action);

  /** Milliseconds since {@code startNanos}, a former value of {@link #nanos()}. */
  default double millisSince(long startNanos) {
    return (nanos() - startNanos) / 1e6;
  }

  /** Waits for {@code delay}, or until {@code cancelled} is kept; true when the time ran out. */
  default boolean pause(Duration delay, Promise<?> cancelled) {
    return cancelled.await(delay).isEmpty();
  }

  /** A timer that was set. */
  interface Timer {
    /** Stops the timer; true when its action has not begun and will not. */
    boolean cancel();
  }
}
