package naru.app;

import java.util.ArrayList;
import java.util.List;
import naru.names.LookupResult;
import naru.names.NameCache;
import naru.wire.Name;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** What a lookup found, a line a record, aliases first, as dig writes an answer. */
final class Answer {
  private Answer() {}

  static List<String> lines(LookupResult.Found found, NameCache cache) {
    List<String> lines = new ArrayList<>();
    List<Name> chain = found.chain();
    for (int i = 0; i + 1 < chain.size(); i++) {
      String target = " IN CNAME " + chain.get(i + 1);
      lines.add(chain.get(i) + " " + ttl(cache, chain.get(i)) + target);
    }
    for (RecordSet set : found.sets()) {
      set.records().forEach(record -> lines.add(record.toString()));
    }
    return lines;
  }

  /** The alias was kept while it was followed; what has run out since had no time left. */
  private static long ttl(NameCache cache, Name alias) {
    return cache.find(alias, RecordType.CNAME).map(NameCache.Held::ttlSeconds).orElse(0L);
  }
}
