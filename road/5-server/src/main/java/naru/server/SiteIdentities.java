package naru.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.Loaded;
import naru.tls.LocalCa;

/**
 * Who a server is by the local CA: each name that the CA may vouch for. Thread-safe.
 *
 * <p>The names known beforehand are made ready before the server starts, so that no handshake waits
 * for the disk. A name that first appears in a handshake costs about two milliseconds once; how
 * many there may be is a limit of the CA.
 */
public final class SiteIdentities implements Identities {
  private final Time time;
  private final LocalCa ca;
  private final String withoutName;

  private SiteIdentities(Time time, LocalCa ca, String withoutName) {
    this.time = time;
    this.ca = ca;
    this.withoutName = withoutName;
  }

  /**
   * The local CA's identities, those of {@code names} made now. A client that names nobody is shown
   * the address it most likely asked for: the first of {@code addresses}.
   */
  public static Loaded<Identities> of(
      Time time, LocalCa ca, List<String> names, List<InetSocketAddress> addresses) {
    String withoutName =
        addresses.stream()
            .map(InetSocketAddress::getAddress)
            .filter(ip -> ip != null && !ip.isAnyLocalAddress())
            .map(InetAddress::getHostAddress)
            .filter(ca::covers)
            .findFirst()
            .orElse("localhost");
    List<String> all = new ArrayList<>(names);
    all.add(withoutName);
    Loaded<Identities> ready = new Loaded.Ready<>(new SiteIdentities(time, ca, withoutName));
    for (String name : all) {
      if (!name.startsWith("*.")) { // a wildcard's names are made as they are asked for
        ready =
            ready.then(
                it -> ca.identityFor(name, time.instant()).then(_ -> new Loaded.Ready<>(it)));
      }
    }
    return ready;
  }

  @Override
  public Optional<Identity> identityFor(String host) {
    if (!ca.covers(host)) {
      return Optional.empty();
    }
    return switch (ca.identityFor(host, time.instant())) {
      case Loaded.Ready<Identity>(Identity identity) -> Optional.of(identity);
      case Loaded.Failed<Identity> _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Identity> otherwise() {
    return identityFor(withoutName);
  }
}
