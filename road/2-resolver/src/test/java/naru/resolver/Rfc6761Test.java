package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import naru.wire.Name;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 6761: special-use names, and the rule of loopback addresses. */
class Rfc6761Test {
  /** An internet whose root is not on this machine, but answers loopback addresses. */
  private static TinyInternet outside() {
    TinyInternet internet = new TinyInternet();
    internet.serve(
        "192.0.2.1",
        TinyZone.of(
            ".",
            "rebind.example 300 A 127.0.0.1",
            "rebind.example 300 A 192.0.2.80",
            "only.example 300 A 127.0.0.1",
            "six.example 300 AAAA ::1",
            "mapped.example 300 AAAA ::ffff:127.0.0.1",
            "web.test 300 A 192.0.2.81",
            "lost 300 NS ns.lost",
            "ns.lost 300 A 127.53.2.1"));
    NameServer root =
        NameServer.of(
            Name.of("a.root-servers.net"),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53));
    return internet.configured(config -> ResolverConfig.of(List.of(root)));
  }

  @Test
  void section62TestDoesNotExistOnTheInternet() {
    TinyInternet internet = outside();
    var walk = internet.walk("web.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("NXDOMAIN");
    assertThat(walk.resolved().authorityRecords(false)).hasSize(1);
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void section62TestExistsInAWorldOfThisMachine() {
    assertThat(TinyInternet.usual().walk("web.naru.test", RecordType.A).outcome())
        .isEqualTo("NOERROR");
  }

  @Test
  void section63LocalhostIsThisMachine() {
    TinyInternet internet = outside();
    assertThat(internet.walk("localhost", RecordType.A).answer().getFirst()).endsWith("127.0.0.1");
    assertThat(internet.walk("x.localhost", RecordType.AAAA).answer()).hasSize(1);
    assertThat(internet.walk("localhost", RecordType.MX).outcome()).isEqualTo("NOERROR");
    assertThat(internet.walk("1.0.0.127.in-addr.arpa", RecordType.PTR).answer().getFirst())
        .endsWith("localhost.");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void section64InvalidAndOnionDoNotExist() {
    TinyInternet internet = TinyInternet.usual();
    assertThat(internet.walk("a.invalid", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
    assertThat(internet.walk("a.onion", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void aStubZoneGoesBeforeASpecialName() {
    TinyInternet internet =
        outside().configured(c -> withoutWorld(c, ServersTest.zone("naru.test", "127.53.2.1")));
    internet.serve("127.53.2.1", TinyInternet.naru());
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    assertThat(internet.walk("web.test", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
  }

  private static ResolverConfig withoutWorld(ResolverConfig any, ConfiguredZone stub) {
    NameServer root =
        NameServer.of(
            Name.of("a.root-servers.net"),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 53));
    return ResolverConfig.of(List.of(root)).withPorts(any.ports()).withStubZones(List.of(stub));
  }

  @Test
  void loopbackAddressesFromTheInternetAreDropped() {
    TinyInternet internet = outside();
    assertThat(internet.walk("rebind.example", RecordType.A).answer())
        .containsExactly("rebind.example. 300 IN A 192.0.2.80");
    for (String name : List.of("only.example", "six.example", "mapped.example")) {
      RecordType type = name.startsWith("only") ? RecordType.A : RecordType.AAAA;
      var walk = internet.walk(name, type);
      assertThat(walk.outcome()).isEqualTo("NOERROR");
      assertThat(walk.answer()).isEmpty();
    }
  }

  @Test
  void serversOnLoopbackAreNotAskedForTheInternet() {
    TinyInternet internet = outside();
    assertThat(internet.walk("www.lost", RecordType.A).outcome())
        .isEqualTo("dns.no-server-address");
    assertThat(internet.journal).noneMatch(line -> line.startsWith("127."));
  }
}
