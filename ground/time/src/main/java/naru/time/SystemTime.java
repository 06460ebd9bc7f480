package naru.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock, a CSPRNG, virtual threads, and one platform thread for all timers. */
final class SystemTime implements Time {
  static final SystemTime INSTANCE = new SystemTime();

  private final Chance chance = new SecureChance();

  private SystemTime() {}

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public <T> Promise<T> promise() {
    return new SystemPromise<>();
  }

  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    var future =
        TimerThread.POOL.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** Started when the first timer is set. */
  private static final class TimerThread {
    static final ScheduledThreadPoolExecutor POOL = pool();

    private static ScheduledThreadPoolExecutor pool() {
      var factory = Thread.ofPlatform().daemon().name("naru-timers").factory();
      var pool = new ScheduledThreadPoolExecutor(1, factory);
      pool.setRemoveOnCancelPolicy(true);
      return pool;
    }
  }

  /** The JDK's CSPRNG; its generator is made on first use, because seeding costs start time. */
  private static final class SecureChance implements Chance {
    private static final class Source {
      static final SecureRandom RANDOM = new SecureRandom();
    }

    @Override
    public void fill(byte[] target) {
      Source.RANDOM.nextBytes(target);
    }
  }
}
