package naru.resolver.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.Limits;
import naru.resolver.NameServer;
import naru.resolver.SignedSet;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * Zone cuts that were met. Only a parent makes or prolongs an entry; what a child says of its own
 * servers may replace their names, but never the end (ghost domains, CVE-2012-1192). Nor does a cut
 * outlive the cut above it (phoenix domains). Thread-safe.
 */
public final class DelegationCache {
  private final Time time;
  private final BoundedMap<Name, Delegation> cuts = new BoundedMap<>(Limits.DELEGATIONS);

  public DelegationCache(Time time) {
    this.time = time;
  }

  /** The nearest cut that is live at or above {@code name}, but not above {@code top}. */
  public Optional<Delegation> nearest(Name name, Name top) {
    return nearest(name, top, Freshness.LIVE);
  }

  /** The same, of those that are fresh enough. */
  public Optional<Delegation> nearest(Name name, Name top, Freshness freshness) {
    long now = time.nanos();
    Optional<Name> at = Optional.of(name);
    while (at.isPresent() && at.get().isBelow(top)) {
      Optional<Delegation> cut =
          live(at.get()).filter(each -> freshness != Freshness.LASTING || !each.isEnding(now));
      if (cut.isPresent()) {
        return cut;
      }
      at = at.get().parent();
    }
    return Optional.empty();
  }

  /** What the parent said of the keys of the zone at exactly this name, if that is still so. */
  public List<SignedSet> keysWord(Name zone) {
    return live(zone).map(cut -> cut.keysWord().at(time.nanos())).orElse(List.of());
  }

  private Optional<Delegation> live(Name zone) {
    return cuts.find(zone)
        .filter(cut -> cut.untilNanos() - time.nanos() > 0)
        .map(cut -> cut.from(Delegation.Origin.CACHE));
  }

  /**
   * The addresses of a zone's own servers live no longer than its delegation: else a zone that its
   * parent has let go could keep itself alive (ghost domains).
   */
  public SignedSet bounded(SignedSet set) {
    RecordType type = set.set().type();
    if (!type.equals(RecordType.A) && !type.equals(RecordType.AAAA)) {
      return set;
    }
    Name name = set.set().owner();
    long now = time.nanos();
    return nearest(name, Name.ROOT)
        .filter(cut -> cut.servers().stream().anyMatch(server -> server.name().equals(name)))
        .map(cut -> (cut.untilNanos() - now) / 1_000_000_000L)
        .filter(left -> left < set.ttlSeconds())
        .map(set::withTtl)
        .orElse(set);
  }

  /** Remembers what a parent said, while it lasts. */
  public void learn(Delegation cut) {
    if (cut.untilNanos() - time.nanos() > 0) {
      cuts.put(cut.zone(), cut);
    }
  }

  /** The child's own list of servers, which replaces its parent's until that ends. */
  public void refine(Name zone, List<Name> servers, long ttlSeconds) {
    long end = time.nanos() + ttlSeconds * 1_000_000_000L;
    cuts.update(zone, old -> old.map(cut -> refined(cut, servers).endingBy(end)));
  }

  private static Delegation refined(Delegation cut, List<Name> names) {
    List<NameServer> servers = new ArrayList<>();
    names.stream().limit(Limits.SERVERS_A_DELEGATION).forEach(n -> servers.add(known(cut, n)));
    boolean reachable = servers.stream().anyMatch(s -> canBeFound(s, cut.zone()));
    // A list of which no server could ever be found would cut the zone off from its parent's.
    return reachable ? cut.servedBy(servers) : cut;
  }

  private static NameServer known(Delegation cut, Name name) {
    return cut.servers().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElse(new NameServer(name, List.of()));
  }

  private static boolean canBeFound(NameServer server, Name zone) {
    return !server.addresses().isEmpty() || !server.name().isAtOrBelow(zone);
  }

  /** What is live at and below a name, in order: a line for each server of each zone. */
  public List<String> dump(Name from) {
    List<Delegation> live = new ArrayList<>();
    cuts.forEach((zone, _) -> live(zone).ifPresent(live::add));
    live.removeIf(cut -> !cut.zone().isAtOrBelow(from));
    live.sort(Comparator.comparing(Delegation::zone));
    return live.stream().flatMap(this::lines).toList();
  }

  private Stream<String> lines(Delegation cut) {
    long left = (cut.untilNanos() - time.nanos()) / 1_000_000_000L;
    return Stream.concat(cut.servers().stream(), cut.parentsServers().stream())
        .distinct()
        .map(server -> cut.zone() + " " + left + " NS " + server);
  }

  /** Forgets every cut at and below a name. */
  public void flush(Name from) {
    cuts.removeIf(zone -> zone.isAtOrBelow(from));
  }
}
