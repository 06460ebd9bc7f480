package naru.nameserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import naru.dnssec.Nsec3Hash;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import naru.wire.TypeBitmap;

/** Makes the records of a chain that proves what is not in a zone. */
final class ChainRecords {
  private static final Rdata NO_SALT = Rdata.of(new byte[0]);

  /** Of what stands at a cut, the parent speaks for these (RFC 4035 §2.3); the rest is glue. */
  private static final Set<RecordType> OF_CUT = Set.of(RecordType.NS, RecordType.DS);

  private ChainRecords() {}

  /** RFC 4034 §4: the next name, and what is at this one. */
  static RecordSet nsec(Zone zone, Node node, boolean cut, Name next) {
    Set<RecordType> types = types(node, cut);
    types.add(RecordType.NSEC);
    types.add(RecordType.RRSIG);
    return set(zone, node.name(), new RecordData.Nsec(next, TypeBitmap.of(types)));
  }

  /** RFC 5155 §4: how names are hashed; of no use to caches, so with TTL 0. */
  static RecordSet nsec3param(Zone zone) {
    var parameters = new RecordData.Nsec3param(Nsec3Hash.SHA1, 0, 0, NO_SALT);
    return set(zone, zone.origin(), parameters).withTtl(0);
  }

  /** RFC 5155 §7.1: one record for each name, at its hash, pointing to the next hash. */
  static List<RecordSet> nsec3(Zone zone, List<Node> nodes, Predicate<Name> isCut, boolean optOut) {
    List<HashedNode> hashed =
        nodes.stream().map(ChainRecords::hashed).sorted(HashedNode.ORDER).toList();
    List<RecordSet> records = new ArrayList<>();
    for (int i = 0; i < hashed.size(); i++) {
      HashedNode here = hashed.get(i);
      HashedNode next = hashed.get((i + 1) % hashed.size());
      RecordData.Nsec3 data =
          new RecordData.Nsec3(
              Nsec3Hash.SHA1,
              optOut ? RecordData.Nsec3.OPT_OUT : 0,
              0,
              NO_SALT,
              Rdata.of(next.hash()),
              TypeBitmap.of(typesWithSignature(here.node(), isCut.test(here.node().name()))));
      records.add(set(zone, Nsec3Hash.owner(here.hash(), zone.origin()), data));
    }
    return records;
  }

  private static HashedNode hashed(Node node) {
    byte[] hash = Nsec3Hash.of(node.name(), Nsec3Hash.SHA1, 0, new byte[0]).orElseThrow();
    return new HashedNode(hash, node);
  }

  /** RFC 5155 §7.1: RRSIG where there is anything signed, which an unsigned child is not. */
  private static Set<RecordType> typesWithSignature(Node node, boolean cut) {
    Set<RecordType> types = types(node, cut);
    boolean signed = cut ? types.contains(RecordType.DS) : !types.isEmpty();
    if (signed) {
      types.add(RecordType.RRSIG);
    }
    return types;
  }

  private static Set<RecordType> types(Node node, boolean cut) {
    Set<RecordType> types = new TreeSet<>();
    node.sets().stream()
        .map(RecordSet::type)
        .filter(type -> !cut || OF_CUT.contains(type))
        .forEach(types::add);
    return types;
  }

  /** RFC 9077: a proof lives as long as the negative answer it is for. */
  private static RecordSet set(Zone zone, Name owner, RecordData data) {
    long ttl = zone.negativeSoa().ttlSeconds();
    return new RecordSet(owner, data.type(), RecordClass.IN, ttl, List.of(data.rdata()));
  }
}
