package naru.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Opened;
import naru.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * The source ports that questions go out from: a fresh one, on a number that nobody can guess (RFC
 * 5452 §9.2), for each question to a server that is asked little; while many questions to one
 * server are under way, they share a few, each for a short while. Thread-safe.
 */
final class SourcePorts {
  private final Packets packets;
  private final Time time;
  private final ConcurrentHashMap<InetSocketAddress, List<SharedPort>> open =
      new ConcurrentHashMap<>();

  SourcePorts(Packets packets, Time time) {
    this.packets = packets;
    this.time = time;
  }

  /** A port towards {@code server} that can receive so many octets. */
  Opened<SharedPort> take(InetSocketAddress server, int octets) {
    Optional<SharedPort> shared = sharedPort(server, octets);
    return shared.isPresent() ? new Opened.Open<>(shared.get()) : fresh(server, octets);
  }

  /** One of those that are open, where there are enough of them. */
  private Optional<SharedPort> sharedPort(InetSocketAddress server, int octets) {
    List<SharedPort> ports = open.getOrDefault(server, List.of());
    if (ports.size() < Limits.PORTS_A_SERVER) {
      return Optional.empty();
    }
    SharedPort any = ports.get(time.chance().below(ports.size()));
    return any.isOpenTo(octets) ? Optional.of(any) : Optional.empty();
  }

  private Opened<SharedPort> fresh(InetSocketAddress server, int octets) {
    return switch (open(server)) {
      case Opened.Refused<DatagramPort>(var reason, String words) ->
          new Opened.Refused<>(reason, words);
      case Opened.Open<DatagramPort>(DatagramPort port) -> {
        SharedPort fresh = new SharedPort(time, port, octets);
        open.compute(server, (_, ports) -> with(fresh, ports == null ? List.of() : ports));
        time.start(
            "dns-port",
            () -> {
              fresh.receive();
              open.computeIfPresent(server, (_, ports) -> without(fresh, ports));
            });
        yield new Opened.Open<>(fresh);
      }
    };
  }

  /** Opens a port; a number that is taken is no reason to give up. */
  private Opened<DatagramPort> open(InetSocketAddress server) {
    Opened<DatagramPort> opened = packets.datagrams(server, anyNumber());
    for (int i = 1; i < Limits.SOURCE_PORT_TRIES && isTaken(opened); i++) {
      opened = packets.datagrams(server, anyNumber());
    }
    return opened;
  }

  private int anyNumber() {
    int first = Limits.FIRST_SOURCE_PORT;
    return first + time.chance().below(0x1_0000 - first);
  }

  private static boolean isTaken(Opened<DatagramPort> opened) {
    return opened instanceof Opened.Refused<DatagramPort>(var reason, _)
        && reason == Listening.Reason.TAKEN;
  }

  /** Worn ports are left out: they end by themselves, when the last question has gone. */
  private static List<SharedPort> with(SharedPort fresh, List<SharedPort> ports) {
    List<SharedPort> all = new ArrayList<>(ports);
    all.removeIf(port -> !port.isOpenTo(0));
    all.add(fresh);
    return List.copyOf(all);
  }

  /** Nothing is remembered of a server that no port is open to. */
  private static @Nullable List<SharedPort> without(SharedPort ended, List<SharedPort> ports) {
    List<SharedPort> all = new ArrayList<>(ports);
    all.remove(ended);
    return all.isEmpty() ? null : List.copyOf(all);
  }
}
