package naru.proof.adversary;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import naru.wire.Name;

/**
 * Grows zones from the root downwards and finds servers for each: with names in the zone itself, in
 * its parent, or in a zone elsewhere that was there before, so that nothing circles unless it is
 * meant to. Confined to one run.
 */
final class TreeMaker {
  private static final List<Long> SERVER_TTLS = List.of(0L, 5L, 60L, 3600L, 3600L, 172_800L);
  private static final List<Long> DENIAL_TTLS = List.of(0L, 5L, 60L, 900L);
  private static final int DEEPEST = 5;
  private static final List<Ailment> QUIRKS =
      List.of(Ailment.values()).stream().filter(Ailment::isQuirk).toList();
  private static final List<Ailment> FAULTS =
      List.of(Ailment.values()).stream().filter(ailment -> !ailment.isQuirk()).toList();

  private final Dice dice;
  private final int ailing;
  private final int lying;
  private final List<PlannedZone> zones = new ArrayList<>();
  private final Map<Name, Machine> servers = new LinkedHashMap<>();
  private final List<Machine> machines = new ArrayList<>();

  private TreeMaker(Dice dice) {
    this.dice = dice;
    // Some trees are well throughout, others nowhere.
    this.ailing = dice.any(List.of(0, 0, 0, 100, 300, 600));
    this.lying = dice.any(List.of(0, 150, 150, 400));
  }

  static Tree make(Dice dice, Dice sealing) {
    TreeMaker maker = new TreeMaker(dice);
    maker.grow();
    Tree bare =
        new Tree(maker.zones, maker.servers, maker.machines, maker.traps(), new ArrayList<>());
    new Furnisher(bare, dice).furnish();
    new Sealing(bare, sealing).decide();
    return bare;
  }

  private List<InetAddress> traps() {
    return List.of(address("203.0.113.66"), address("203.0.113.67"), address("2001:db8:bad::66"));
  }

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private void grow() {
    PlannedZone root = zone(Name.ROOT, Optional.empty(), false);
    for (int i = dice.between(1, 3); i > 0; i--) {
      appoint(root, child(root.name, "abc".charAt(i - 1) + dice.word(2)), machine(false, true));
    }
    for (int i = dice.between(3, 10); i > 0; i--) {
      add();
    }
  }

  private void add() {
    List<PlannedZone> parents =
        zones.stream().filter(zone -> zone.depth() < DEEPEST).toList().reversed();
    // The newest half the time, for depth.
    PlannedZone parent = dice.oneIn(2) ? parents.getFirst() : dice.any(parents);
    Name name = child(parent.name, dice.word(dice.between(2, 4)));
    if (dice.oneIn(6) && !parent.isRoot()) {
      name = child(name, dice.word(2)); // a cut two labels down, an empty name between
    }
    if (!isFree(name, parent)) {
      return;
    }
    boolean lies = !parent.isRoot() && dice.permille(lying);
    PlannedZone zone = zone(name, Optional.of(parent), lies);
    int count = dice.any(List.of(1, 2, 2, 2, 3, 4));
    for (int i = 1; i <= count; i++) {
      appointOne(zone, i);
    }
    differ(zone);
  }

  /** No zone there already, nor between it and its parent, nor below. */
  private boolean isFree(Name name, PlannedZone parent) {
    return zones.stream()
        .map(zone -> zone.name)
        .noneMatch(other ->
            other.isAtOrBelow(name) || name.isAtOrBelow(other) && other.isBelow(parent.name));
  }

  private PlannedZone zone(Name name, Optional<PlannedZone> parent, boolean lies) {
    PlannedZone zone =
        new PlannedZone(name, parent, lies, dice.any(SERVER_TTLS), dice.any(DENIAL_TTLS));
    zones.add(zone);
    return zone;
  }

  private void appointOne(PlannedZone zone, int number) {
    if (zone.lies) {
      appoint(zone, child(zone.name, "ns" + number), machine(true, false));
      return;
    }
    switch (dice.below(8)) {
      case 0, 1, 2 -> appoint(zone, child(zone.name, "ns" + number), machine(false, false));
      case 3 -> appoint(zone, child(child(zone.name, "in"), "ns" + number), someMachine());
      case 4 -> appoint(zone, freshName(zone.parent.orElseThrow()), someMachine());
      case 5 -> appoint(zone, freshName(elsewhere(zone)), someMachine());
      default -> share(zone);
    }
  }

  /** A server of another zone, by the name that it has there. */
  private void share(PlannedZone zone) {
    PlannedZone other = elsewhere(zone);
    Name server = dice.any(other.servers);
    appoint(zone, server, Objects.requireNonNull(servers.get(server)));
  }

  /** A zone that was there before this one; seldom one of a liar, who then has a say. */
  private PlannedZone elsewhere(PlannedZone zone) {
    List<PlannedZone> earlier =
        zones.stream().filter(each -> each != zone && !each.servers.isEmpty()).toList();
    List<PlannedZone> honest =
        earlier.stream().filter(each -> isHonest(each) || dice.oneIn(40)).toList();
    return dice.any(honest);
  }

  private static boolean isHonest(PlannedZone zone) {
    return !zone.lies && zone.parent.map(TreeMaker::isHonest).orElse(true);
  }

  private Name freshName(PlannedZone holder) {
    return child(holder.name, "dns" + dice.word(2));
  }

  private void appoint(PlannedZone zone, Name server, Machine machine) {
    servers.computeIfAbsent(server, _ -> machine).serve(zone);
    if (!zone.servers.contains(server)) {
      zone.servers.add(server);
      zone.delegated.add(server);
    }
  }

  /** What the parent says is not always what the zone says of itself. */
  private void differ(PlannedZone zone) {
    if (zone.delegated.size() > 1 && dice.oneIn(6)) {
      zone.delegated.remove(dice.below(zone.delegated.size()));
    }
    for (Name server : zone.delegated) {
      boolean own = server.isAtOrBelow(zone.name);
      boolean beside = server.isAtOrBelow(zone.parent.orElseThrow().name);
      if (own || beside && dice.oneIn(2)) {
        zone.glue.add(server);
      }
    }
  }

  private Machine someMachine() {
    List<Machine> honest = machines.stream().filter(machine -> !machine.liar).toList();
    return dice.oneIn(3) ? dice.any(honest) : machine(false, false);
  }

  private Machine machine(boolean liar, boolean ofRoot) {
    int number = machines.size() + 1;
    Optional<InetAddress> four =
        Optional.of(address("198.18." + number / 250 + "." + (number % 250 + 1)));
    Optional<InetAddress> six =
        dice.oneIn(3)
            ? Optional.of(address("2001:db8:53::" + Integer.toHexString(number)))
            : Optional.empty();
    boolean onlySix = six.isPresent() && !ofRoot && dice.oneIn(8);
    boolean ails = !liar && dice.permille(ofRoot ? ailing / 2 : ailing);
    Ailment ailment = ails ? dice.any(FAULTS) : dice.oneIn(4) ? dice.any(QUIRKS) : Ailment.WELL;
    Machine machine =
        new Machine(onlySix ? Optional.empty() : four, six, ailment, dice.between(2, 90), liar);
    machines.add(machine);
    return machine;
  }

  static Name child(Name parent, String label) {
    return parent.child(label).orThrow();
  }
}
