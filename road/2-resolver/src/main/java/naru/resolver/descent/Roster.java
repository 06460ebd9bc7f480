package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.ServerCache;
import naru.time.Chance;
import naru.wire.Name;

/**
 * The servers of a zone, and who is asked next: first those whose address is known, the fastest
 * first; then those whose address must be looked up; then those that stayed silent once more.
 * Confined to one task.
 */
final class Roster {
  private final Delegation zone;
  private final ServerCache memory;
  private final Chance chance;
  private final List<Seat> seats = new ArrayList<>();
  private final List<Name> unresolved = new ArrayList<>();
  private final int triesAServer;
  private int lookups;
  private int timeouts;

  Roster(Delegation zone, ServerCache memory, Chance chance, int triesAServer) {
    this.triesAServer = triesAServer;
    this.zone = zone;
    this.memory = memory;
    this.chance = chance;
  }

  /** Who can be asked next. */
  sealed interface Next {
    /** This server, there. */
    record Known(Name server, InetSocketAddress address) implements Next {}

    /** This server, when its address is found. */
    record Unknown(Name server) implements Next {}
  }

  /** One address and how it fared. */
  private static final class Seat {
    final Name server;
    final InetSocketAddress address;
    int tries;
    boolean out;

    Seat(Name server, InetSocketAddress address) {
      this.server = server;
      this.address = address;
    }
  }

  /** Adds those addresses that are not there yet; true if there were such. */
  boolean add(Name server, List<InetSocketAddress> addresses) {
    boolean any = false;
    for (InetSocketAddress address : addresses) {
      if (!has(address)) {
        seats.add(new Seat(server, address));
        any = true;
      }
    }
    return any;
  }

  private boolean has(InetSocketAddress address) {
    for (Seat seat : seats) {
      if (seat.address.equals(address)) {
        return true;
      }
    }
    return false;
  }

  void addUnresolved(Name server) {
    unresolved.add(server);
  }

  /** Who is asked next; empty when nobody is left. */
  Optional<Next> next() {
    if (timeouts >= Limits.TIMEOUTS_A_ZONE) {
      return Optional.empty();
    }
    // The names of configured servers are looked up at once: later it may be too late.
    Optional<Next> configured = zone.hasParent() ? Optional.empty() : anyUnresolved();
    return configured.or(() -> best(0)).or(this::anyUnresolved).or(this::leastTried);
  }

  private Optional<Next> leastTried() {
    for (int tries = 1; tries < triesAServer; tries++) {
      Optional<Next> again = best(tries);
      if (again.isPresent()) {
        return again;
      }
    }
    return Optional.empty();
  }

  /** Of those tried so often, one of the fastest; now and then any, so that times stay true. */
  private Optional<Next> best(int tries) {
    List<Seat> open = open(tries);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<Seat> good = chance.below(Limits.EXPLORE_ONE_IN) == 0 ? open : fastest(open);
    Seat chosen = good.get(chance.below(good.size()));
    return Optional.of(new Next.Known(chosen.server, chosen.address));
  }

  private List<Seat> open(int tries) {
    List<Seat> open = new ArrayList<>(seats.size());
    for (Seat seat : seats) {
      if (!seat.out && seat.tries == tries) {
        open.add(seat);
      }
    }
    return open;
  }

  private List<Seat> fastest(List<Seat> open) {
    if (open.size() == 1) {
      return open;
    }
    double[] scores = open.stream().mapToDouble(this::score).toArray();
    double good = Arrays.stream(scores).min().orElseThrow() + Limits.EQUAL_RTT_MILLIS;
    List<Seat> fastest = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] <= good) {
        fastest.add(open.get(i));
      }
    }
    return fastest;
  }

  /** Those that were lame for this zone come last, but are not forgotten: they may have healed. */
  private double score(Seat seat) {
    double lame = memory.isLame(seat.address, zone.zone()) ? 1e6 : 0;
    return lame + memory.scoreMillis(seat.address);
  }

  private Optional<Next> anyUnresolved() {
    return unresolved.isEmpty()
        ? Optional.empty()
        : Optional.of(new Next.Unknown(unresolved.remove(chance.below(unresolved.size()))));
  }

  /** Takes one lookup of an address, if this delegation may still cause one. */
  boolean takeLookup() {
    return lookups++ < Limits.LOOKUPS_A_DELEGATION;
  }

  /** This server stayed silent: it may be tried again. */
  void silent(InetSocketAddress address) {
    timeouts++;
    seat(address).tries++;
  }

  /** This server is not asked again for this question. */
  void out(InetSocketAddress address) {
    seat(address).out = true;
  }

  private Seat seat(InetSocketAddress address) {
    return seats.stream()
        .filter(seat -> seat.address.equals(address))
        .min(Comparator.comparingInt(seat -> seat.tries))
        .orElseThrow();
  }
}
