package naru.resolver.descent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import naru.time.Promise;
import naru.time.Time;

/**
 * Equal work is done once: the first to want it does it, the others wait for its result, each with
 * a deadline of its own. Thread-safe; the map is never held across a wait.
 *
 * <p>Work that is shared must never wait for other shared work of the same kind, or two could wait
 * for each other.
 */
public final class Flights<K, V> {
  private final Time time;
  private final ConcurrentHashMap<K, Flight<V>> underWay = new ConcurrentHashMap<>();

  public Flights(Time time) {
    this.time = time;
  }

  /** Work under way and those who wait for it. */
  public static final class Flight<V> {
    private final Promise<V> result;
    private final AtomicInteger waiting = new AtomicInteger();

    private Flight(Promise<V> result) {
      this.result = result;
    }

    /** Waits for the result; empty when the limit ran out. */
    public Optional<V> join(Duration limit) {
      waiting.incrementAndGet();
      try {
        return result.await(limit);
      } finally {
        waiting.decrementAndGet();
      }
    }

    /** How many wait. */
    public int waiting() {
      return waiting.get();
    }
  }

  /** Does the work, unless somebody does it already: then that flight is returned instead. */
  public Landed<V> fly(K key, Supplier<V> work) {
    Flight<V> own = new Flight<>(time.promise());
    Flight<V> other = underWay.putIfAbsent(key, own);
    if (other != null) {
      return new Landed.Elsewhere<>(other);
    }
    try {
      V value = work.get();
      own.result.complete(value);
      return new Landed.Here<>(value);
    } finally {
      underWay.remove(key, own);
    }
  }

  /** Who did the work. */
  public sealed interface Landed<V> {
    /** We did. */
    record Here<V>(V value) implements Landed<V> {}

    /** Somebody else is doing it. */
    record Elsewhere<V>(Flight<V> flight) implements Landed<V> {}
  }
}
