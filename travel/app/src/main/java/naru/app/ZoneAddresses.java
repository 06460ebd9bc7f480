package naru.app;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Addresses;
import naru.resolver.ConfiguredZone;
import naru.wire.Name;

/** Flags of the shape {@code ZONE=ADDR:PORT}; the same zone twice has two servers. */
final class ZoneAddresses {
  private static final int DNS_PORT = 53;

  private final Map<Name, List<InetSocketAddress>> zones = new LinkedHashMap<>();

  /** Adds one flag; gives a complaint when it cannot be read. */
  Optional<String> add(String flag, String text) {
    int equals = text.indexOf('=');
    Optional<Name> zone =
        equals < 1 ? Optional.empty() : Name.parse(text.substring(0, equals)).ok();
    Optional<InetSocketAddress> address =
        equals < 1 ? Optional.empty() : Addresses.parse(text.substring(equals + 1), DNS_PORT);
    if (zone.isEmpty() || address.isEmpty()) {
      return Optional.of(flag + ": \"" + text + "\" is not ZONE=ADDR:PORT");
    }
    zones.computeIfAbsent(zone.get(), _ -> new java.util.ArrayList<>()).add(address.get());
    return Optional.empty();
  }

  List<ConfiguredZone> zones() {
    return zones.entrySet().stream()
        .map(zone -> ConfiguredZone.of(zone.getKey(), zone.getValue()))
        .toList();
  }
}
