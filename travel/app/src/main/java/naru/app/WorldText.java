package naru.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import naru.net.Addresses;
import naru.wire.Name;
import naru.world.WorldDescription;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.SitePlan;
import naru.world.WorldDescription.ZonePlan;
import naru.world.WorldMap;

/** A world's addresses, a line each. */
final class WorldText {
  private WorldText() {}

  static String of(WorldDescription world, WorldMap map) {
    List<String> lines = new ArrayList<>();
    for (ZonePlan zone : world.zones()) {
      for (ServerPlan server : zone.servers()) {
        for (InetAddress address : server.addresses()) {
          String where = Addresses.text(new InetSocketAddress(address, map.ports().dns()));
          lines.add(line("zone " + zone.origin(), where, server.name().toHost()));
        }
      }
    }
    lines.add(
        line(
            "resolver",
            Addresses.text(map.resolverAddress()),
            map.resolverUrl().map(url -> "also " + url).orElse("")));
    lines.add(line("system", map.operatingSystem().toString(), "the operating system's service"));
    for (SitePlan site : world.sites()) {
      String names = String.join(" ", site.names().stream().map(Name::toHost).toList());
      for (InetAddress address : site.addresses()) {
        if (map.sites().contains(address)) {
          String ports = ":" + map.ports().http() + ",:" + map.ports().https();
          lines.add(
              line(
                  "site",
                  Addresses.text(new InetSocketAddress(address, 0)).replaceAll(":0$", "") + ports,
                  names));
        }
      }
    }
    lines.add(line("ca", map.authority().toString(), "trust it with --cacert"));
    map.trustAnchor()
        .ifPresent(file ->
            lines.add(line("trust-anchor", file.toString(), "delv -a: bind.keys beside it")));
    return String.join("\n", lines) + "\n";
  }

  private static String line(String what, String where, String who) {
    return String.format(Locale.ROOT, "%-22s %-26s %s", what, where, who);
  }
}
