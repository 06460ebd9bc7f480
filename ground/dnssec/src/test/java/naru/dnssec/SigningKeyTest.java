package naru.dnssec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that sign: made, written, read, used. */
class SigningKeyTest {
  private static final Name ZONE = Name.of("Naru.Test");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");
  private static final RecordSet SET =
      Given.set("*.a.Naru.test TXT hello", "*.a.Naru.test TXT world");

  private final SignatureCheck check = new SignatureCheck(AlgorithmPolicy.MODERN);

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 14, 15, 16})
  void whatAKeySignsItsPublicHalfConfirms(int algorithm) {
    SigningKey key = SigningKey.generate(algorithm, true);
    Record record = key.sign(SET, ZONE, FROM, TO);
    RecordData.Rrsig rrsig = (RecordData.Rrsig) record.data().orThrow();
    assertThat(rrsig.labels()).isEqualTo(3);
    assertThat(rrsig.keyTag()).isEqualTo(KeyTag.of(key.dnskey()));
    assertThat(rrsig.inception()).isEqualTo(FROM.getEpochSecond());
    assertThat(rrsig.expiration()).isEqualTo(TO.getEpochSecond());
    assertThat(record.ttlSeconds()).isEqualTo(3600);
    assertThat(check.check(SET, rrsig, key.dnskey())).isEqualTo(new Checked.Good());
    assertThat(check.check(SET.withOwner(Name.of("q.a.naru.test")), rrsig, key.dnskey()))
        .isEqualTo(new Checked.Good());
    assertThat(check.check(SET.withOwner(Name.of("q.b.naru.test")), rrsig, key.dnskey()))
        .isEqualTo(new Checked.Bad());
    SigningKey other = SigningKey.generate(algorithm, true);
    assertThat(check.check(SET, rrsig, other.dnskey())).isEqualTo(new Checked.Bad());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 14, 15, 16})
  void aKeyIsWrittenAndRead(int algorithm) {
    SigningKey key = SigningKey.generate(algorithm, false);
    SigningKey read = SigningKey.read(key.write()).orThrow();
    assertThat(read.dnskey()).isEqualTo(key.dnskey());
    assertThat(read.isSecureEntryPoint()).isFalse();
    assertThat(read.sign(SET, ZONE, FROM, TO)).isEqualTo(key.sign(SET, ZONE, FROM, TO));
  }

  @Test
  void halvesThatDoNotBelongTogetherAreRefused() {
    String one = text(SigningKey.generate(13, true));
    String other = text(SigningKey.generate(13, true));
    int line = one.indexOf('\n');
    String mixed = one.substring(0, line) + other.substring(other.indexOf('\n'));
    assertThat(read(mixed))
        .isEqualTo(
            new Parsed.Malformed<>(
                "the private half of the key is not that of its DNSKEY line", 0));
    assertThat(read(one.replace("3 13", "3 14")).ok()).isEmpty();
    assertThat(read(one.replace("3 13", "3 5")).ok()).isEmpty();
    assertThat(read(one.substring(0, one.length() / 2)).ok()).isEmpty();
    assertThat(read("").ok()).isEmpty();
    assertThat(read("x".repeat(100_000)).ok()).isEmpty();
    assertThat(read("DNSKEY -----BEGIN PRIVATE KEY----------END PRIVATE KEY-----").ok()).isEmpty();
  }

  private static String text(SigningKey key) {
    return new String(key.write(), StandardCharsets.US_ASCII);
  }

  private static Parsed<SigningKey> read(String text) {
    return SigningKey.read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A simulation is decided by its seed: keys from given chance, signatures from keys. */
  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16})
  void theSameChanceGivesTheSameKeyAndTheSameSignatures(int algorithm) {
    SigningKey one = SigningKey.generate(algorithm, true, Given.chance(7));
    SigningKey same = SigningKey.generate(algorithm, true, Given.chance(7));
    SigningKey other = SigningKey.generate(algorithm, true, Given.chance(8));
    assertThat(same.dnskey()).isEqualTo(one.dnskey()).isNotEqualTo(other.dnskey());
    assertThat(same.sign(SET, ZONE, FROM, TO)).isEqualTo(one.sign(SET, ZONE, FROM, TO));
  }

  @Test
  void derivedKeysAreDecidedByKeyAndZone() {
    SigningKey key = SigningKey.generate(13, true, Given.chance(7));
    RecordData.Dnskey one = key.derived(ZONE).dnskey();
    assertThat(key.derived(Name.of("naru.TEST")).dnskey()).isEqualTo(one);
    assertThat(key.derived(Name.of("test")).dnskey()).isNotEqualTo(one);
    assertThat(SigningKey.generate(13, true, Given.chance(8)).derived(ZONE).dnskey())
        .isNotEqualTo(one);
    assertThat(one).isNotEqualTo(key.dnskey());
    assertThat(one.flags()).isEqualTo(257);
  }

  /** Two messages with one nonce would give the private key away (RFC 6979 §1). */
  @Test
  void twoSignaturesNeverShareANonce() {
    SigningKey key = SigningKey.generate(13, true, Given.chance(7));
    byte[] one = key.sign(new byte[] {1});
    byte[] two = key.sign(new byte[] {2});
    byte[] others = SigningKey.generate(13, true, Given.chance(8)).sign(new byte[] {1});
    assertThat(r(one)).isNotEqualTo(r(two)).isNotEqualTo(r(others));
    assertThat(key.sign(new byte[] {1})).isEqualTo(one);
  }

  private static byte[] r(byte[] signature) {
    return java.util.Arrays.copyOf(signature, 32);
  }

  @Test
  void keysOfRetiredAlgorithmsAreNotMade() {
    assertThatThrownBy(() -> SigningKey.generate(5, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SigningKey.generate(77, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timesAreSecondsModulo32Bits() {
    SigningKey key = SigningKey.generate(15, false);
    Instant late = Instant.ofEpochSecond((1L << 32) + 5);
    RecordData.Rrsig rrsig = (RecordData.Rrsig) key.sign(SET, ZONE, FROM, late).data().orThrow();
    assertThat(rrsig.expiration()).isEqualTo(5);
  }
}
