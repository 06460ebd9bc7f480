package naru.dnssec;

import static naru.dnssec.Given.dnskey;
import static naru.dnssec.Given.ds;
import static naru.dnssec.Given.rrsig;
import static naru.dnssec.Given.set;
import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import org.junit.jupiter.api.Test;

/** The examples that the RFCs of the algorithms give. */
class SignatureVectorsTest {
  private static final SignatureCheck CHECK = new SignatureCheck(AlgorithmPolicy.WITH_RETIRED);

  @Test
  void rfc5702Section61RsaSha256() {
    RecordData.Dnskey key =
        dnskey(
            "256 3 8 AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8P"
                + "kxUdp6p/DlUmObdk=");
    assertThat(KeyTag.of(key)).isEqualTo(9033);
    String signature =
        "A 8 3 3600 20300101000000 20000101000000 9033 example.net. kRCOH6u7l0QGy9qpC9l1sLncJcOKFL"
            + "J7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==";
    check(set("www.example.net A 192.0.2.91"), signature, key);
  }

  @Test
  void rfc5702Section62RsaSha512() {
    RecordData.Dnskey key =
        dnskey(
            "256 3 10 AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFD"
                + "xj13tOnD9u/1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBl"
                + "Z3PFY12ZTSncorffcGmhOL");
    assertThat(KeyTag.of(key)).isEqualTo(3740);
    String signature =
        "A 10 3 3600 20300101000000 20000101000000 3740 example.net. tsb4wnjRUDnB1BUi+t6TMTXThjVnG"
            + "+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzEWzr0iGYgZBWm/zpq+9fOuagYJRfDqf"
            + "ReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk0fthPgxdDLw=";
    check(set("www.example.net A 192.0.2.91"), signature, key);
  }

  @Test
  void rfc6605Section61P256() {
    RecordData.Dnskey key =
        dnskey(
            "257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9x"
                + "MWyQLc8NAA==");
    RecordData.Ds ds =
        ds("55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17");
    assertThat(DsDigest.of(Name.of("example.net"), key, 2)).contains(ds);
    String signature =
        "A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+"
            + "KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==";
    check(set("www.example.net A 192.0.2.1"), signature, key);
  }

  @Test
  void rfc6605Section62P384() {
    RecordData.Dnskey key =
        dnskey(
            "257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRS"
                + "EkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40");
    RecordData.Ds ds =
        ds(
            "10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a"
                + "9b5f4d288405c3008a946df983d6");
    assertThat(DsDigest.of(Name.of("example.net"), key, 4)).contains(ds);
    String signature =
        "A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsV"
            + "z73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzus"
            + "dnI0RSMROxxwGipWcJm";
    check(set("www.example.net A 192.0.2.1"), signature, key);
  }

  @Test
  void rfc8080Section61Ed25519() {
    RecordData.Dnskey key = dnskey("257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=");
    RecordData.Ds ds =
        ds("3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b");
    assertThat(DsDigest.of(Name.of("example.com"), key, 2)).contains(ds);
    String signature =
        "MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jP"
            + "GrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==";
    check(set("example.com MX 10 mail.example.com."), signature, key);
  }

  @Test
  void rfc8080Section62Ed448() {
    RecordData.Dnskey key =
        dnskey(
            "257 3 16 3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDp"
                + "JtIA");
    RecordData.Ds ds =
        ds("9713 16 2 6ccf18d5bc5d7fc2fceb1d59d17321402f2aa8d368048db93dd811f5cb2b19c7");
    assertThat(DsDigest.of(Name.of("example.com"), key, 2)).contains(ds);
    String signature =
        "MX 16 2 3600 1440021600 1438207200 9713 example.com. 3cPAHkmlnxcDHMyg7vFC34l0blBhuG1qpwLm"
            + "jInI8w1CMB29FkEAIJUA0amxWndkmnBZ6SKiwZSAxGILn/NBtOXft0+Gj7FSvOKxE/07+4RQvE581N3Aj"
            + "/JtIyaiYVdnYtyMWbSNyGEY2213WKsJlwEA";
    check(set("example.com MX 10 mail.example.com."), signature, key);
  }

  /** Good as it is, bad with one bit of the set changed. */
  private static void check(RecordSet set, String signature, RecordData.Dnskey key) {
    RecordData.Rrsig rrsig = rrsig(signature);
    assertThat(CHECK.check(set, rrsig, key)).isEqualTo(new Checked.Good());
    byte[] other = set.data().getFirst().bytes();
    other[other.length - 2] ^= 1;
    RecordSet changed =
        new RecordSet(
            set.owner(),
            set.type(),
            set.recordClass(),
            1,
            java.util.List.of(naru.wire.Rdata.of(other)));
    assertThat(CHECK.check(changed, rrsig, key)).isEqualTo(new Checked.Bad());
  }
}
