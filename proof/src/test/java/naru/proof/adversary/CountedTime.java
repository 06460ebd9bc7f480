package naru.proof.adversary;

import java.time.Duration;
import java.time.Instant;
import naru.time.Chance;
import naru.time.Promise;
import naru.time.Time;

/**
 * The resolver's own view of time: it counts the tasks and timers that are left, and its chance may
 * be replaced by one that is none. Confined to one run.
 */
final class CountedTime implements Time {
  private final Time time;
  private final Chance chance;
  private int tasks;
  private int timers;

  CountedTime(Time time, Chance chance) {
    this.time = time;
    this.chance = chance;
  }

  /** Tasks that have not ended. */
  int tasks() {
    return tasks;
  }

  /** Timers that have neither fired nor been cancelled. */
  int timers() {
    return timers;
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public <T> Promise<T> promise() {
    return time.promise();
  }

  @Override
  public void start(String name, Runnable task) {
    tasks++;
    time.start(
        name,
        () -> {
          try {
            task.run();
          } finally {
            tasks--;
          }
        });
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    timers++;
    Timer timer =
        time.after(
            delay,
            () -> {
              timers--;
              action.run();
            });
    return () -> {
      boolean cancelled = timer.cancel();
      timers -= cancelled ? 1 : 0;
      return cancelled;
    };
  }
}
