package naru.resolver.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import naru.resolver.ConfiguredZone;
import naru.resolver.NameServer;
import naru.resolver.ResolverConfig;
import naru.wire.Name;

/**
 * Loopback addresses are nobody's business on the internet: servers there are not asked, answers
 * with them are dropped, and {@code .test} does not exist. A tree whose own hints, stub or forward
 * zone names loopback addresses is a world of this machine: there, and only there, all is allowed.
 * Immutable.
 */
public final class LoopbackRule {
  private final List<Name> localTrees;
  private final boolean answers;

  public LoopbackRule(ResolverConfig config) {
    this.answers = config.loopbackAnswers();
    Stream<Name> root =
        hasLoopback(config.rootHints()) ? Stream.of(Name.ROOT) : Stream.<Name>empty();
    Stream<Name> zones =
        Stream.concat(config.stubZones().stream(), config.forwardZones().stream())
            .filter(zone -> hasLoopback(zone.servers()))
            .map(ConfiguredZone::zone);
    this.localTrees = Stream.concat(root, zones).toList();
  }

  private static boolean hasLoopback(List<NameServer> servers) {
    return servers.stream()
        .flatMap(server -> server.addresses().stream())
        .map(InetSocketAddress::getAddress)
        .anyMatch(LoopbackRule::isLocal);
  }

  /** Whether the machine itself is meant; a mapped IPv4 address is the address it maps. */
  private static boolean isLocal(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean mapped = octets.length == 16 && isMapped(octets);
    int first = mapped ? octets[12] : octets[0];
    boolean four = octets.length == 4 || mapped;
    return four && (first == 127 || first == 0)
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress();
  }

  private static boolean isMapped(byte[] octets) {
    for (int i = 0; i < 10; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return octets[10] == -1 && octets[11] == -1;
  }

  /** Whether {@code zone} belongs to a world of this machine. */
  boolean isLocalTree(Name zone) {
    for (Name tree : localTrees) {
      if (zone.isAtOrBelow(tree)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a server of {@code zone} may be asked at {@code address}. */
  boolean mayAsk(Name zone, InetAddress address) {
    return isLocalTree(zone) || !isLocal(address);
  }

  /** Whether {@code zone} must not answer this address. */
  boolean forbids(Name zone, InetAddress address) {
    return !answers && !isLocalTree(zone) && isLocal(address);
  }
}
