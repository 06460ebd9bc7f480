package naru.proof.adversary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.net.Addresses;
import naru.resolver.RecursiveResolver;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * Looks through the servers that a resolver remembers for honest zones: each zone cut must be
 * there, each server appointed, and each address its own. Immutable but for the truth.
 */
final class ServersCheck {
  private static final int DNS_PORT = 53;

  private final Truth truth;
  private final Tree tree;

  ServersCheck(Truth truth, Tree tree) {
    this.truth = truth;
    this.tree = tree;
  }

  void check(RecursiveResolver resolver, Findings findings) {
    for (String line : resolver.dumpServers()) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      boolean ofCut = words.size() > 2 && words.get(2).equals("NS");
      boolean good =
          ofCut
              ? isCut(words)
              : isServer(Name.of(words.getFirst()), words.subList(1, words.size()));
      if (!good) {
        findings.add("remembered of servers: " + line);
      }
    }
  }

  /** {@code zone seconds NS server address ...}. */
  private boolean isCut(List<String> words) {
    Name zone = Name.of(words.getFirst());
    if (truth.isAmongLiars(zone, RecordType.NS)) {
      return true;
    }
    Name server = Name.of(words.get(3));
    Optional<PlannedZone> cut = truth.cut(zone);
    boolean appointed =
        cut.filter(c -> c.delegated.contains(server) || c.servers.contains(server)).isPresent();
    return appointed && isServer(server, words.subList(4, words.size()));
  }

  private boolean isServer(Name server, List<String> addresses) {
    if (truth.isAmongLiars(server, RecordType.A)) {
      return true;
    }
    List<String> own = new ArrayList<>();
    Optional.ofNullable(tree.servers().get(server)).stream()
        .flatMap(machine -> machine.addresses().stream())
        .map(address -> Addresses.text(new java.net.InetSocketAddress(address, DNS_PORT)))
        .forEach(own::add);
    return own.containsAll(addresses);
  }
}
