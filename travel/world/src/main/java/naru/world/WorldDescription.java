package naru.world;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import naru.nameserver.SigningPolicy.Denying;
import naru.wire.Name;
import naru.wire.Record;

/**
 * What a world consists of, as its file says it. Immutable.
 *
 * @param resolver where the recursive resolver listens
 */
public record WorldDescription(InetAddress resolver, List<ZonePlan> zones, List<SitePlan> sites) {
  public WorldDescription {
    zones = List.copyOf(zones);
    sites = List.copyOf(sites);
  }

  /**
   * A zone and who serves it.
   *
   * @param records its data; SOA, NS and delegations may still be missing
   * @param denying how it proves what it does not have; empty where it is not signed
   */
  public record ZonePlan(
      Name origin, List<ServerPlan> servers, List<Record> records, Optional<Denying> denying) {
    public ZonePlan {
      servers = List.copyOf(servers);
      records = List.copyOf(records);
    }

    /** Whether it is signed with a key of the world. */
    public boolean isSigned() {
      return denying.isPresent();
    }

    ZonePlan withRecords(List<Record> others) {
      return new ZonePlan(origin, servers, others, denying);
    }
  }

  /** A name server: one that serves several zones is named in each. */
  public record ServerPlan(Name name, List<InetAddress> addresses) {
    public ServerPlan {
      addresses = List.copyOf(addresses);
    }
  }

  /** A web site; without a folder it serves a page of its own. */
  public record SitePlan(List<Name> names, List<InetAddress> addresses, Optional<Path> folder) {
    public SitePlan {
      names = List.copyOf(names);
      addresses = List.copyOf(addresses);
    }
  }

  /** Every address on which a name server or the resolver listens. */
  public Set<InetAddress> nameAddresses() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    zones.forEach(zone -> zone.servers().forEach(server -> addresses.addAll(server.addresses())));
    addresses.add(resolver);
    return addresses;
  }

  /** Every address on which a site listens. */
  public Set<InetAddress> siteAddresses() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    sites.forEach(site -> addresses.addAll(site.addresses()));
    return addresses;
  }
}
