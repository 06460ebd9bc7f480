package naru.resolver.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import naru.resolver.LocalZone.Kind;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * One local zone with its data. Filled by {@link LocalZones} while it is made, immutable after.
 *
 * <p>A name exists when it or a name below it has data (RFC 4592 §2.2.2).
 */
final class LocalNames {
  private final Name zone;
  private final Kind kind;
  private final Map<Name, List<Record>> records = new HashMap<>();
  private final Set<Name> existing = new HashSet<>();

  LocalNames(Name zone, Kind kind) {
    this.zone = zone;
    this.kind = kind;
  }

  Name zone() {
    return zone;
  }

  Kind kind() {
    return kind;
  }

  void add(Record record) {
    records.computeIfAbsent(record.owner(), _ -> new ArrayList<>()).add(record);
    Name at = record.owner();
    while (at.isAtOrBelow(zone) && existing.add(at) && !at.isRoot()) {
      at = at.parent().orElse(Name.ROOT);
    }
  }

  /** Whether this name, or one below it, has data. */
  boolean exists(Name name) {
    return existing.contains(name);
  }

  /** Whether this very name has data. */
  boolean hasData(Name name) {
    return records.containsKey(name);
  }

  /** The sets that answer a question, at {@code owner}; a CNAME answers any type it stands for. */
  List<RecordSet> answering(Question question, Name owner) {
    List<RecordSet> all = RecordSet.group(records.getOrDefault(owner, List.of()));
    if (question.type().equals(RecordType.ANY)) {
      return renamed(all, question.name());
    }
    List<RecordSet> wanted = all.stream().filter(s -> s.type().equals(question.type())).toList();
    List<RecordSet> found =
        wanted.isEmpty()
            ? all.stream().filter(set -> set.type().equals(RecordType.CNAME)).toList()
            : wanted;
    return renamed(found, question.name());
  }

  private static List<RecordSet> renamed(List<RecordSet> sets, Name owner) {
    return sets.stream().map(set -> set.withOwner(owner)).toList();
  }

  /** What a denial rests on: the zone's SOA, if it has one, for as long as RFC 2308 §5 says. */
  List<RecordSet> negativeSoa() {
    return RecordSet.group(records.getOrDefault(zone, List.of())).stream()
        .filter(set -> set.type().equals(RecordType.SOA))
        .map(set -> set.withTtl(Math.min(set.ttlSeconds(), minimumOf(set))))
        .toList();
  }

  private static long minimumOf(RecordSet soa) {
    Optional<RecordData> data = soa.values().findFirst();
    return data.isPresent() && data.get() instanceof RecordData.Soa fields
        ? fields.minimum()
        : soa.ttlSeconds();
  }
}
