package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import naru.wire.ServiceParameters;
import org.junit.jupiter.api.Test;

/**
 * A public name pointed at a private address would let a web page reach behind its reader's
 * firewall: such addresses are taken out, and servers at some are never asked.
 */
class RebindingTest {
  private static final Name NAME = Name.of("web.example");

  /** {@code web.example} has these records, of one type. */
  private static TinyInternet saying(RecordData... data) {
    TinyInternet internet =
        TinyInternet.usual()
            .configured(config ->
                config
                    .withPrivateAddresses(
                        List.of(AddressPrefix.of("10.0.0.0/8"), AddressPrefix.of("fd00::/8")))
                    .withPrivateDomains(List.of(Name.of("naru.test"))));
    return internet.says(
        "127.53.3.1",
        query -> {
          Message.Builder answer = Message.answerTo(query).authoritative(true);
          for (RecordData each : data) {
            answer.answer(Record.of(NAME, 300, each));
          }
          return answer.build();
        });
  }

  private static RecordData address(String text) {
    return RecordData.address(InetAddress.ofLiteral(text));
  }

  private static RecordData https(String... hints) {
    byte[] four = new byte[4 * hints.length];
    for (int i = 0; i < hints.length; i++) {
      System.arraycopy(InetAddress.ofLiteral(hints[i]).getAddress(), 0, four, 4 * i, 4);
    }
    return new RecordData.Https(1, NAME, hint(ServiceParameters.IPV4_HINT, four));
  }

  private static ServiceParameters hint(int key, byte[] octets) {
    return ServiceParameters.of(Map.of(key, Rdata.of(octets))).orThrow();
  }

  @Test
  void privateAddressesAreTakenOutOfASet() {
    TinyInternet internet = saying(address("10.1.2.3"), address("192.0.2.1"));
    assertThat(internet.walk("web.example", RecordType.A).answer())
        .containsExactly("web.example. 300 IN A 192.0.2.1");
  }

  @Test
  void whereAllArePrivateThereIsNoData() {
    var four = saying(address("10.1.2.3")).walk("web.example", RecordType.A);
    assertThat(four.outcome()).isEqualTo("NOERROR");
    assertThat(four.answer()).isEmpty();
    var six = saying(address("fd00::1")).walk("web.example", RecordType.AAAA);
    assertThat(six.answer()).isEmpty();
  }

  @Test
  void aRecordWithAPrivateHintIsTakenOut() {
    TinyInternet internet =
        saying(https("192.0.2.1", "10.0.0.9"), https("192.0.2.7"), https("10.0.0.1"));
    assertThat(internet.walk("web.example", RecordType.HTTPS).answer())
        .singleElement()
        .asString()
        .contains("192.0.2.7");
  }

  @Test
  void hintsOfTheSixthVersionCountToo() {
    byte[] six = InetAddress.ofLiteral("fd00::1").getAddress();
    RecordData svcb = new RecordData.Svcb(1, NAME, hint(ServiceParameters.IPV6_HINT, six));
    assertThat(saying(svcb).walk("web.example", RecordType.SVCB).answer()).isEmpty();
  }

  @Test
  void namedDomainsMayHavePrivateAddresses() {
    TinyInternet internet = saying();
    String private9 = "inner.naru.test 300 A 10.0.0.9";
    TinyZone zone = TinyZone.of("naru.test", private9);
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    assertThat(internet.walk("inner.naru.test", RecordType.A).answer()).hasSize(1);
  }

  @Test
  void serversThatAreNeverAskedAreNotAsked() {
    TinyInternet internet =
        TinyInternet.usual()
            .configured(
                config -> config.withNeverAsked(List.of(AddressPrefix.of("127.53.2.0/31"))));
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    assertThat(internet.journal).noneMatch(line -> line.startsWith("127.53.2.1 "));
    internet.configured(
        config -> config.withNeverAsked(List.of(AddressPrefix.of("127.53.2.0/24"))));
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).startsWith("dns.");
  }
}
