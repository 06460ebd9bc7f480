package naru.nameserver;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** The rules that the data of a zone keeps to. Confined to one thread. */
final class ZoneChecks {
  /** KEY, which may stand beside a CNAME (RFC 3007 §3.1.1). */
  private static final RecordType KEY = new RecordType(25);

  /** What DNSSEC adds to a name that has a CNAME (RFC 4035 §2.5). */
  private static final Set<RecordType> BESIDE_CNAME =
      Set.of(RecordType.CNAME, RecordType.NSEC, KEY);

  /** What the parent says at a cut (RFC 4035 §2.6), and glue. */
  private static final Set<RecordType> AT_CUT =
      Set.of(RecordType.NS, RecordType.DS, RecordType.NSEC, RecordType.A, RecordType.AAAA);

  /** Glue. */
  private static final Set<RecordType> BELOW_CUT = Set.of(RecordType.A, RecordType.AAAA);

  private final Name origin;
  private final ZoneLimits limits;
  private final Complaints complaints;
  private boolean hidesSomething;

  ZoneChecks(Name origin, ZoneLimits limits, Complaints complaints) {
    this.origin = origin;
    this.limits = limits;
    this.complaints = complaints;
  }

  /** RFC 2181 §5.2: the TTLs of a set are to be the same. */
  void ttls(Name name, List<Record> records) {
    if (records.size() == 1) {
      return;
    }
    Map<RecordType, Long> seen = new HashMap<>();
    for (Record each : records) {
      long least =
          seen.merge(Node.groupOf(each), each.ttlSeconds(), (a, b) -> a.equals(b) ? a : -1L);
      if (least < 0) {
        reportTtls(name, each.type(), records);
        return;
      }
    }
  }

  private void reportTtls(Name name, RecordType type, List<Record> records) {
    long used =
        records.stream()
            .filter(r -> r.type().equals(type))
            .mapToLong(Record::ttlSeconds)
            .min()
            .orElseThrow();
    complaints.add(new Complaint.TtlsDiffer(origin, name, type, used));
  }

  /** RFC 1035 §5.2: one SOA record and at least one NS record. */
  void apex(Node apex) {
    int soas = count(apex, RecordType.SOA);
    if (soas == 0) {
      complaints.add(new Complaint.NoSoa(origin, origin));
    } else if (soas > 1) {
      complaints.add(new Complaint.SeveralSoas(origin, origin, soas));
    }
    if (!apex.has(RecordType.NS)) {
      complaints.add(new Complaint.NoApexNs(origin, origin));
    }
  }

  private static int count(Node node, RecordType type) {
    return node.set(type).map(s -> s.data().size()).orElse(0);
  }

  /** What a name may hold, looking at it alone. */
  void node(Node node) {
    size(node);
    boolean atApex = node.name().equals(origin);
    if (!atApex && node.has(RecordType.SOA)) {
      complaints.add(new Complaint.MisplacedSoa(origin, node.name()));
    }
    aliases(node, atApex);
    boolean cut = !atApex && node.has(RecordType.NS);
    hidesSomething |= cut || node.has(RecordType.DNAME);
    if (node.name().isWildcard()) {
      wildcard(node);
    }
  }

  /** A name that is a hash: who asks for what is not there makes the server hash as often. */
  void hashed(Node node) {
    node.set(RecordType.NSEC3).stream()
        .flatMap(RecordSet::values)
        .map(data -> ((RecordData.Nsec3) data).iterations())
        .filter(iterations -> iterations > Limits.NSEC3_ITERATIONS)
        .findFirst()
        .ifPresent(count ->
            complaints.add(
                new Complaint.TooManyIterations(
                    origin, node.name(), count, Limits.NSEC3_ITERATIONS)));
  }

  private void size(Node node) {
    int types = node.sets().size();
    if (types > limits.typesAName()) {
      complaints.add(new Complaint.TooManyTypes(origin, node.name(), types, limits.typesAName()));
    }
    node.sets().forEach(set -> size(node, set));
    node.signatures().forEach(signed -> size(node, signed.set()));
  }

  private void size(Node node, RecordSet set) {
    int count = set.data().size();
    if (count > limits.recordsASet()) {
      complaints.add(
          new Complaint.TooManyRecords(
              origin, node.name(), set.type(), count, limits.recordsASet()));
    }
  }

  private void aliases(Node node, boolean atApex) {
    for (RecordType alias : List.of(RecordType.CNAME, RecordType.DNAME)) {
      if (count(node, alias) > 1) {
        complaints.add(
            new Complaint.SeveralAliases(origin, node.name(), alias, count(node, alias)));
      }
    }
    if (node.has(RecordType.CNAME)) {
      node.sets().stream()
          .map(RecordSet::type)
          .filter(type -> !BESIDE_CNAME.contains(type))
          .findFirst()
          .ifPresent(
              type -> complaints.add(new Complaint.CnameBesideData(origin, node.name(), type)));
    }
    if (!atApex && node.has(RecordType.DNAME) && node.has(RecordType.NS)) {
      complaints.add(new Complaint.DnameAtCut(origin, node.name()));
    }
  }

  private void wildcard(Node node) {
    for (RecordType type : List.of(RecordType.NS, RecordType.DNAME)) {
      if (node.has(type)) {
        complaints.add(new Complaint.WildcardCut(origin, node.name(), type));
      }
    }
  }

  /** What nobody will ever be answered, and what he will miss. */
  void hidden(Zone zone, Collection<Node> nodes) {
    if (!hidesSomething) {
      return;
    }
    for (Node node : nodes) {
      switch (zone.descend(node.name())) {
        case Descent.AtCut(Node cut, RecordSet servers) -> atCut(zone, cut, servers, node);
        case Descent.AtDname(Node dname, _) ->
            complaints.add(new Complaint.HiddenByDname(origin, node.name(), dname.name()));
        case Descent.Found _, Descent.Missing _ -> {}
      }
    }
  }

  private void atCut(Zone zone, Node cut, RecordSet servers, Node node) {
    boolean itself = node.name().equals(cut.name());
    Set<RecordType> allowed = itself ? AT_CUT : BELOW_CUT;
    node.sets().stream()
        .map(RecordSet::type)
        .filter(type -> !allowed.contains(type))
        .forEach(type ->
            complaints.add(new Complaint.HiddenByCut(origin, node.name(), type, cut.name())));
    if (itself) {
      glue(zone, cut, servers);
    }
  }

  private void glue(Zone zone, Node cut, RecordSet servers) {
    servers
        .values()
        .map(data -> ((RecordData.Ns) data).server())
        .filter(server -> server.isAtOrBelow(cut.name()))
        .filter(server -> zone.node(server).map(n -> n.addresses().isEmpty()).orElse(true))
        .forEach(server -> complaints.add(new Complaint.MissingGlue(origin, cut.name(), server)));
  }
}
