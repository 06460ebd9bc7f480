package naru.resolver.cache;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.NameServer;
import naru.time.Time;
import naru.wire.Name;

/**
 * Where servers listen, as servers of zones above them said by the way (RFC 2181 §5.4.1: the lowest
 * rank). It helps to find servers and is never an answer. Thread-safe.
 */
public final class GlueCache {
  private final Time time;
  private final BoundedMap<Name, Entry> entries = new BoundedMap<>(Limits.GLUE_NAMES);

  public GlueCache(Time time) {
    this.time = time;
  }

  private record Entry(List<InetSocketAddress> addresses, long untilNanos) {}

  /** The addresses of a server; none where nothing is known. */
  public List<InetSocketAddress> find(Name server) {
    return entries
        .find(server)
        .filter(entry -> entry.untilNanos - time.nanos() > 0)
        .map(Entry::addresses)
        .orElse(List.of());
  }

  /** Remembers them for so long; what is there already stays until its end. */
  public void keep(Name server, List<InetSocketAddress> addresses, long ttlSeconds) {
    long now = time.nanos();
    long seconds = Math.min(ttlSeconds, Limits.MAX_TTL_SECONDS);
    Entry fresh = new Entry(List.copyOf(addresses), now + seconds * 1_000_000_000L);
    if (addresses.isEmpty() || seconds <= 0) {
      return;
    }
    entries.update(
        server, old -> Optional.of(old.filter(o -> o.untilNanos - now > 0).orElse(fresh)));
  }

  /** What is live at and below a name, in order: a line for each server. */
  public List<String> dump(Name from) {
    List<NameServer> live = new ArrayList<>();
    entries.forEach((name, _) -> live.add(new NameServer(name, find(name))));
    live.removeIf(s -> s.addresses().isEmpty() || !s.name().isAtOrBelow(from));
    live.sort(Comparator.comparing(NameServer::name));
    return live.stream().map(NameServer::toString).toList();
  }

  /** Forgets every server at and below a name. */
  public void flush(Name from) {
    entries.removeIf(name -> name.isAtOrBelow(from));
  }
}
