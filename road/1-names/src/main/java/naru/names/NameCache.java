package naru.names;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * Facts about names for as long as their TTL lasts: record sets and alias links by name and type,
 * "no data" by name and type, "no such name" by name (RFC 2308 §5). Bounded; the one that was used
 * least lately makes room.
 *
 * <p>Thread-safe: the map is guarded by its own monitor, held for a few look-ups in memory.
 */
public final class NameCache {
  /** Stands for all types of a name that does not exist; the registry reserves it. */
  private static final RecordType ALL_TYPES = new RecordType(0);

  private static final double NANOS_A_SECOND = 1e9;

  private final Time time;
  private final int maxEntries;
  // In the order of use, the least lately used first.
  private final Map<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** An empty cache of at most {@code maxEntries} names and types. */
  public NameCache(Time time, int maxEntries) {
    this.time = time;
    this.maxEntries = maxEntries;
  }

  private record Key(Name name, RecordType type) {}

  private record Kept(Fact fact, long storedNanos, long ttlSeconds, String from) {}

  /**
   * A fact that is still good.
   *
   * @param ttlSeconds what is left of its TTL, begun seconds not counted
   * @param from who said it
   */
  public record Held(Fact fact, long ageSeconds, long ttlSeconds, String from) {}

  /** Keeps those facts that may be kept and replaces what they contradict. */
  public void store(List<Fact> facts, String from) {
    long now = time.nanos();
    synchronized (entries) {
      // Denials first: what the same answer says to be there is there.
      facts.stream().filter(Fact.NoSuchName.class::isInstance).forEach(f -> keep(f, now, from));
      facts.stream().filter(f -> !(f instanceof Fact.NoSuchName)).forEach(f -> keep(f, now, from));
    }
  }

  private void keep(Fact fact, long now, String from) {
    Key key = keyOf(fact);
    dropContradicted(key);
    long ttl = keptSeconds(fact);
    if (ttl == 0) {
      entries.remove(key);
      return;
    }
    entries.put(key, new Kept(fact, now, ttl, from));
    evict();
  }

  /** An alias has no other records (RFC 1034 §3.6.2), and what does not exist has none at all. */
  private void dropContradicted(Key key) {
    if (key.type.equals(ALL_TYPES) || key.type.equals(RecordType.CNAME)) {
      entries.keySet().removeIf(each -> each.name.equals(key.name));
    } else {
      entries.remove(new Key(key.name, ALL_TYPES));
      entries.remove(new Key(key.name, RecordType.CNAME));
    }
  }

  private void evict() {
    Iterator<Key> leastUsed = entries.keySet().iterator();
    while (entries.size() > maxEntries) {
      leastUsed.next();
      leastUsed.remove();
    }
  }

  private static Key keyOf(Fact fact) {
    return switch (fact) {
      case Fact.Records(var set) -> new Key(set.owner(), set.type());
      case Fact.NoData(var name, var type, var _, var _) -> new Key(name, type);
      case Fact.NoSuchName(var name, var _, var _) -> new Key(name, ALL_TYPES);
    };
  }

  private static long keptSeconds(Fact fact) {
    return switch (fact) {
      case Fact.Records(var set) -> isTooLarge(set) ? 0 : positive(set.ttlSeconds());
      case Fact.NoData noData -> negative(noData.ttlSeconds());
      case Fact.NoSuchName noSuchName -> negative(noSuchName.ttlSeconds());
    };
  }

  private static boolean isTooLarge(naru.wire.RecordSet set) {
    int octets = set.data().stream().mapToInt(naru.wire.Rdata::octets).sum();
    return set.data().size() > Limits.RECORDS_A_SET || octets > Limits.OCTETS_A_SET;
  }

  private static long positive(long seconds) {
    return Math.min(seconds, Limits.POSITIVE_TTL_SECONDS);
  }

  private static long negative(long seconds) {
    return Math.min(seconds, Limits.NEGATIVE_TTL_SECONDS);
  }

  /**
   * What is known about {@code type} at {@code name}: its records, that it has none, that the name
   * is an alias, or that it does not exist.
   */
  public Optional<Held> find(Name name, RecordType type) {
    long now = time.nanos();
    synchronized (entries) {
      return held(new Key(name, type), now)
          .or(() -> held(new Key(name, RecordType.CNAME), now).filter(NameCache::isRecords))
          .or(() -> held(new Key(name, ALL_TYPES), now));
    }
  }

  private static boolean isRecords(Held held) {
    return held.fact instanceof Fact.Records;
  }

  private Optional<Held> held(Key key, long now) {
    Kept kept = entries.get(key);
    if (kept == null) {
      return Optional.empty();
    }
    Held held = aged(kept, now);
    if ((now - kept.storedNanos) / NANOS_A_SECOND >= kept.ttlSeconds) {
      entries.remove(key);
      return Optional.empty();
    }
    return Optional.of(held);
  }

  private static Held aged(Kept kept, long now) {
    double age = (now - kept.storedNanos) / NANOS_A_SECOND;
    long left = (long) Math.floor(kept.ttlSeconds - age);
    return new Held(kept.fact, (long) age, Math.max(0, left), kept.from);
  }

  /** Forgets {@code name} and all below it, the root meaning everything; says how many facts. */
  public int flush(Name name) {
    synchronized (entries) {
      int before = entries.size();
      entries.keySet().removeIf(key -> key.name.isAtOrBelow(name));
      return before - entries.size();
    }
  }

  /** All that is still good, in the order of names. */
  public List<Held> entries() {
    long now = time.nanos();
    List<Held> all = new ArrayList<>();
    synchronized (entries) {
      for (Kept kept : entries.values()) {
        if ((now - kept.storedNanos) / NANOS_A_SECOND < kept.ttlSeconds) {
          all.add(aged(kept, now));
        }
      }
    }
    all.sort(
        Comparator.<Held, Name>comparing(held -> held.fact.name())
            .thenComparing(held -> keyOf(held.fact).type));
    return all;
  }
}
