package naru.world;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.dnssec.SigningKey;
import naru.nameserver.AuthoritativeServer;
import naru.nameserver.ServerIdentity;
import naru.nameserver.SignatureRenewal;
import naru.nameserver.SigningPolicy;
import naru.nameserver.Zone;
import naru.nameserver.ZoneCheck;
import naru.nameserver.ZoneSigner;
import naru.nameserver.ZoneSigning;
import naru.nameserver.ZoneStore;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Name;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.ZonePlan;

/**
 * All name servers of a world: the address on which a question arrives decides who answers it.
 * Immutable, but for the zones inside.
 */
final class NameServers implements DnsHandler, AutoCloseable {
  private final Map<InetAddress, AuthoritativeServer> byAddress;
  private final List<SignatureRenewal> renewals;

  private NameServers(
      Map<InetAddress, AuthoritativeServer> byAddress, List<SignatureRenewal> renewals) {
    this.byAddress = byAddress;
    this.renewals = List.copyOf(renewals);
  }

  /** The zones of a world, or the complaints about them. */
  sealed interface Built {
    record Zones(Map<Name, Zone> zones) implements Built {}

    record Broken(List<String> complaints) implements Built {}
  }

  static Built build(WorldDescription world) {
    List<String> complaints = new ArrayList<>();
    Map<Name, Zone> zones = new HashMap<>();
    for (ZonePlan plan : world.zones()) {
      switch (Zone.of(plan.origin(), plan.records())) {
        case ZoneCheck.Accepted(Zone zone, _) -> zones.put(plan.origin(), zone);
        case ZoneCheck.Rejected rejected ->
            rejected.complaints().forEach(complaint -> complaints.add(complaint.line()));
      }
    }
    return complaints.isEmpty() ? new Built.Zones(zones) : new Built.Broken(complaints);
  }

  /** Serves the zones; those that have a key are signed with it. */
  static NameServers of(
      Time time, WorldDescription world, Map<Name, Zone> zones, Map<Name, SigningKey> keys) {
    return servers(time, world, zones, signing(world, keys));
  }

  private static ZoneSigning signing(WorldDescription world, Map<Name, SigningKey> keys) {
    Map<Name, ZoneSigner> signers = new HashMap<>();
    for (ZonePlan plan : world.zones()) {
      Optional<SigningPolicy> policy = plan.denying().map(SigningPolicy.USUAL::denyingBy);
      Optional<SigningKey> key = Optional.ofNullable(keys.get(plan.origin()));
      if (policy.isPresent() && key.isPresent()) {
        signers.put(
            plan.origin(), new ZoneSigner(List.of(key.orElseThrow()), policy.orElseThrow()));
      }
    }
    return new ZoneSigning(signers);
  }

  /** A server named in several zones serves them all; those that serve the same share them. */
  private static NameServers servers(
      Time time, WorldDescription world, Map<Name, Zone> zones, ZoneSigning signing) {
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
    Map<List<Zone>, ZoneStore> stores = new LinkedHashMap<>();
    Map<InetAddress, AuthoritativeServer> servers = new LinkedHashMap<>();
    served.forEach((address, list) -> {
      ZoneStore store = stores.computeIfAbsent(list, all -> ZoneStore.of(all.toArray(Zone[]::new)));
      ServerIdentity identity = ServerIdentity.of(identity(names, address));
      servers.put(address, new AuthoritativeServer(identity, store));
    });
    List<SignatureRenewal> renewals =
        stores.values().stream()
            .map(store -> SignatureRenewal.start(time, store, signing))
            .toList();
    return new NameServers(servers, renewals);
  }

  private static String identity(Map<InetAddress, Name> names, InetAddress address) {
    return Optional.ofNullable(names.get(address)).orElse(Name.ROOT).toHost();
  }

  /** From now on nobody renews the signatures. */
  @Override
  public void close() {
    renewals.forEach(SignatureRenewal::close);
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
