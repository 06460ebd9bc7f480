package naru.resolver.policy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.resolver.LocalZone.Kind;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;

/**
 * Names that no server of the internet is asked for, as local zones: each with the SOA and NS of
 * RFC 6303 §3, so that others can remember a denial.
 */
final class SpecialNames {
  private static final Name LOCALHOST = Name.of("localhost");
  private static final String LOOPBACK_SIX =
      "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa";
  private static final String UNSPECIFIED_SIX =
      "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa";

  /** RFC 6303 §3. */
  private static final long TTL_SECONDS = 10_800;

  private SpecialNames() {}

  /** A zone of special-use names and what it holds. Immutable. */
  record Zone(Name name, Kind kind, List<Record> records) {
    Zone {
      records = List.copyOf(records);
    }
  }

  /** All of them; a world of this machine has its own {@code test} and its own reverse names. */
  static List<Zone> all(LoopbackRule loopback) {
    List<Zone> zones = new ArrayList<>();
    zones.add(localhost());
    absent().map(name -> empty(Name.of(name))).forEach(zones::add);
    if (!loopback.isLocalTree(Name.ROOT)) {
      zones.add(empty(Name.of("test"))); // RFC 6761 §6.2
      zones.add(pointing("127.in-addr.arpa", "1.0.0.127.in-addr.arpa")); // RFC 6303 §4.2
      zones.add(pointing(LOOPBACK_SIX, LOOPBACK_SIX)); // RFC 6303 §4.4
    }
    return zones;
  }

  private static Stream<String> absent() {
    Stream<String> names =
        Stream.of(
            "invalid", // RFC 6761 §6.4
            "onion", // RFC 7686 §2
            "alt", // RFC 9476 §3
            "home.arpa"); // RFC 8375 §4
    return Stream.of(names, privateReverse(), sharedReverse(), reverseSix()).flatMap(s -> s);
  }

  /** RFC 6303 §4.1 and §4.2, less loopback. */
  private static Stream<String> privateReverse() {
    Stream<String> twelve = IntStream.rangeClosed(16, 31).mapToObj(n -> n + ".172.in-addr.arpa");
    Stream<String> others =
        Stream.of(
            "10.in-addr.arpa",
            "168.192.in-addr.arpa",
            "0.in-addr.arpa",
            "254.169.in-addr.arpa",
            "2.0.192.in-addr.arpa",
            "100.51.198.in-addr.arpa",
            "113.0.203.in-addr.arpa",
            "255.255.255.255.in-addr.arpa");
    return Stream.concat(twelve, others);
  }

  /** RFC 7793 §3: the addresses shared behind carriers' translators. */
  private static Stream<String> sharedReverse() {
    return IntStream.rangeClosed(64, 127).mapToObj(n -> n + ".100.in-addr.arpa");
  }

  /** RFC 6303 §4.3 to §4.6. */
  private static Stream<String> reverseSix() {
    return Stream.of(
        UNSPECIFIED_SIX,
        "d.f.ip6.arpa",
        "8.e.f.ip6.arpa",
        "9.e.f.ip6.arpa",
        "a.e.f.ip6.arpa",
        "b.e.f.ip6.arpa",
        "8.b.d.0.1.0.0.2.ip6.arpa");
  }

  /** RFC 6761 §6.3: every name of it is this machine. */
  private static Zone localhost() {
    List<Record> records = new ArrayList<>(frame(LOCALHOST));
    for (String address : List.of("127.0.0.1", "::1")) {
      RecordData data = RecordData.address(InetAddress.ofLiteral(address));
      records.add(Record.of(LOCALHOST, TTL_SECONDS, data));
    }
    return new Zone(LOCALHOST, Kind.REDIRECT, records);
  }

  private static Zone empty(Name name) {
    return new Zone(name, Kind.STATIC, frame(name));
  }

  private static Zone pointing(String zone, String owner) {
    Name name = Name.of(zone);
    List<Record> records = new ArrayList<>(frame(name));
    records.add(Record.of(Name.of(owner), TTL_SECONDS, new RecordData.Ptr(LOCALHOST)));
    return new Zone(name, Kind.STATIC, records);
  }

  private static List<Record> frame(Name zone) {
    RecordData soa =
        new RecordData.Soa(
            LOCALHOST, Name.of("nobody.invalid"), 1, 3600, 1200, 604_800, TTL_SECONDS);
    return List.of(
        Record.of(zone, TTL_SECONDS, soa),
        Record.of(zone, TTL_SECONDS, new RecordData.Ns(LOCALHOST)));
  }
}
