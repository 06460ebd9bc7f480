package naru.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/** The servers of the root: the thirteen that IANA publishes, or those of a file. */
public final class RootHints {
  private static final int PORT = 53;

  private RootHints() {}

  /** The internet's. */
  public static List<NameServer> internet() {
    return List.of(
        root('a', "198.41.0.4", "2001:503:ba3e::2:30"),
        root('b', "170.247.170.2", "2801:1b8:10::b"),
        root('c', "192.33.4.12", "2001:500:2::c"),
        root('d', "199.7.91.13", "2001:500:2d::d"),
        root('e', "192.203.230.10", "2001:500:a8::e"),
        root('f', "192.5.5.241", "2001:500:2f::f"),
        root('g', "192.112.36.4", "2001:500:12::d0d"),
        root('h', "198.97.190.53", "2001:500:1::53"),
        root('i', "192.36.148.17", "2001:7fe::53"),
        root('j', "192.58.128.30", "2001:503:c27::2:30"),
        root('k', "193.0.14.129", "2001:7fd::1"),
        root('l', "199.7.83.42", "2001:500:9f::42"),
        root('m', "202.12.27.33", "2001:dc3::35"));
  }

  /** Those of a hints file: the servers of {@code .} that it also gives an address for. */
  public static List<NameServer> of(List<Record> records, PortMap ports) {
    return records.stream()
        .filter(record -> record.type().equals(RecordType.NS) && record.owner().isRoot())
        .flatMap(record -> record.data().ok().stream())
        .map(data -> ((RecordData.Ns) data).server())
        .distinct()
        .map(server -> new NameServer(server, addresses(server, records, ports)))
        .filter(server -> !server.addresses().isEmpty())
        .toList();
  }

  private static List<InetSocketAddress> addresses(
      Name server, List<Record> records, PortMap ports) {
    return records.stream()
        .filter(record -> record.owner().equals(server))
        .flatMap(record -> record.data().ok().stream())
        .flatMap(RootHints::address)
        .map(address -> new InetSocketAddress(address, ports.portOf(address)))
        .distinct()
        .toList();
  }

  private static Stream<InetAddress> address(RecordData data) {
    return switch (data) {
      case RecordData.A(InetAddress address) -> Stream.of(address);
      case RecordData.Aaaa(InetAddress address) -> Stream.of(address);
      default -> Stream.empty();
    };
  }

  private static NameServer root(char letter, String... addresses) {
    List<InetSocketAddress> sockets =
        Stream.of(addresses)
            .map(text -> new InetSocketAddress(InetAddress.ofLiteral(text), PORT))
            .toList();
    return new NameServer(Name.of(letter + ".root-servers.net"), sockets);
  }
}
