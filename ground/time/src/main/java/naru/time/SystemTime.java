package naru.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

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

  /**
   * The JDK's CSPRNG, asked for many octets at a time, because most askers want a few. Each octet
   * is given out once and wiped. Guarded by its own monitor; the generator is made on first use,
   * because seeding costs start time.
   */
  private static final class SecureChance implements Chance {
    private static final class Source {
      static final SecureRandom RANDOM = new SecureRandom();
    }

    private final byte[] stock = new byte[1024];
    private int given = stock.length;

    @Override
    public synchronized void fill(byte[] target) {
      if (target.length > stock.length) {
        Source.RANDOM.nextBytes(target);
        return;
      }
      if (target.length > stock.length - given) {
        Source.RANDOM.nextBytes(stock);
        given = 0;
      }
      System.arraycopy(stock, given, target, 0, target.length);
      Arrays.fill(stock, given, given + target.length, (byte) 0);
      given += target.length;
    }
  }
}
