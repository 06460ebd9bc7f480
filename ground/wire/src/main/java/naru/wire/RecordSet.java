package naru.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The records of one owner, type and class (RFC 2181 §5), never empty, without duplicates, all with
 * the least TTL among them (RFC 2181 §5.2). Signatures travel beside, not inside. Immutable.
 */
public record RecordSet(
    Name owner, RecordType type, RecordClass recordClass, long ttlSeconds, List<Rdata> data) {
  public RecordSet {
    data = List.copyOf(data);
    if (data.isEmpty()) {
      throw new IllegalArgumentException("empty record set " + owner + " " + type);
    }
  }

  private record Key(Name owner, RecordType type, RecordClass recordClass) {}

  /** The sets of a section, in the order in which each first appears. */
  public static List<RecordSet> group(List<Record> records) {
    if (isOneSet(records)) {
      return List.of(of(records));
    }
    Map<Key, List<Record>> groups = new LinkedHashMap<>();
    for (Record each : records) {
      Key key = new Key(each.owner(), each.type(), each.recordClass());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(each);
    }
    return groups.values().stream().map(RecordSet::of).toList();
  }

  private static boolean isOneSet(List<Record> records) {
    for (Record each : records) {
      if (!each.isOfSet(records.getFirst())) {
        return false;
      }
    }
    return !records.isEmpty();
  }

  /** The set of records that share owner, type and class. */
  public static RecordSet of(List<Record> records) {
    Record first = records.getFirst();
    long ttl = first.ttlSeconds();
    Set<Rdata> data = new LinkedHashSet<>();
    for (Record each : records) {
      ttl = Math.min(ttl, each.ttlSeconds());
      data.add(each.rdata());
    }
    return new RecordSet(first.owner(), first.type(), first.recordClass(), ttl, List.copyOf(data));
  }

  /** The members, one record each. */
  public List<Record> records() {
    List<Record> records = new ArrayList<>(data.size());
    for (Rdata each : data) {
      records.add(new Record(owner, type, recordClass, ttlSeconds, each));
    }
    return records;
  }

  /** The data of those members that are well formed. */
  public Stream<RecordData> values() {
    return data.stream().flatMap(d -> RecordData.read(type, d).ok().stream());
  }

  /** The same set with another time to live. */
  public RecordSet withTtl(long seconds) {
    return new RecordSet(owner, type, recordClass, seconds, data);
  }

  /** The same set at another name, as a wildcard is expanded. */
  public RecordSet withOwner(Name other) {
    return new RecordSet(other, type, recordClass, ttlSeconds, data);
  }
}
