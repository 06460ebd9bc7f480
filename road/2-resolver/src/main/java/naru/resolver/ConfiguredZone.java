package naru.resolver;

import java.net.InetSocketAddress;
import java.util.List;
import naru.wire.Name;

/** A zone whose servers the configuration names: a stub zone or a forward zone. Immutable. */
public record ConfiguredZone(Name zone, List<NameServer> servers) {
  public ConfiguredZone {
    servers = List.copyOf(servers);
  }

  /** As {@code ZONE=ADDR:PORT} names it: servers without names of their own. */
  public static ConfiguredZone of(Name zone, List<InetSocketAddress> addresses) {
    return new ConfiguredZone(zone, List.of(new NameServer(zone, addresses)));
  }
}
