package naru.names;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * What one lookup knows: all that it has heard itself, whatever its TTL (one of 0 counts as present
 * for the lookup under way), and behind it the browser's cache, to which it passes on what may be
 * kept. Confined to the thread of its lookup.
 */
final class Memory {
  private final NameCache cache;
  private final Map<Key, NameCache.Held> heard = new HashMap<>();

  Memory(NameCache cache) {
    this.cache = cache;
  }

  private record Key(Name name, RecordType type) {}

  /** Keeps what an answer to this lookup said. */
  void hear(List<Fact> facts, List<RecordType> types, String from) {
    cache.store(facts, from);
    for (Fact fact : facts) {
      NameCache.Held held = new NameCache.Held(fact, 0, fact.ttlSeconds(), from);
      switch (fact) {
        case Fact.Records(var set) -> heard.put(new Key(set.owner(), set.type()), held);
        case Fact.NoData(var name, var type, var _, var _) -> heard.put(new Key(name, type), held);
        case Fact.NoSuchName(var name, var _, var _) ->
            types.forEach(type -> heard.putIfAbsent(new Key(name, type), held));
      }
    }
  }

  /** What is known, the cache's word first, because it knows the age. */
  Optional<NameCache.Held> find(Name name, RecordType type) {
    return cache
        .find(name, type)
        .or(() -> Optional.ofNullable(heard.get(new Key(name, type))))
        .or(() -> Optional.ofNullable(heard.get(new Key(name, RecordType.CNAME))));
  }
}
