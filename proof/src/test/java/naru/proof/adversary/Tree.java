package naru.proof.adversary;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import naru.wire.Name;

/**
 * The zones of a run, their servers, and who may lie about what. Immutable once made.
 *
 * @param zones the root first, each before those below it
 * @param servers the machine behind each server's name
 * @param machines in the order in which they were made
 * @param traps addresses to which forgers and liars point
 * @param known names worth asking for
 */
record Tree(
    List<PlannedZone> zones,
    Map<Name, Machine> servers,
    List<Machine> machines,
    List<InetAddress> traps,
    List<Name> known) {

  PlannedZone root() {
    return zones.getFirst();
  }

  /** The machine behind a server's name. */
  Machine server(Name name) {
    return Objects.requireNonNull(servers.get(name), name::toString);
  }

  /** The deepest zone that holds a name. */
  PlannedZone zoneOf(Name name) {
    PlannedZone deepest = root();
    for (PlannedZone zone : zones) {
      if (name.isAtOrBelow(zone.name) && zone.name.labelCount() > deepest.name.labelCount()) {
        deepest = zone;
      }
    }
    return deepest;
  }

  /** Whether somebody may say what he likes in the name of this zone's servers. */
  boolean mayLie(PlannedZone zone) {
    return zone.lies || serversOf(zone).stream().anyMatch(name -> server(name).tapped);
  }

  /** All that it or its parent names. */
  static Set<Name> serversOf(PlannedZone zone) {
    Set<Name> all = new LinkedHashSet<>(zone.delegated);
    all.addAll(zone.servers);
    return all;
  }

  /** The zones whose servers must be found to find those of {@code zone}, itself included. */
  Set<PlannedZone> needs(PlannedZone zone) {
    Set<PlannedZone> needed = new HashSet<>();
    collect(zone, needed);
    return needed;
  }

  private void collect(PlannedZone zone, Set<PlannedZone> needed) {
    if (!needed.add(zone)) {
      return;
    }
    zone.parent.ifPresent(parent -> collect(parent, needed));
    // With glue too: whoever holds the name of a server may answer for it later.
    serversOf(zone).forEach(server -> collect(zoneOf(server), needed));
  }
}
