package naru.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<Key, List<Record>> groups = new LinkedHashMap<>();
    for (Record each : records) {
      Key key = new Key(each.owner(), each.type(), each.recordClass());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(each);
    }
    return groups.values().stream().map(RecordSet::of).toList();
  }

  /** The set of records that share owner, type and class. */
  public static RecordSet of(List<Record> records) {
    Record first = records.getFirst();
    long ttl = records.stream().mapToLong(Record::ttlSeconds).min().orElseThrow();
    List<Rdata> data = records.stream().map(Record::rdata).distinct().toList();
    return new RecordSet(first.owner(), first.type(), first.recordClass(), ttl, data);
  }

  /** The members, one record each. */
  public List<Record> records() {
    return data.stream().map(d -> new Record(owner, type, recordClass, ttlSeconds, d)).toList();
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
