package naru.resolver.cache;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import naru.resolver.Limits;
import naru.time.Time;
import naru.wire.Name;

/**
 * What was learned about each server's address: how long it takes, whether it knows EDNS, for which
 * zones it is lame. Thread-safe.
 */
public final class ServerCache {
  private final Time time;
  private final BoundedMap<InetSocketAddress, Stats> servers = new BoundedMap<>(Limits.SERVERS);

  public ServerCache(Time time) {
    this.time = time;
  }

  /** Smoothed time and its variation as RFC 6298 §2 has them; {@code silent} tries since. */
  private record Stats(
      double smoothedMillis,
      double variationMillis,
      int silent,
      boolean measured,
      boolean edns,
      Map<Name, Long> lameUntil,
      long untilNanos) {
    static Stats unknown(long untilNanos) {
      return new Stats(0, 0, 0, false, true, Map.of(), untilNanos);
    }

    /** RFC 6298 §2.2 and §2.3. */
    Stats measured(double millis) {
      double deviation = Math.abs(smoothedMillis - millis);
      double smoothed = measured ? 0.875 * smoothedMillis + 0.125 * millis : millis;
      double variation = measured ? 0.75 * variationMillis + 0.25 * deviation : millis / 2;
      return new Stats(smoothed, variation, 0, true, edns, lameUntil, untilNanos);
    }

    /** RFC 6298 §5.5: the next try waits twice as long. */
    Stats stayedSilent() {
      // Never so long that the tries of one question would not fit its time.
      int tries = silent % Limits.TRIES_A_SERVER + 1;
      return new Stats(
          smoothedMillis, variationMillis, tries, measured, edns, lameUntil, untilNanos);
    }

    Stats withoutEdns() {
      return new Stats(
          smoothedMillis, variationMillis, silent, measured, false, lameUntil, untilNanos);
    }

    Stats lameFor(Name zone, long until) {
      Map<Name, Long> zones = new LinkedHashMap<>(lameUntil);
      zones.put(zone, until);
      if (zones.size() > Limits.LAME_ZONES_A_SERVER) {
        zones.remove(zones.keySet().iterator().next());
      }
      return new Stats(smoothedMillis, variationMillis, silent, measured, edns, zones, untilNanos);
    }

    double waitMillis() {
      double once =
          measured ? smoothedMillis + 4 * variationMillis : (double) Limits.FIRST_TRY.toMillis();
      double least = Math.max(once, (double) Limits.SHORTEST_TRY.toMillis());
      return Math.min(
          least * (1 << silent % Limits.TRIES_A_SERVER), (double) Limits.LONGEST_TRY.toMillis());
    }

    double scoreMillis() {
      return measured && silent == 0 ? smoothedMillis : silent == 0 ? 0 : waitMillis();
    }
  }

  /** How long the next try of this server should wait. */
  public Duration nextWait(InetSocketAddress server) {
    return Duration.ofMillis(Math.round(stats(server).waitMillis()));
  }

  /** What to expect of it; 0 for one that was never met, so that it is soon. */
  public double scoreMillis(InetSocketAddress server) {
    return stats(server).scoreMillis();
  }

  /** Whether it may be sent an OPT record. */
  public boolean knowsEdns(InetSocketAddress server) {
    return stats(server).edns();
  }

  /** Whether it was lame for this zone not long ago. */
  public boolean isLame(InetSocketAddress server, Name zone) {
    return Optional.ofNullable(stats(server).lameUntil().get(zone))
        .filter(until -> until - time.nanos() > 0)
        .isPresent();
  }

  public void answered(InetSocketAddress server, double millis) {
    change(server, stats -> stats.measured(millis));
  }

  public void stayedSilent(InetSocketAddress server) {
    change(server, Stats::stayedSilent);
  }

  public void refusedEdns(InetSocketAddress server) {
    change(server, Stats::withoutEdns);
  }

  public void lame(InetSocketAddress server, Name zone) {
    change(server, stats -> stats.lameFor(zone, memoryEnd()));
  }

  private void change(InetSocketAddress server, UnaryOperator<Stats> how) {
    servers.update(server, old -> Optional.of(how.apply(orUnknown(old))));
  }

  private Stats stats(InetSocketAddress server) {
    return orUnknown(servers.find(server));
  }

  private Stats orUnknown(Optional<Stats> known) {
    return known
        .filter(stats -> stats.untilNanos() - time.nanos() > 0)
        .orElseGet(() -> Stats.unknown(memoryEnd()));
  }

  private long memoryEnd() {
    return time.nanos() + Limits.SERVER_MEMORY.toNanos();
  }

  /** Forgets every server. */
  public void flush() {
    servers.removeIf(_ -> true);
  }
}
