package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import naru.resolver.ConfiguredZone.Manner;
import naru.resolver.ConfiguredZone.Way;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** Forward and stub zones: how they are asked, and what follows when they fail. */
class ConfiguredZonesTest {
  private static final InetSocketAddress FORWARDER =
      new InetSocketAddress(InetAddress.ofLiteral("127.53.9.9"), 853);

  /** A resolver that knows one name in {@code naru.test}. */
  private static Message forwarded(Message query) {
    return Message.answerTo(query)
        .recursionAvailable(true)
        .answer(TinyZone.record("web.naru.test 300 A 203.0.113.9"))
        .build();
  }

  private static Message failed(Message query) {
    return Message.answerTo(query).recursionAvailable(true).rcode(Rcode.SERVFAIL).build();
  }

  private static TinyInternet forwarding(String zone, UnaryOperator<Manner> manner) {
    ConfiguredZone forward =
        ConfiguredZone.of(Name.of(zone), List.of(FORWARDER)).in(manner.apply(Manner.USUAL));
    return TinyInternet.usual()
        .configured(config -> config.withForwardZones(List.of(forward)))
        .says("127.53.9.9", ConfiguredZonesTest::forwarded);
  }

  private static final List<String> FROM_FORWARDER = List.of("web.naru.test. 300 IN A 203.0.113.9");
  private static final List<String> FROM_ZONE = List.of("web.naru.test. 300 IN A 198.51.100.1");

  @Test
  void aForwarderIsAskedInTheWayThatIsConfigured() {
    for (Way way : Way.values()) {
      TinyInternet internet = forwarding("naru.test", manner -> manner.over(way));
      assertThat(internet.walk("web.naru.test", RecordType.A).answer()).isEqualTo(FROM_FORWARDER);
      String how = way == Way.UDP ? "" : " over " + way.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(internet.journal).containsExactly("127.53.9.9" + how + " web.naru.test. A");
    }
  }

  @Test
  void aNameMakesTlsStrict() {
    TinyInternet internet =
        forwarding(
            "naru.test", _ -> new Manner(Way.TLS, Map.of(FORWARDER, "dns.example"), false, true));
    internet.walk("web.naru.test", RecordType.A);
    assertThat(internet.journal)
        .containsExactly("127.53.9.9 over tls#dns.example web.naru.test. A");
  }

  @Test
  void aStubZonesOwnServersAreAskedOverTcpAndNotThoseBelow() {
    ConfiguredZone stub = ServersTest.zone("test", "127.53.1.1").in(Manner.USUAL.over(Way.TCP));
    TinyInternet internet =
        TinyInternet.usual().configured(config -> config.withStubZones(List.of(stub)));
    internet.walk("web.naru.test", RecordType.A);
    assertThat(internet.journal.getFirst()).startsWith("127.53.1.1 over tcp ");
    assertThat(internet.journal.getLast()).startsWith("127.53.2.").doesNotContain("over");
  }

  @Test
  void whereAForwarderFailsThatIsTheEnd() {
    TinyInternet internet = forwarding("naru.test", manner -> manner);
    internet.says("127.53.9.9", ConfiguredZonesTest::failed);
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("dns.servfail");
    assertThat(internet.journal).allMatch(line -> line.startsWith("127.53.9.9"));
  }

  @Test
  void unlessOthersShallBeAskedThen() {
    for (String zone : List.of("naru.test", ".")) {
      TinyInternet internet = forwarding(zone, manner -> manner.orElseOthers(true));
      assertThat(internet.walk("web.naru.test", RecordType.A).answer()).isEqualTo(FROM_FORWARDER);
      internet.resolver().flush(Name.ROOT);
      internet.says("127.53.9.9", ConfiguredZonesTest::failed);
      assertThat(internet.walk("web.naru.test", RecordType.A).answer()).isEqualTo(FROM_ZONE);
    }
  }

  @Test
  void ofAForwardAndAStubZoneOfOneNameTheStubIsNext() {
    ConfiguredZone forward =
        ConfiguredZone.of(Name.of("naru.test"), List.of(FORWARDER))
            .in(Manner.USUAL.orElseOthers(true));
    TinyInternet internet =
        TinyInternet.usual()
            .configured(config ->
                config
                    .withForwardZones(List.of(forward))
                    .withStubZones(List.of(ServersTest.zone("naru.test", "127.53.2.2"))))
            .says("127.53.9.9", ConfiguredZonesTest::failed);
    assertThat(internet.walk("web.naru.test", RecordType.A).answer()).isEqualTo(FROM_ZONE);
    assertThat(internet.journal)
        .containsExactly("127.53.9.9 web.naru.test. A", "127.53.2.2 web.naru.test. A");
  }

  @Test
  void whatIsNotRememberedIsAskedForEachTime() {
    TinyInternet internet = forwarding("naru.test", manner -> manner.remembering(false));
    internet.walk("web.naru.test", RecordType.A);
    internet.walk("web.naru.test", RecordType.A);
    assertThat(internet.journal).hasSize(2);
    assertThat(internet.resolver().dump()).noneMatch(line -> line.contains("web.naru.test"));
    internet.says("127.53.9.9", ConfiguredZonesTest::failed);
    internet.walk("web.naru.test", RecordType.A);
    long before = internet.journal.size();
    internet.walk("web.naru.test", RecordType.A);
    assertThat(internet.journal.size()).isGreaterThan((int) before);
  }
}
