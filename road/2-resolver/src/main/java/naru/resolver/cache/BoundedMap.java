package naru.resolver.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A map that never grows beyond so many entries and octets: what was not used for longest goes
 * first.
 *
 * <p>Thread-safe: split into shards by the key's hash, each guarded by its own monitor, which is
 * held for a few map operations and never across a wait.
 */
public final class BoundedMap<K, V> {
  private static final int SHARDS = 16; // as four bits can say

  private final List<Shard<K, V>> shards = new ArrayList<>();

  /**
   * @param weigh octets of a value
   */
  public BoundedMap(int maxEntries, long maxOctets, ToLongFunction<V> weigh) {
    for (int i = 0; i < SHARDS; i++) {
      shards.add(new Shard<>(Math.max(1, maxEntries / SHARDS), maxOctets / SHARDS, weigh));
    }
  }

  /** A map whose entries are all about as large. */
  public BoundedMap(int maxEntries) {
    this(maxEntries, Long.MAX_VALUE, _ -> 1);
  }

  private Shard<K, V> shardOf(K key) {
    // Other bits than the shard's own table takes, or it would use one place in sixteen.
    return shards.get(key.hashCode() * 0x9e37_79b9 >>> 28);
  }

  public Optional<V> find(K key) {
    return shardOf(key).find(key);
  }

  public void put(K key, V value) {
    update(key, _ -> Optional.of(value));
  }

  public void remove(K key) {
    update(key, _ -> Optional.empty());
  }

  /** Replaces what is there by what {@code change} makes of it; nothing removes it. */
  public void update(K key, Function<Optional<V>, Optional<V>> change) {
    shardOf(key).update(key, change);
  }

  public void removeIf(Predicate<K> doomed) {
    shards.forEach(shard -> shard.removeIf(doomed));
  }

  public void forEach(BiConsumer<K, V> action) {
    shards.forEach(shard -> shard.copy().forEach(action));
  }

  public int size() {
    return shards.stream().mapToInt(Shard::size).sum();
  }

  public long octets() {
    return shards.stream().mapToLong(Shard::octets).sum();
  }

  /** One part of the map, in the order of last use. Guarded by its own monitor. */
  private static final class Shard<K, V> {
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxEntries;
    private final long maxOctets;
    private final ToLongFunction<V> weigh;
    private long octets;

    Shard(int maxEntries, long maxOctets, ToLongFunction<V> weigh) {
      this.maxEntries = maxEntries;
      this.maxOctets = maxOctets;
      this.weigh = weigh;
    }

    synchronized Optional<V> find(K key) {
      return Optional.ofNullable(entries.get(key));
    }

    synchronized void update(K key, Function<Optional<V>, Optional<V>> change) {
      Optional<V> before = Optional.ofNullable(entries.get(key));
      Optional<V> after = change.apply(before);
      octets -= before.map(weigh::applyAsLong).orElse(0L);
      octets += after.map(weigh::applyAsLong).orElse(0L);
      after.ifPresentOrElse(value -> entries.put(key, value), () -> entries.remove(key));
      evict();
    }

    private void evict() {
      while (entries.size() > maxEntries || octets > maxOctets) {
        Map.Entry<K, V> eldest = entries.pollFirstEntry();
        octets -= weigh.applyAsLong(eldest.getValue());
      }
    }

    synchronized void removeIf(Predicate<K> doomed) {
      entries
          .entrySet()
          .removeIf(entry -> {
            boolean goes = doomed.test(entry.getKey());
            octets -= goes ? weigh.applyAsLong(entry.getValue()) : 0;
            return goes;
          });
    }

    synchronized Map<K, V> copy() {
      return new LinkedHashMap<>(entries);
    }

    synchronized int size() {
      return entries.size();
    }

    synchronized long octets() {
      return octets;
    }
  }
}
