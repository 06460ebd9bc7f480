package naru.nameserver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * One zone on its way to being signed: bared of old signatures, given keys and DS records, chained,
 * and each set tied to its signer. Used once. Confined to one thread; what it leaves behind is not.
 */
final class Signing {
  /** What only a signer adds. */
  private static final Set<RecordType> ADDED = Set.of(RecordType.NSEC, RecordType.NSEC3PARAM);

  /** What a parent vouches for at a cut (RFC 4035 §2.2): its servers are the child's to sign. */
  private static final Set<RecordType> SIGNED_AT_CUT = Set.of(RecordType.DS, RecordType.NSEC);

  private final Zone zone;
  private final List<RecordData.Dnskey> keys;
  private final UnaryOperator<RecordSet> signer;
  private final Map<Name, Node> nodes = new HashMap<>();

  /** Names that the zone speaks for, cuts among them, each with whether it is one. */
  private final Map<Name, Boolean> cuts = new HashMap<>();

  Signing(Zone zone, List<RecordData.Dnskey> keys, UnaryOperator<RecordSet> signer) {
    this.zone = zone;
    this.keys = keys;
    this.signer = signer;
  }

  Zone sign(Map<Name, List<RecordData.Ds>> children, SigningPolicy.Denying denying) {
    for (Node node : zone.nodes()) {
      stand(node);
      nodes.put(node.name(), bared(node));
    }
    addKeys();
    children.forEach(this::addDs);
    Optional<Denial> denial =
        switch (denying) {
          case NSEC -> nsec();
          case NSEC3 -> nsec3(false);
          case NSEC3_OPT_OUT -> nsec3(true);
        };
    return new Zone(node(zone.origin()), nodes, denial);
  }

  private Node node(Name name) {
    return Optional.ofNullable(nodes.get(name)).orElseThrow();
  }

  /** Notes whether the zone speaks for a name: not below a cut or a DNAME. */
  private void stand(Node node) {
    switch (zone.descend(node.name())) {
      case Descent.Found _ -> cuts.put(node.name(), false);
      case Descent.AtCut(Node cut, _) when cut.name().equals(node.name()) ->
          cuts.put(node.name(), true);
      case Descent.AtCut _, Descent.AtDname _, Descent.Missing _ -> {}
    }
  }

  private static Node bared(Node node) {
    List<RecordSet> sets = node.sets().stream().filter(set -> !ADDED.contains(set.type())).toList();
    return new Node(node.name(), sets, List.of());
  }

  /** Keys that the zone brings along stay: another signer's, or of a change of keys. */
  private void addKeys() {
    Node apex = node(zone.origin());
    Stream<Rdata> present =
        apex.set(RecordType.DNSKEY).stream().flatMap(set -> set.data().stream());
    Stream<Rdata> ours = keys.stream().map(RecordData.Dnskey::rdata);
    RecordSet soa = apex.set(RecordType.SOA).orElseThrow();
    put(
        apex,
        set(
            apex.name(),
            RecordType.DNSKEY,
            soa.ttlSeconds(),
            Stream.concat(present, ours).distinct().toList()));
  }

  private void addDs(Name child, List<RecordData.Ds> vouched) {
    boolean isCut = cuts.getOrDefault(child, false);
    if (isCut && !vouched.isEmpty() && !node(child).has(RecordType.DS)) {
      Node cut = node(child);
      long ttl = cut.set(RecordType.NS).orElseThrow().ttlSeconds();
      put(cut, set(child, RecordType.DS, ttl, vouched.stream().map(RecordData::rdata).toList()));
    }
  }

  private static RecordSet set(Name owner, RecordType type, long ttl, List<Rdata> data) {
    return new RecordSet(owner, type, RecordClass.IN, ttl, data);
  }

  private void put(Node node, RecordSet added) {
    Map<RecordType, RecordSet> sets = new TreeMap<>();
    node.sets().forEach(set -> sets.put(set.type(), set));
    sets.put(added.type(), added);
    nodes.put(node.name(), new Node(node.name(), List.copyOf(sets.values()), List.of()));
  }

  // ---- NSEC ------------------------------------------------------------------------------------

  private Optional<Denial> nsec() {
    List<Name> names =
        cuts.keySet().stream().filter(name -> !node(name).sets().isEmpty()).sorted().toList();
    for (int i = 0; i < names.size(); i++) {
      Name next = names.get((i + 1) % names.size());
      RecordSet nsec = ChainRecords.nsec(zone, node(names.get(i)), isCut(names.get(i)), next);
      put(node(names.get(i)), nsec);
    }
    names.forEach(name -> nodes.computeIfPresent(name, (_, node) -> tied(node)));
    return Optional.of(NsecChain.inOrder(names.stream().map(this::node)));
  }

  private boolean isCut(Name name) {
    return cuts.getOrDefault(name, false);
  }

  // ---- NSEC3 -----------------------------------------------------------------------------------

  private Optional<Denial> nsec3(boolean optOut) {
    Node apex = node(zone.origin());
    put(apex, ChainRecords.nsec3param(zone));
    List<Node> chained = chained(optOut).map(this::node).toList();
    Collection<Node> hashed =
        ChainRecords.nsec3(zone, chained, this::isCut, optOut).stream()
            .map(set -> tied(new Node(set.owner(), List.of(set), List.of())))
            .toList();
    cuts.keySet().forEach(name -> nodes.computeIfPresent(name, (_, node) -> tied(node)));
    return Nsec3Chain.of(node(zone.origin()), hashed);
  }

  /**
   * Names with a hash: all that the zone speaks for, with opt-out all but unsigned children. Empty
   * non-terminals above those keep theirs (RFC 5155 §7.1 lets them go): without it a wildcard
   * beside them could not be told from one that applies.
   */
  private Stream<Name> chained(boolean optOut) {
    return cuts.keySet().stream()
        .filter(name -> !optOut || !isCut(name) || node(name).has(RecordType.DS));
  }

  // ---- signatures ------------------------------------------------------------------------------

  /** The node with signatures over all that the zone speaks for. */
  private Node tied(Node node) {
    boolean cut = isCut(node.name());
    List<Signatures> signatures = new ArrayList<>();
    for (RecordSet set : node.sets()) {
      if (!cut || SIGNED_AT_CUT.contains(set.type())) {
        signatures.add(new Signatures.OnDemand(set.type(), () -> signer.apply(set)));
      }
    }
    signatures.sort(Comparator.comparing(Signatures::covered));
    return new Node(node.name(), node.sets(), signatures);
  }
}
