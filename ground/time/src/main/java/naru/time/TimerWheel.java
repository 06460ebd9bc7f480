package naru.time;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Timers that cost almost nothing to set and to cancel, as nearly all of them are: a question's
 * limit is cancelled by its answer. They fire up to two ticks late, never early.
 *
 * <pre>
 * buckets   [t] [t+1] [t+2] ... one a tick, round and round; each a stack of timers
 * thread    sleeps until the next bucket with timers in it is due, and empties it:
 *           cancelled ones go, due ones fire, those of a later round go back
 * </pre>
 *
 * Thread-safe without locks: a bucket changes by compare-and-set, and whoever claims a timer first,
 * the canceller or the thread, has it.
 */
final class TimerWheel {
  /** A millisecond, nearly. */
  private static final int TICK_BITS = 20;

  private static final int BUCKETS = 1024;
  private static final long NEVER = Long.MAX_VALUE;

  private final long startNanos = System.nanoTime();
  private final AtomicReferenceArray<@Nullable Entry> buckets = new AtomicReferenceArray<>(BUCKETS);
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread;

  /** The last tick whose bucket was emptied. */
  private volatile long doneTick = -1;

  /** The tick that the thread sleeps until. */
  private volatile long wakeTick = NEVER;

  TimerWheel(String name) {
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::turn);
  }

  /** An action that runs once, unless it is cancelled before. */
  private static final class Alarm extends AtomicReference<@Nullable Runnable>
      implements Time.Timer {
    private static final long serialVersionUID = 1;

    Alarm(Runnable action) {
      super(action);
    }

    @Override
    public boolean cancel() {
      return getAndSet(null) != null;
    }

    void fire() {
      Runnable action = getAndSet(null);
      if (action != null) {
        action.run();
      }
    }
  }

  /** A timer's place in a bucket. */
  private record Entry(Alarm alarm, long tick, @Nullable Entry next) {}

  /** As {@link Time#after}. */
  Time.Timer after(long delayNanos, Runnable action) {
    Alarm alarm = new Alarm(action);
    // The delay counts from now; the first tick that begins after its end fires it.
    long nanos = Math.max(0, delayNanos);
    long elapsed = System.nanoTime() - startNanos;
    long end = nanos > NEVER - elapsed ? NEVER : elapsed + nanos;
    put(alarm, (end >>> TICK_BITS) + 1);
    if (!started.get() && started.compareAndSet(false, true)) {
      thread.start();
    }
    return alarm;
  }

  private void put(Alarm alarm, long tick) {
    long at = Math.max(tick, doneTick + 1);
    push(alarm, at);
    while (doneTick >= at) {
      // The thread may have passed the bucket just before: once more, further on.
      at = doneTick + 1;
      push(alarm, at);
    }
    if (at < wakeTick) {
      LockSupport.unpark(thread);
    }
  }

  private void push(Alarm alarm, long tick) {
    int place = (int) tick & (BUCKETS - 1);
    Entry top = buckets.get(place);
    while (!buckets.compareAndSet(place, top, new Entry(alarm, tick, top))) {
      top = buckets.get(place);
    }
  }

  private void turn() {
    while (true) {
      long now = System.nanoTime() - startNanos >>> TICK_BITS;
      // After a long sleep each bucket is due once, not once a round.
      for (long tick = Math.max(doneTick + 1, now - BUCKETS + 1); tick <= now; tick++) {
        // First, so that whoever puts a timer here meanwhile sees that it may be too late.
        doneTick = tick;
        empty((int) tick & (BUCKETS - 1), now);
      }
      wakeTick = next(now);
      // Again, for who has put one before seeing that the thread is about to sleep.
      wakeTick = next(now);
      sleep(wakeTick);
    }
  }

  private void empty(int place, long now) {
    for (Entry at = buckets.getAndSet(place, null); at != null; at = at.next) {
      if (at.tick <= now) {
        fire(at.alarm);
      } else if (at.alarm.get() != null) {
        push(at.alarm, at.tick);
      }
    }
  }

  /** An action that fails is reported, and the wheel turns on. */
  private static void fire(Alarm alarm) {
    try {
      alarm.fire();
    } catch (RuntimeException | Error bug) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, bug);
    }
  }

  /** The tick of the next bucket with something in it. */
  private long next(long now) {
    for (long tick = now + 1; tick <= now + BUCKETS; tick++) {
      if (buckets.get((int) tick & (BUCKETS - 1)) != null) {
        return tick;
      }
    }
    return NEVER;
  }

  private void sleep(long tick) {
    if (tick == NEVER) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, (tick << TICK_BITS) - (System.nanoTime() - startNanos));
    }
  }
}
