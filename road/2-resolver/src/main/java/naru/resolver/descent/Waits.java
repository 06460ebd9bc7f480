package naru.resolver.descent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import naru.time.Promise;
import naru.time.Time;

/**
 * Everything that waits for a server now, so that it can all be let go at once when the resolver
 * closes. Each wait has a promise of its own: one for all would remember every wait there ever was.
 * Thread-safe.
 */
final class Waits {
  private final Time time;
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<Long, Promise<Boolean>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Waits(Time time) {
    this.time = time;
  }

  /** One wait; to be closed when it ends. */
  record Wait(Waits all, long number, Promise<Boolean> cancelled) implements AutoCloseable {
    @Override
    public void close() {
      all.underWay.remove(number);
    }
  }

  /** Begins a wait, which is cancelled already where the resolver is closed. */
  Wait begin() {
    Wait wait = new Wait(this, numbers.incrementAndGet(), time.promise());
    underWay.put(wait.number, wait.cancelled);
    // After the put: whoever closes meanwhile either sees this wait, or is seen here.
    if (closed) {
      wait.cancelled.complete(true);
    }
    return wait;
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets everybody go, now and from now on. */
  void close() {
    closed = true;
    underWay.values().forEach(cancelled -> cancelled.complete(true));
  }
}
