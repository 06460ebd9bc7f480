package naru.nameserver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/**
 * Gathers the records of a zone one by one, and in the end makes a {@link Zone} of them if {@link
 * ZoneChecks} finds no fault. Duplicates become one record; the TTLs of a set become one (RFC 2181
 * §5). Confined to one thread.
 */
public final class ZoneBuilder {
  private final Name origin;
  private final Complaints complaints;
  private final ZoneLimits limits;
  private final Map<Name, List<Record>> gathered = new HashMap<>();

  /** For the zone whose apex is {@code origin}. */
  public ZoneBuilder(Name origin, ZoneLimits limits) {
    this.origin = origin;
    this.limits = limits;
    this.complaints = new Complaints();
  }

  /** Takes one more record. */
  public void add(Record added) {
    objection(added)
        .ifPresentOrElse(
            complaints::add,
            () -> gathered.computeIfAbsent(added.owner(), _ -> new ArrayList<>(1)).add(added));
  }

  /** Why a record cannot be data of this zone, looking at it alone. */
  private Optional<Complaint> objection(Record added) {
    Name owner = added.owner();
    RecordType type = added.type();
    if (!owner.isAtOrBelow(origin)) {
      return Optional.of(new Complaint.OutsideZone(origin, owner, type));
    }
    if (!added.recordClass().equals(RecordClass.IN)) {
      return Optional.of(new Complaint.OtherClass(origin, owner, added.recordClass()));
    }
    if (type.isMeta()) {
      return Optional.of(new Complaint.MetaType(origin, owner, type));
    }
    if (added.data() instanceof Parsed.Malformed<?> malformed) {
      return Optional.of(new Complaint.MalformedData(origin, owner, type, malformed.toString()));
    }
    return Optional.empty();
  }

  /** The zone, or what is wrong; afterwards this builder is empty. */
  public ZoneCheck build() {
    ZoneChecks checks = new ZoneChecks(origin, limits, complaints);
    Map<Name, Node> nodes = nodes(checks);
    List<Node> hashed = takeHashed(nodes);
    addEmptyNonTerminals(nodes);
    Node apex = nodes.computeIfAbsent(origin, Node::empty);
    checks.apex(apex);
    nodes.values().forEach(checks::node);
    hashed.forEach(checks::hashed);
    if (complaints.faulty()) {
      return new ZoneCheck.Rejected(complaints.all());
    }
    Optional<Denial> denial =
        Nsec3Chain.of(apex, hashed).or(() -> NsecChain.of(apex, nodes.values()));
    Zone zone = new Zone(apex, nodes, denial);
    checks.hidden(zone, nodes.values());
    return new ZoneCheck.Accepted(zone, complaints.remarks());
  }

  /** Lets go of each name's records as its node is made, so that both are never whole in memory. */
  private Map<Name, Node> nodes(ZoneChecks checks) {
    Map<Name, Node> nodes = HashMap.newHashMap(gathered.size() + 1);
    Iterator<Map.Entry<Name, List<Record>>> left = gathered.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<Name, List<Record>> entry = left.next();
      checks.ttls(entry.getKey(), entry.getValue());
      nodes.put(entry.getKey(), Node.of(entry.getKey(), entry.getValue()));
      left.remove();
    }
    return nodes;
  }

  /** RFC 5155 §7.2.8: owners of NSEC3 records are no names of the zone. */
  private static List<Node> takeHashed(Map<Name, Node> nodes) {
    List<Node> hashed = nodes.values().stream().filter(node -> node.has(RecordType.NSEC3)).toList();
    for (Node node : hashed) {
      Node rest = node.without(RecordType.NSEC3);
      if (rest.sets().isEmpty()) {
        nodes.remove(node.name());
      } else {
        nodes.put(node.name(), rest);
      }
    }
    return hashed;
  }

  /** RFC 4592 §2.2.2: every name between a record and the apex exists. */
  private void addEmptyNonTerminals(Map<Name, Node> nodes) {
    for (Name name : List.copyOf(nodes.keySet())) {
      Optional<Name> above = name.parent();
      while (above.isPresent() && above.orElseThrow().isAtOrBelow(origin)) {
        Name parent = above.orElseThrow();
        if (nodes.putIfAbsent(parent, Node.empty(parent)) != null) {
          break;
        }
        above = parent.parent();
      }
    }
  }
}
