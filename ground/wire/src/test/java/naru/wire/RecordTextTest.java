package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Record text as dig prints it; every line goes text, wire, text. */
class RecordTextTest {
  private static final Name ORIGIN = Name.of("naru.test");

  private static RecordType type(String text) {
    return RecordType.parse(text).orElseThrow();
  }

  private static String again(String type, String text) {
    return switch (RecordText.parse(type(type), text, ORIGIN)) {
      case Parsed.Ok<Rdata>(Rdata rdata) -> RecordText.of(type(type), rdata);
      case Parsed.Malformed<Rdata>(String reason, _) -> "! " + reason;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A 127.80.0.1",
        "AAAA 2001:db8::1",
        "AAAA ::",
        "AAAA ::1",
        "AAAA fe80::",
        "AAAA 1:0:0:2::3",
        "AAAA 1:2:3:4:5:0:7:8",
        "AAAA ::ffff:192.0.2.1",
        "NS ns.naru.test.",
        "CNAME .",
        "DNAME other.test.",
        "PTR \\@\\200\\032.naru.test.",
        "SOA ns.naru.test. host\\.master.naru.test. 4294967295 7200 1800 1209600 300",
        "MX 10 mail.naru.test.",
        "TXT \"v=spf1 -all\" \"\" \"a\\\"b\\\\c;d\\009\\255\"",
        "SPF \"v=spf1 -all\"",
        "SRV 0 5 443 www.naru.test.",
        "NAPTR 100 10 \"S\" \"SIP+D2U\" \"!^.*$!sip:x@naru.test!\" _sip._udp.naru.test.",
        "HINFO \"PC 1\" \"Linux\"",
        "RP who.naru.test. txt.naru.test.",
        "AFSDB 1 afs.naru.test.",
        "KX 10 kx.naru.test.",
        "CERT PKIX 12345 RSASHA256 AQIDBA==",
        "CERT 9 1 0 AQ==",
        "DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
        "CDS 0 0 0 00",
        "DNSKEY 257 3 13 AQIDBA==",
        "CDNSKEY 0 3 0 AA==",
        "RRSIG A 13 2 300 20260201000000 20260101000000 4711 naru.test. AQIDBA==",
        "NSEC a.naru.test. A NS SOA RRSIG NSEC DNSKEY CAA TYPE1234",
        "NSEC3 1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A RRSIG",
        "NSEC3 1 0 0 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR",
        "NSEC3PARAM 1 0 0 -",
        "NSEC3PARAM 1 0 5 0A0B",
        "TLSA 3 1 1 0C72AC70",
        "SMIMEA 3 0 0 01",
        "SSHFP 4 2 123456789ABCDEF0",
        "OPENPGPKEY AQIDBA==",
        "CSYNC 66 3 A NS AAAA",
        "ZONEMD 2018031500 1 1 FEBE3D4CE2EC2FFA",
        "SVCB 0 other.test.",
        "HTTPS 1 . alpn=\"h3,h2\" ipv4hint=127.80.0.1,127.80.0.2 ipv6hint=::1,2001:db8::1",
        "HTTPS 1 . mandatory=alpn,port alpn=\"h2\" no-default-alpn port=8443 ech=AQID",
        "SVCB 1 dns.test. alpn=\"h2\" dohpath=\"/dns-query{?dns}\" key667=\"hello\\210qoo\"",
        "CAA 128 issue \"ca.test; account=1\"",
        "URI 10 1 \"https://www.naru.test/\"",
        "EUI48 00-00-5e-00-53-2a",
        "EUI64 00-00-5e-ef-10-00-00-2a",
        "LOC \\# 2 0001",
        "TYPE65280 \\# 0",
      })
  void whatIsPrintedIsReadAsTheSame(String line) {
    int blank = line.indexOf(' ');
    String text = line.substring(blank + 1);
    assertThat(again(line.substring(0, blank), text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AAAA  | 2001:DB8:0:0:0:0:0:1       | 2001:db8::1",
        "AAAA  | ::127.0.0.1                | ::7f00:1",
        "MX    | 10 @                       | 10 naru.test.",
        "MX    | 10 mail                    | 10 mail.naru.test.",
        "SOA   | a b 1 2h 30m 2w 1h30m      | a.naru.test. b.naru.test. 1 7200 1800 1209600 5400",
        "TXT   | v=1 \\050 \"a\"\"b\"       | \"v=1\" \"2\" \"a\" \"b\"",
        "DS    | 1 ecdsap256sha256 2 ab cd  | 1 13 2 ABCD",
        "DNSKEY| 256 3 ED25519 ( AQID BA== )| 256 3 15 AQIDBA==",
        "RRSIG | a 8 2 1h 0 1767225600 1 . AQ== "
            + "| A 8 2 3600 19700101000000 20260101000000 1 . AQ==",
        "NSEC  | b TYPE2 A A                | b.naru.test. A NS",
        "SVCB  | 1 . port=53 key1=\"\\002h2\" | 1 . alpn=\"h2\" port=53",
        "SVCB  | 16 foo alpn=\"f\\\\\\\\oo\\\\,bar,h2\" "
            + "| 16 foo.naru.test. alpn=\"f\\\\\\\\oo\\\\,bar,h2\"",
        "SVCB  | 1 . mandatory=port,alpn alpn=h2 port=1 "
            + "| 1 . mandatory=alpn,port alpn=\"h2\" port=1",
        "CAA   | 0 issue ;                  | ! missing text",
        "CAA   | 0 is-sue \"x\"             | ! a tag has letters and digits only",
        "DS    | 1 8 2                      | ! missing hexadecimal data",
        "DNSKEY| 256 3 8 A                  | ! \"A\" is not a base64 text for DNSKEY",
        "RRSIG | A 8 2 1 20261301000000 0 1 . AQ== "
            + "| ! \"20261301000000\" is not a time as YYYYMMDDHHMMSS for RRSIG",
        "SVCB  | 1 . port=1 port=2          | ! key \"port\" twice",
        "SVCB  | 1 . alpn=                  | ! protocol of 0 octets",
        "SVCB  | 1 . key3=abc               "
            + "| ! service parameter port of 3 octets is malformed",
        "EUI48 | 00-00-5e-00-53             "
            + "| ! \"00-00-5e-00-53\" is not a row of 6 octets with hyphens",
        "NSEC3 | 1 0 0 - WW A               | ! \"WW\" is not a hash in base32hex for NSEC3",
        "LOC   | 52 N 0 E 0m                "
            + "| ! LOC data is only read in the generic form \\# LENGTH HEX",
        "SSHFP | \\# 1 01                   | ! these octets are no SSHFP data",
        "A     | \\# 4 7f00                 | ! \\# 4 followed by 2 octets",
      })
  void otherWaysToSayIt(String type, String text, String canonical) {
    assertThat(again(type, text)).isEqualTo(canonical);
  }

  /** A character string has one octet of length (RFC 1035 §3.3). */
  @Test
  void aStringHasAtMost255Octets() {
    assertThat(again("TXT", "x".repeat(255))).hasSize(257);
    assertThat(again("TXT", "x".repeat(256))).isEqualTo("! text of 256 octets, over 255");
  }

  @Test
  void octetsThatDoNotFitTheirTypeAreShownAsTheyAre() {
    assertThat(RecordText.of(RecordType.A, Rdata.of(new byte[] {1, 2, 3})))
        .isEqualTo("\\# 3 010203");
    assertThat(RecordText.of(RecordType.NS, Rdata.of(new byte[0]))).isEqualTo("\\# 0");
    assertThat(RecordText.of(RecordType.DS, Rdata.of(new byte[4]))).isEqualTo("\\# 4 00000000");
  }

  @Test
  void serviceParametersAreRead() {
    Rdata rdata =
        RecordText.parse(
                RecordType.HTTPS, "1 . alpn=h2,h3 port=8443 ipv4hint=127.80.0.1", Name.ROOT)
            .orThrow();
    RecordData.Https https = (RecordData.Https) RecordData.read(RecordType.HTTPS, rdata).orThrow();
    assertThat(https.parameters().alpn()).containsExactly("h2", "h3");
    assertThat(https.parameters().port()).contains(8443);
    assertThat(https.parameters().hints())
        .containsExactly(java.net.InetAddress.ofLiteral("127.80.0.1"));
    assertThat(https.rdata()).isEqualTo(rdata);
  }

  /** RFC 9460 §2.2: keys strictly increase. */
  @Test
  void serviceParametersOutOfOrderAreMalformed() {
    Rdata rdata = Rdata.of(new byte[] {0, 1, 0, 0, 3, 0, 2, 0, 1, 0, 3, 0, 2, 0, 1});
    assertThat(RecordData.read(RecordType.SVCB, rdata)).isInstanceOf(Parsed.Malformed.class);
    assertThat(ServiceParameters.of(Map.of(3, Rdata.of(new byte[1]))))
        .isInstanceOf(Parsed.Malformed.class);
  }

  /** RFC 4034 §6.2, RFC 6840 §5.1: NSEC keeps its case, RRSIG and SRV do not. */
  @Test
  void theCanonicalFormFoldsNamesOfSomeTypes() {
    assertThat(canonical("MX", "1 MAIL.Test.")).isEqualTo("1 mail.test.");
    assertThat(canonical("SRV", "1 2 3 MAIL.Test.")).isEqualTo("1 2 3 mail.test.");
    assertThat(canonical("NSEC", "MAIL.Test. A")).isEqualTo("MAIL.Test. A");
    assertThat(canonical("TXT", "MAIL")).isEqualTo("\"MAIL\"");
    Rdata broken = Rdata.of("\u0005AB".getBytes(StandardCharsets.US_ASCII));
    assertThat(broken.canonical(RecordType.NS)).isEqualTo(broken);
  }

  private static String canonical(String type, String text) {
    Rdata rdata = RecordText.parse(type(type), text, ORIGIN).orThrow();
    return RecordText.of(type(type), rdata.canonical(type(type)));
  }
}
