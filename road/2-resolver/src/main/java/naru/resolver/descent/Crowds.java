package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.cache.BoundedMap;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.FailureCache.Failure;
import naru.time.Time;
import naru.wire.Name;

/**
 * Keeps questions without an answer from piling up (random-subdomain floods). Each zone and each
 * server has so many places for questions under way, and whoever finds none is told so at once. A
 * zone that answers has many; one that is silent, or was never met, has fewer until it answers, and
 * hardly any while a crowd is under way: its questions wait for seconds, and would fill the memory.
 *
 * <p>While a zone is full, that is known before any work is done for a question. Thread-safe.
 */
public final class Crowds {
  private final Time time;
  private final Quota<Name> zones = new Quota<>();
  private final Quota<InetSocketAddress> servers = new Quota<>();

  private final AtomicInteger underWay = new AtomicInteger();

  /** Time-outs in a row, of zones that were met. */
  private final BoundedMap<Name, Integer> silences =
      new BoundedMap<>(Limits.ZONES_MET, Long.MAX_VALUE, _ -> 1);

  /** Zones that were full a moment ago, and until when that counts. */
  private final ConcurrentHashMap<Name, Long> full = new ConcurrentHashMap<>();

  Crowds(Time time) {
    this.time = time;
  }

  /** Takes a place for a question to the servers of a zone; false where there is none. */
  boolean enter(Delegation zone) {
    if (zones.take(zone.zone(), places(zone))) {
      underWay.incrementAndGet();
      return true;
    }
    // Now and then one is let in all the same, to see whether there are places again.
    full.put(zone.zone(), time.nanos() + Limits.FULL_ZONE.toNanos());
    return false;
  }

  void leave(Delegation zone) {
    zones.giveBack(zone.zone());
    underWay.decrementAndGet();
    full.remove(zone.zone());
  }

  private int places(Delegation zone) {
    if (!isSilent(zone)) {
      return Limits.QUESTIONS_A_ZONE;
    }
    return underWay.get() < Limits.CROWD
        ? Limits.QUESTIONS_A_SILENT_ZONE
        : Limits.QUESTIONS_A_SILENT_ZONE_IN_A_CROWD;
  }

  private boolean isSilent(Delegation zone) {
    Optional<Integer> silent = silences.find(zone.zone());
    return silent.isPresent() ? silent.get() >= Limits.SILENCES_A_ZONE : !zone.isForward();
  }

  /** A server of the zone said something. */
  void heard(Delegation zone) {
    if (silences.find(zone.zone()).orElse(1) != 0) {
      silences.put(zone.zone(), 0);
    }
  }

  /** A server of the zone stayed silent. */
  void silence(Delegation zone) {
    silences.update(zone.zone(), known -> Optional.of(known.orElse(0) + 1));
  }

  /** Why nobody was asked. */
  Failure failure(Delegation zone) {
    String text =
        zone.zone().toHost()
            + " met a limit: "
            + places(zone)
            + " questions to its servers at once";
    ExtendedError error = new ExtendedError(ExtendedError.OTHER, text);
    return new Failure(Cause.of(VerdictCode.DNS_LIMIT, text), List.of(error));
  }

  /** Takes a place for a question to one server, which may have many zones. */
  boolean enter(InetSocketAddress server, Delegation zone) {
    return servers.take(server, zone.hasParent() ? Limits.QUESTIONS_A_SERVER : Integer.MAX_VALUE);
  }

  void leave(InetSocketAddress server) {
    servers.giveBack(server);
  }

  /** Whether any zone is full: else there is no need to look further. */
  public boolean areAny() {
    return !full.isEmpty();
  }

  /** Whether a name is in a zone that was full a moment ago. */
  public boolean isIn(Name name) {
    int most = Math.min(name.labelCount(), Limits.LABELS_OF_FULL_ZONES);
    for (int labels = 0; labels <= most; labels++) {
      Name zone = name.rightmost(labels);
      Long until = full.get(zone);
      if (until != null && until - time.nanos() > 0) {
        return true;
      }
      if (until != null) {
        full.remove(zone, until);
      }
    }
    return false;
  }
}
