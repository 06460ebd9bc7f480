package naru.resolver.cache;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import naru.wire.Name;

/**
 * Notices when what is remembered about a name is replaced or taken away, so that whatever was made
 * from it can be thrown away too. Names share counters: a change of another name may count as one
 * of this, never the other way round. Thread-safe.
 */
public final class Revisions {
  /** So many that names rarely share one, so few that they stay in a processor's cache. */
  private static final int COUNTERS = 4096;

  private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);
  private final AtomicLong total = new AtomicLong();
  private volatile int flushes;

  /** The state of some names at one moment. */
  public static final class Stamp {
    private final int flushes;
    private final int[] places;
    private final int[] counts;

    private Stamp(int flushes, int[] places) {
      this.flushes = flushes;
      this.places = places;
      this.counts = new int[places.length];
    }
  }

  /** Changes of any name so far: two equal readings have none between them. */
  public long total() {
    return total.get();
  }

  /** How these names are now. */
  public Stamp stamp(Collection<Name> names) {
    Stamp stamp = new Stamp(flushes, names.stream().mapToInt(Revisions::place).toArray());
    for (int i = 0; i < stamp.places.length; i++) {
      stamp.counts[i] = counters.get(stamp.places[i]);
    }
    return stamp;
  }

  /** Whether none of the names was changed since. HOT PATH: neither allocates nor waits. */
  public boolean isCurrent(Stamp stamp) {
    if (stamp.flushes != flushes) {
      return false;
    }
    for (int i = 0; i < stamp.places.length; i++) {
      if (counters.get(stamp.places[i]) != stamp.counts[i]) {
        return false;
      }
    }
    return true;
  }

  /** What was remembered about this name is no more. */
  void changed(Name name) {
    counters.incrementAndGet(place(name));
    total.incrementAndGet();
  }

  /** Nothing that was remembered counts any more. Called by one thread at a time. */
  synchronized void flushed() {
    flushes++;
    total.incrementAndGet();
  }

  private static int place(Name name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 16) & (COUNTERS - 1);
  }
}
