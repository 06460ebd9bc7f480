package naru.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock, a CSPRNG, virtual threads, and one platform thread for all timers. */
final class SystemTime implements Time {
  static final SystemTime INSTANCE = new SystemTime();

  private final Chance chance = new SecureChance();
  private final TimerWheel timers = new TimerWheel("naru-timers");

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
    return new SystemPromise<>(timers);
  }

  @Override
  public void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return timers.after(SystemPromise.nanos(delay), action);
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
