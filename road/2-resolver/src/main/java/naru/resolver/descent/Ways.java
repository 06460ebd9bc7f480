package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Server;
import naru.resolver.ConfiguredZone;
import naru.resolver.ResolverConfig;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.Delegation.Origin;
import naru.wire.Name;

/** How the server of a zone is reached: plainly, or as the configuration says. Immutable. */
final class Ways {
  private record Key(Name zone, Origin origin) {}

  private final Map<Key, ConfiguredZone> configured = new HashMap<>();

  Ways(ResolverConfig config) {
    add(config.stubZones(), Origin.STUB_ZONE);
    add(config.forwardZones(), Origin.FORWARD_ZONE);
  }

  private void add(List<ConfiguredZone> zones, Origin origin) {
    zones.forEach(zone -> configured.put(new Key(zone.zone(), origin), zone));
  }

  Server to(Delegation zone, InetSocketAddress address) {
    return Optional.ofNullable(configured.get(new Key(zone.zone(), zone.origin())))
        .map(known -> known.at(address))
        .orElseGet(() -> new Server.Plain(address));
  }
}
