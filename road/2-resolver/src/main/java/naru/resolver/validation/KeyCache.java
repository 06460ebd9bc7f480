package naru.resolver.validation;

import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.cache.BoundedMap;
import naru.time.Time;
import naru.wire.Name;

/**
 * What is known about the keys of zones, by name: a name that is no zone of its own has the trust
 * of the zone that holds it. Thread-safe.
 */
final class KeyCache {
  private final Time time;
  private final BoundedMap<Name, Entry> entries = new BoundedMap<>(Limits.ZONE_KEYS);

  KeyCache(Time time) {
    this.time = time;
  }

  private record Entry(Trust trust, long untilNanos) {}

  /** A name and what is known of it. */
  record Known(Name name, Trust trust) {}

  /** The deepest name at or above {@code name}, at or below {@code top}, that is known. */
  Optional<Known> nearest(Name name, Name top) {
    Optional<Name> at = Optional.of(name);
    while (at.isPresent() && at.get().isAtOrBelow(top)) {
      Name here = at.get();
      Optional<Known> known = find(here).map(trust -> new Known(here, trust));
      if (known.isPresent()) {
        return known;
      }
      at = here.parent();
    }
    return Optional.empty();
  }

  /** What is known of exactly this name. */
  Optional<Trust> find(Name name) {
    return entries
        .find(name)
        .filter(entry -> entry.untilNanos - time.nanos() > 0)
        .map(Entry::trust);
  }

  /** Remembers it for so long. */
  void keep(Name name, Trust trust, long ttlSeconds) {
    if (ttlSeconds > 0) {
      long seconds = Math.min(ttlSeconds, Limits.MAX_TTL_SECONDS);
      entries.put(name, new Entry(trust, time.nanos() + seconds * 1_000_000_000L));
    }
  }

  /** Forgets everything at and below a name. */
  void flush(Name from) {
    entries.removeIf(name -> name.isAtOrBelow(from));
  }
}
