package naru.dnssec;

import static naru.dnssec.Given.dnskey;
import static naru.dnssec.Given.ds;
import static naru.dnssec.Given.rrsig;
import static naru.dnssec.Given.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import naru.wire.Name;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;

/** Keys, tags, digests and what is signed (RFC 4034, with the digest of RFC 4509). */
class Rfc4034Test {
  /** RFC 4034 §5.4. */
  private static final RecordData.Dnskey KEY =
      dnskey(
          "256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZ"
              + "DRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9Xzc"
              + "nOf+EPbtG9DMBmADjFDc2w/rljwvFw==");

  private static final Name OWNER = Name.of("dskey.example.com");

  @Test
  void aKeyHasTheTagOfAppendixB() {
    assertThat(KeyTag.of(KEY)).isEqualTo(60485);
  }

  @Test
  void theOldestAlgorithmTakesItsTagFromTheModulus() {
    RecordData.Dnskey key = dnskey("256 3 1 AQMBAgMEBQYHCAkKCwwNDg8Q");
    assertThat(KeyTag.of(key)).isEqualTo(0x0e0f);
    assertThat(KeyTag.of(dnskey("256 3 1 AQM="))).isZero();
  }

  @Test
  void aDigestNamesTheKeyOfItsOwner() {
    RecordData.Ds sha1 = ds("60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118");
    RecordData.Ds sha256 = // RFC 4509 §2.3
        ds("60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A");
    assertThat(DsDigest.of(OWNER, KEY, 1)).contains(sha1);
    assertThat(DsDigest.of(OWNER, KEY, 2)).contains(sha256);
    assertThat(DsDigest.matches(Name.of("DSKEY.example.COM"), sha256, KEY)).isTrue();
    assertThat(DsDigest.matches(Name.of("other.example.com"), sha256, KEY)).isFalse();
  }

  @Test
  void aDigestOfAnotherTagAlgorithmOrTypeDoesNotMatch() {
    RecordData.Ds right = DsDigest.of(OWNER, KEY, 2).orElseThrow();
    assertThat(DsDigest.matches(OWNER, with(right, 60486, 5, 2), KEY)).isFalse();
    assertThat(DsDigest.matches(OWNER, with(right, 60485, 7, 2), KEY)).isFalse();
    assertThat(DsDigest.matches(OWNER, with(right, 60485, 5, 4), KEY)).isFalse();
    assertThat(DsDigest.matches(OWNER, with(right, 60485, 5, 3), KEY)).isFalse();
    assertThat(DsDigest.of(OWNER, KEY, 3)).isEmpty();
  }

  private static RecordData.Ds with(RecordData.Ds ds, int tag, int algorithm, int type) {
    return new RecordData.Ds(tag, algorithm, type, ds.digest());
  }

  /** RFC 4034 §3.1.8.1 and §6: lower case, original TTL, sorted by octets, once each. */
  @Test
  void whatIsSignedIsInCanonicalOrderAndForm() {
    byte[] input =
        SignatureInput.of(
                set(
                    "wWw.Naru.Test MX 10 B.test", "wWw.Naru.Test MX 10 a.test",
                    "wWw.Naru.Test MX 10 b.test", "wWw.Naru.Test MX 9 c.test"),
                rrsig("MX 13 3 300 20300101000000 20200101000000 77 Naru.TEST. AAAA"))
            .orElseThrow();
    String owner = "03777777" + "046e617275" + "0474657374" + "00";
    String before = owner + "000f" + "0001" + "0000012c" + "000a";
    assertThat(HexFormat.of().formatHex(input))
        .isEqualTo(
            "000f"
                + "0d"
                + "03"
                + "0000012c"
                + "70dbd880"
                + "5e0be100"
                + "004d"
                + "046e617275"
                + "0474657374"
                + "00"
                + before
                + "0009"
                + "0163047465737400"
                + before
                + "000a"
                + "0161047465737400"
                + before
                + "000a"
                + "0162047465737400");
  }

  /** RFC 4035 §5.3.2: an expanded wildcard is signed under the wildcard's own name. */
  @Test
  void fewerLabelsTellOfTheWildcard() {
    String signature = " 300 20300101000000 20200101000000 77 naru.test. AAAA";
    byte[] expanded =
        SignatureInput.of(set("a.b.naru.test A 192.0.2.1"), rrsig("A 13 2" + signature))
            .orElseThrow();
    byte[] wildcard =
        SignatureInput.of(set("*.naru.test A 192.0.2.1"), rrsig("A 13 2" + signature))
            .orElseThrow();
    assertThat(expanded).isEqualTo(wildcard);
    assertThat(new String(expanded, StandardCharsets.ISO_8859_1)).contains("\001*\004naru");
  }

  @Test
  void moreLabelsThanTheOwnerHasAndOtherTypesSignNothing() {
    String signature = " 300 20300101000000 20200101000000 77 naru.test. AAAA";
    assertThat(SignatureInput.of(set("www.naru.test A 192.0.2.1"), rrsig("A 13 4" + signature)))
        .isEmpty();
    assertThat(SignatureInput.of(set("*.naru.test A 192.0.2.1"), rrsig("A 13 3" + signature)))
        .isEmpty();
    assertThat(SignatureInput.of(set("www.naru.test A 192.0.2.1"), rrsig("TXT 13 3" + signature)))
        .isEmpty();
  }
}
