package naru.resolver;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.net.Addresses;
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

  /** Its name, and where it listens. */
  @Override
  public String toString() {
    return Stream.concat(Stream.of(name.toString()), addresses.stream().map(Addresses::text))
        .collect(Collectors.joining(" "));
  }

  /** The same name with other addresses. */
  public NameServer withAddresses(List<InetSocketAddress> others) {
    return new NameServer(name, others);
  }
}
