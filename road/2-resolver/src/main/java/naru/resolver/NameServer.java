package naru.resolver;

import java.net.InetSocketAddress;
import java.util.List;
import naru.wire.Name;

/** A name server by its name, with the addresses that are known of it. Immutable. */
public record NameServer(Name name, List<InetSocketAddress> addresses) {
  public NameServer {
    addresses = List.copyOf(addresses);
  }

  /** A server with one address. */
  public static NameServer of(Name name, InetSocketAddress address) {
    return new NameServer(name, List.of(address));
  }

  /** The same name with other addresses. */
  public NameServer withAddresses(List<InetSocketAddress> others) {
    return new NameServer(name, others);
  }
}
