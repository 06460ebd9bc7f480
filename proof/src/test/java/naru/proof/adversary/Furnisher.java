package naru.proof.adversary;

import static naru.proof.adversary.TreeMaker.child;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Fills the zones of a tree: what keeps them together, then hosts, wildcards and empty names, then
 * aliases, which may lead anywhere. Confined to one run.
 */
final class Furnisher {
  private static final List<Long> TTLS = List.of(0L, 1L, 5L, 30L, 300L, 3600L, 200_000L);
  private static final RecordType UNKNOWN = new RecordType(65_280);
  private static final int LONG_CHAIN = 9;

  private final Tree tree;
  private final Dice dice;
  private final List<Name> targets = new ArrayList<>();
  private int addresses;

  Furnisher(Tree tree, Dice dice) {
    this.tree = tree;
    this.dice = dice;
  }

  void furnish() {
    tree.zones().forEach(this::holdTogether);
    tree.servers().forEach(this::addressesOf);
    tree.zones().forEach(this::hosts);
    tree.zones().forEach(this::aliases);
    if (dice.oneIn(8)) {
      longChain(dice.any(tree.zones()), LONG_CHAIN + dice.below(6));
    }
  }

  // What keeps zones together

  private void holdTogether(PlannedZone zone) {
    Name primary = zone.servers.getFirst();
    zone.records.add(
        Record.of(
            zone.name,
            dice.any(TTLS) + 1,
            new RecordData.Soa(primary, zone.name, 1, 3600, 600, 86_400, zone.denialTtl)));
    zone.servers.forEach(server -> zone.records.add(ns(zone, server)));
    know(zone.name);
    zone.parent.ifPresent(parent -> delegate(zone, parent));
  }

  private void delegate(PlannedZone zone, PlannedZone parent) {
    zone.delegated.forEach(server -> parent.records.add(ns(zone, server)));
    for (Name server : zone.glue) {
      if (tree.zoneOf(server) != parent) {
        for (InetAddress address : tree.server(server).addresses()) {
          add(parent, Record.of(server, zone.serverTtl, RecordData.address(address)));
        }
      }
    }
  }

  private static Record ns(PlannedZone zone, Name server) {
    return Record.of(zone.name, zone.serverTtl, new RecordData.Ns(server));
  }

  private static void add(PlannedZone zone, Record record) {
    boolean there =
        zone.records.stream().anyMatch(r -> r.isOfSet(record) && r.rdata().equals(record.rdata()));
    if (!there) {
      zone.records.add(record);
    }
  }

  /** The zone that holds a server's name has its addresses. */
  private void addressesOf(Name server, Machine machine) {
    PlannedZone holder = tree.zoneOf(server);
    for (InetAddress address : machine.addresses()) {
      holder.records.add(Record.of(server, holder.serverTtl, RecordData.address(address)));
    }
    know(server);
  }

  // Hosts

  private void hosts(PlannedZone zone) {
    for (int i = dice.between(1, zone.isRoot() ? 2 : 5); i > 0; i--) {
      Name name = fresh(zone);
      host(zone, name);
      targets.add(name);
    }
    if (!zone.isRoot() && dice.oneIn(3)) {
      Name above = dice.oneIn(2) ? zone.name : fresh(zone);
      host(zone, child(above, "*"));
      Name below = child(above, dice.word(4));
      know(below);
      know(child(below, dice.word(2)));
      targets.add(below);
    }
    know(child(zone.name, dice.word(5)));
    targets.add(child(zone.name, dice.word(5)));
  }

  private Name fresh(PlannedZone zone) {
    Name name = child(zone.name, dice.word(3) + dice.between(1, 99));
    if (dice.oneIn(5)) {
      know(name); // empty, but there
      name = child(name, dice.word(2));
    }
    know(name);
    return name;
  }

  private void host(PlannedZone zone, Name name) {
    long ttl = dice.any(TTLS);
    switch (dice.below(7)) {
      case 0, 1 -> addressSet(zone, name, ttl, false);
      case 2 -> addressSet(zone, name, ttl, true);
      case 3 -> {
        addressSet(zone, name, ttl, false);
        addressSet(zone, name, dice.any(TTLS), true);
      }
      case 4 -> texts(zone, name, ttl, dice.between(1, 3), 20);
      // Beyond any datagram that we allow: over TCP.
      case 5 -> texts(zone, name, ttl, dice.between(3, 10), 250);
      default -> mixed(zone, name, ttl);
    }
  }

  private void addressSet(PlannedZone zone, Name name, long ttl, boolean six) {
    for (int i = dice.between(1, 3); i > 0; i--) {
      addresses++;
      String literal =
          six
              ? "2001:db8:1::" + Integer.toHexString(addresses)
              : (addresses < 250 ? "192.0.2." : "198.51.100.") + (addresses % 250 + 1);
      RecordData data = RecordData.address(TreeMaker.address(literal));
      zone.records.add(Record.of(name, ttl, data));
    }
  }

  private void texts(PlannedZone zone, Name name, long ttl, int count, int octets) {
    for (int i = 0; i < count; i++) {
      String text = i + dice.word(2) + "x".repeat(octets - 10);
      zone.records.add(Record.of(name, ttl, RecordData.Txt.of(text)));
    }
  }

  private void mixed(PlannedZone zone, Name name, long ttl) {
    Name exchange = targets.isEmpty() ? name : dice.any(targets);
    zone.records.add(Record.of(name, ttl, new RecordData.Mx(dice.below(100), exchange)));
    RecordData opaque = new RecordData.Opaque(UNKNOWN, Rdata.of(dice.octets(12)));
    zone.records.add(Record.of(name, ttl, opaque));
  }

  // Aliases

  private void aliases(PlannedZone zone) {
    for (int i = dice.below(zone.isRoot() ? 1 : 4); i > 0; i--) {
      alias(zone, child(zone.name, "c" + dice.word(3)), dice.any(targets));
    }
    if (!zone.isRoot() && dice.oneIn(8)) {
      Name wild = child(child(zone.name, "w" + dice.word(2)), "*");
      alias(zone, wild, dice.any(targets));
      know(child(wild.parent().orElseThrow(), dice.word(3)));
    }
    if (!zone.isRoot() && dice.oneIn(4)) {
      rename(zone);
    }
    if (dice.oneIn(20)) {
      circle(zone);
    }
  }

  private void alias(PlannedZone zone, Name owner, Name target) {
    zone.records.add(Record.of(owner, dice.any(TTLS), new RecordData.Cname(target)));
    know(owner);
    targets.add(owner);
  }

  private void rename(PlannedZone zone) {
    Name owner = child(zone.name, "d" + dice.word(3));
    Name target = dice.oneIn(6) ? longName(zone.name) : dice.any(targets);
    Optional<Name> above = target.parent().filter(_ -> dice.oneIn(2)).filter(n -> !n.isRoot());
    Name to = above.orElse(target);
    zone.records.add(Record.of(owner, dice.any(TTLS), new RecordData.Dname(to)));
    know(owner);
    String label = above.isPresent() ? firstLabel(target) : dice.word(4);
    know(child(owner, label));
    know(child(child(owner, dice.word(10)), dice.word(10)));
    targets.add(child(owner, label));
  }

  static String firstLabel(Name name) {
    return new String(name.labels().getFirst(), java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** So long that little fits before it. */
  private Name longName(Name below) {
    Name name = below;
    for (int i = 0; i < 3 && name.octets() < 170; i++) {
      name = child(name, dice.word(30));
    }
    return name;
  }

  private void circle(PlannedZone zone) {
    List<Name> names =
        IntStream.rangeClosed(1, dice.between(1, 3))
            .mapToObj(i -> child(zone.name, "o" + i + dice.word(3)))
            .toList();
    for (int i = 0; i < names.size(); i++) {
      alias(zone, names.get(i), names.get((i + 1) % names.size()));
    }
  }

  private void longChain(PlannedZone zone, int links) {
    Name target = dice.any(targets);
    for (int i = 0; i < links; i++) {
      PlannedZone holder = dice.oneIn(3) ? dice.any(tree.zones()) : zone;
      Name owner = child(holder.name, "l" + i + dice.word(3));
      alias(holder, owner, target);
      target = owner;
    }
  }

  private void know(Name name) {
    tree.known().add(name);
  }
}
