package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.RecordType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4035 §5: chains of trust. */
class Rfc4035Section5Test {
  @ParameterizedTest
  @CsvSource({
    "naru.test, secure",
    "three.test, secure",
    "out.test, secure",
    "plain.test, insecure",
  })
  void everyKindOfAnswer(String zone, String security) {
    SignedWorld world = SignedWorld.usual().open();
    assertThat(world.heard("web." + zone, RecordType.A)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("www." + zone, RecordType.A)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("far." + zone, RecordType.A)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("x.wild." + zone, RecordType.A)).isEqualTo(perhaps(zone) + " NOERROR");
    assertThat(world.heard("x.old." + zone, RecordType.A)).isEqualTo(security + " NXDOMAIN");
    assertThat(world.heard("web.old." + zone, RecordType.A)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("x.alias." + zone, RecordType.A)).isEqualTo(perhaps(zone) + " NOERROR");
    assertThat(world.heard("web." + zone, RecordType.AAAA)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("deep." + zone, RecordType.A)).isEqualTo(security + " NOERROR");
    assertThat(world.heard("x.wild." + zone, RecordType.MX)).isEqualTo(perhaps(zone) + " NOERROR");
    assertThat(world.heard("nobody." + zone, RecordType.A)).isEqualTo(perhaps(zone) + " NXDOMAIN");
    assertThat(world.heard("void." + zone, RecordType.A)).isEqualTo(security + " NXDOMAIN");
    assertThat(world.heard("lost." + zone, RecordType.A)).isEqualTo("insecure NOERROR");
    assertThat(world.heard(zone, RecordType.SOA)).isEqualTo(security + " NOERROR");
    assertThat(world.heard(zone, RecordType.DS)).isEqualTo("secure NOERROR");
  }

  /** RFC 5155 §9.2: a span that opted out may hide an unsigned delegation. */
  private static String perhaps(String zone) {
    return zone.equals("naru.test") || zone.equals("three.test") ? "secure" : "insecure";
  }
}
