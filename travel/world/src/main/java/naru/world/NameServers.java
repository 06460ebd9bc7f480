package naru.world;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.nameserver.AuthoritativeServer;
import naru.nameserver.ServerIdentity;
import naru.nameserver.Zone;
import naru.nameserver.ZoneCheck;
import naru.nameserver.ZoneStore;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.wire.Message;
import naru.wire.Name;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.ZonePlan;

/**
 * All name servers of a world: the address on which a question arrives decides who answers it.
 * Immutable, but for the zones inside.
 */
final class NameServers implements DnsHandler {
  private final Map<InetAddress, AuthoritativeServer> byAddress;

  private NameServers(Map<InetAddress, AuthoritativeServer> byAddress) {
    this.byAddress = byAddress;
  }

  /** The servers, or the complaints about their zones. */
  sealed interface Built {
    record Servers(NameServers servers) implements Built {}

    record Broken(List<String> complaints) implements Built {}
  }

  static Built of(WorldDescription world) {
    List<String> complaints = new ArrayList<>();
    Map<Name, Zone> zones = new HashMap<>();
    for (ZonePlan plan : world.zones()) {
      switch (Zone.of(plan.origin(), plan.records())) {
        case ZoneCheck.Accepted(Zone zone, _) -> zones.put(plan.origin(), zone);
        case ZoneCheck.Rejected rejected ->
            rejected.complaints().forEach(complaint -> complaints.add(complaint.line()));
      }
    }
    return complaints.isEmpty()
        ? new Built.Servers(new NameServers(servers(world, zones)))
        : new Built.Broken(complaints);
  }

  /** A server named in several zones serves them all. */
  private static Map<InetAddress, AuthoritativeServer> servers(
      WorldDescription world, Map<Name, Zone> zones) {
    Map<InetAddress, List<Zone>> served = new LinkedHashMap<>();
    Map<InetAddress, Name> names = new HashMap<>();
    for (ZonePlan plan : world.zones()) {
      for (ServerPlan server : plan.servers()) {
        for (InetAddress address : server.addresses()) {
          served.computeIfAbsent(address, _ -> new ArrayList<>()).add(zones.get(plan.origin()));
          names.putIfAbsent(address, server.name());
        }
      }
    }
    Map<InetAddress, AuthoritativeServer> servers = new LinkedHashMap<>();
    served.forEach((address, list) ->
        servers.put(
            address,
            new AuthoritativeServer(
                ServerIdentity.of(identity(names, address)),
                ZoneStore.of(list.toArray(Zone[]::new)))));
    return servers;
  }

  private static String identity(Map<InetAddress, Name> names, InetAddress address) {
    return Optional.ofNullable(names.get(address)).orElse(Name.ROOT).toHost();
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    return query
        .local()
        .map(InetSocketAddress::getAddress)
        .flatMap(address -> Optional.ofNullable(byAddress.get(address)))
        .flatMap(server -> server.answer(query));
  }
}
