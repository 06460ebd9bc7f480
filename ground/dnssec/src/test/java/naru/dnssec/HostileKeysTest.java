package naru.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signatures of any octets end in a value, and soon; and each limit holds. */
class HostileKeysTest {
  private static final Name ZONE = Name.of("naru.test");
  private static final RecordSet SET = Given.set("www.naru.test A 192.0.2.1");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private final SignatureCheck check = new SignatureCheck(AlgorithmPolicy.WITH_RETIRED);

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 6, 7, 8, 10, 13, 14, 15, 16})
  void randomOctetsAreNeverGoodAndNeverThrow(int algorithm) {
    SplittableRandom random = new SplittableRandom(algorithm);
    List<Integer> lengths = List.of(0, 1, 2, 3, 20, 32, 41, 57, 64, 66, 96, 114, 128, 213, 260);
    for (int keyOctets : lengths) {
      for (int signatureOctets : lengths) {
        RecordData.Dnskey key = key(algorithm, octets(keyOctets, random));
        RecordData.Rrsig rrsig = rrsig(algorithm, octets(signatureOctets, random));
        assertThat(check.check(SET, rrsig, key)).isNotInstanceOf(Checked.Good.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 13, 14, 15, 16})
  void rightKeysRefuseEveryOtherSignature(int algorithm) {
    SplittableRandom random = new SplittableRandom(algorithm);
    SigningKey key = SigningKey.generate(algorithm, true);
    RecordData.Rrsig right =
        (RecordData.Rrsig) key.sign(SET, ZONE, FROM, FROM.plusSeconds(60)).data().orThrow();
    byte[] octets = right.signature().bytes();
    for (int i = 0; i < 40; i++) {
      byte[] changed = octets.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertBad(right, changed, key);
      assertBad(right, Arrays.copyOf(octets, random.nextInt(octets.length)), key);
    }
    for (int filling : new int[] {0, 0xff, 0x30}) {
      byte[] filled = octets.clone();
      Arrays.fill(filled, (byte) filling);
      assertBad(right, filled, key);
    }
    assertBad(right, Arrays.copyOf(octets, octets.length + 1), key);
    assertBad(right, new byte[60_000], key);
  }

  private void assertBad(RecordData.Rrsig right, byte[] signature, SigningKey key) {
    RecordData.Rrsig changed = withSignature(right, signature);
    assertThat(check.check(SET, changed, key.dnskey())).isEqualTo(new Checked.Bad());
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16})
  void changedPublicKeysAreRefused(int algorithm) {
    SplittableRandom random = new SplittableRandom(algorithm);
    SigningKey key = SigningKey.generate(algorithm, true);
    RecordData.Rrsig right =
        (RecordData.Rrsig) key.sign(SET, ZONE, FROM, FROM.plusSeconds(60)).data().orThrow();
    byte[] octets = key.dnskey().publicKey().bytes();
    for (int i = 0; i < 40; i++) {
      byte[] changed = octets.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(check.check(SET, right, key(algorithm, changed)))
          .isNotInstanceOf(Checked.Good.class);
    }
    for (int filling : new int[] {0, 1, 0xff}) {
      Arrays.fill(octets, (byte) filling);
      assertThat(check.check(SET, right, key(algorithm, octets)))
          .isNotInstanceOf(Checked.Good.class);
    }
  }

  /** What is beyond the limits costs no arithmetic. */
  @Test
  void absurdRsaNumbersAreRefused() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(4095).setBit(0);
    assertThat(rsa(BigInteger.valueOf(65537), modulus)).isEqualTo(new Checked.Bad());
    assertThat(rsa(BigInteger.ONE.shiftLeft(63).setBit(0), modulus)).isEqualTo(new Checked.Bad());
    assertThat(rsa(BigInteger.valueOf(65537), modulus.shiftLeft(1).setBit(0)))
        .isEqualTo(new Checked.MalformedKey("RSA modulus of 4097 bits, over 4096"));
    assertThat(rsa(BigInteger.ONE.shiftLeft(64).setBit(0), modulus))
        .isEqualTo(new Checked.MalformedKey("RSA exponent of 65 bits, over 64"));
    assertThat(rsa(BigInteger.ONE, modulus)).isInstanceOf(Checked.MalformedKey.class);
    assertThat(rsa(BigInteger.TWO, modulus)).isInstanceOf(Checked.MalformedKey.class);
    assertThat(rsa(BigInteger.valueOf(3), modulus.subtract(BigInteger.ONE)))
        .isInstanceOf(Checked.MalformedKey.class);
    assertThat(rsa(BigInteger.valueOf(3), BigInteger.ZERO))
        .isInstanceOf(Checked.MalformedKey.class);
  }

  private Checked rsa(BigInteger exponent, BigInteger modulus) {
    return check.check(SET, rrsig(8, new byte[512]), key(8, rsaOctets(exponent, modulus)));
  }

  private static byte[] rsaOctets(BigInteger exponent, BigInteger modulus) {
    byte[] e = exponent.toByteArray();
    byte[] n = modulus.toByteArray();
    byte[] octets = new byte[3 + e.length + n.length];
    octets[1] = (byte) (e.length >> 8);
    octets[2] = (byte) e.length;
    System.arraycopy(e, 0, octets, 3, e.length);
    System.arraycopy(n, 0, octets, 3 + e.length, n.length);
    return octets;
  }

  @Test
  void shortRsaKeysCountOnlyWithRetiredOnes() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(1022).setBit(0);
    RecordData.Dnskey key = key(8, rsaOctets(BigInteger.valueOf(65537), modulus));
    RecordData.Rrsig rrsig = rrsig(8, new byte[128]);
    assertThat(check.check(SET, rrsig, key)).isEqualTo(new Checked.Bad());
    assertThat(new SignatureCheck(AlgorithmPolicy.MODERN).check(SET, rrsig, key))
        .isEqualTo(new Checked.MalformedKey("RSA modulus of 1023 bits, under 1024"));
  }

  @Test
  void unknownAlgorithmsAreUnsupported() {
    for (int algorithm : new int[] {0, 1, 2, 4, 9, 11, 12, 17, 252, 255}) {
      assertThat(check.check(SET, rrsig(algorithm, new byte[64]), key(algorithm, new byte[64])))
          .isEqualTo(new Checked.Unsupported(algorithm));
    }
    SignatureCheck modern = new SignatureCheck(AlgorithmPolicy.MODERN);
    assertThat(modern.check(SET, rrsig(5, new byte[64]), key(5, new byte[64])))
        .isEqualTo(new Checked.Unsupported(5));
  }

  @Test
  void aKeyOfAnotherAlgorithmSignsNothing() {
    SigningKey key = SigningKey.generate(13, true);
    RecordData.Rrsig right =
        (RecordData.Rrsig) key.sign(SET, ZONE, FROM, FROM.plusSeconds(60)).data().orThrow();
    RecordData.Dnskey other = key(14, key.dnskey().publicKey().bytes());
    assertThat(check.check(SET, right, other)).isEqualTo(new Checked.Bad());
  }

  /** RFC 2536, and the ASN.1 form that some old signers wrote. */
  @ParameterizedTest
  @ValueSource(ints = {3, 6})
  void retiredDsaIsCheckedInBothForms(int algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
    generator.initialize(1024);
    KeyPair pair = generator.generateKeyPair();
    RecordData.Dnskey key = key(algorithm, dsaOctets((DSAPublicKey) pair.getPublic()));
    RecordData.Rrsig rrsig = rrsig(algorithm, new byte[0]);
    Signature signature = Signature.getInstance("SHA1withDSA");
    signature.initSign(pair.getPrivate());
    signature.update(SignatureInput.of(SET, rrsig).orElseThrow());
    byte[] der = signature.sign();
    assertThat(check.check(SET, withSignature(rrsig, der), key)).isEqualTo(new Checked.Good());
    assertThat(check.check(SET, withSignature(rrsig, raw(der)), key)).isEqualTo(new Checked.Good());
    der[der.length - 1] ^= 1;
    assertThat(check.check(SET, withSignature(rrsig, der), key)).isEqualTo(new Checked.Bad());
  }

  private static byte[] dsaOctets(DSAPublicKey key) {
    byte[] octets = new byte[1 + 20 + 3 * 128];
    octets[0] = 8;
    put(key.getParams().getQ(), octets, 21);
    put(key.getParams().getP(), octets, 21 + 128);
    put(key.getParams().getG(), octets, 21 + 256);
    put(key.getY(), octets, 21 + 384);
    return octets;
  }

  private static byte[] raw(byte[] der) {
    int rLength = der[3];
    byte[] raw = new byte[41];
    raw[0] = 8;
    put(new BigInteger(1, der, 4, rLength), raw, 21);
    put(new BigInteger(1, der, 6 + rLength, der[5 + rLength]), raw, 41);
    return raw;
  }

  private static void put(BigInteger number, byte[] target, int end) {
    byte[] octets = number.toByteArray();
    int skip = octets[0] == 0 ? 1 : 0;
    System.arraycopy(octets, skip, target, end - (octets.length - skip), octets.length - skip);
  }

  /** More keys than stay decoded: the first is read again and is as good as before. */
  @Test
  void decodedKeysAreBounded() {
    SigningKey key = SigningKey.generate(15, true);
    RecordData.Rrsig right =
        (RecordData.Rrsig) key.sign(SET, ZONE, FROM, FROM.plusSeconds(60)).data().orThrow();
    SplittableRandom random = new SplittableRandom(4);
    assertThat(check.check(SET, right, key.dnskey())).isEqualTo(new Checked.Good());
    IntStream.range(0, Limits.DECODED_KEYS + 100)
        .forEach(_ -> check.check(SET, right, key(15, octets(31, random))));
    assertThat(check.decodedKeys()).isEqualTo(Limits.DECODED_KEYS);
    assertThat(check.check(SET, right, key.dnskey())).isEqualTo(new Checked.Good());
  }

  private static byte[] octets(int count, SplittableRandom random) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  private static RecordData.Dnskey key(int algorithm, byte[] octets) {
    return new RecordData.Dnskey(257, 3, algorithm, Rdata.of(octets));
  }

  private static RecordData.Rrsig rrsig(int algorithm, byte[] signature) {
    return new RecordData.Rrsig(SET.type(), algorithm, 3, 3600, 2, 1, 7, ZONE, Rdata.of(signature));
  }

  private static RecordData.Rrsig withSignature(RecordData.Rrsig rrsig, byte[] signature) {
    return new RecordData.Rrsig(
        rrsig.covered(),
        rrsig.algorithm(),
        rrsig.labels(),
        rrsig.originalTtl(),
        rrsig.expiration(),
        rrsig.inception(),
        rrsig.keyTag(),
        rrsig.signer(),
        Rdata.of(signature));
  }
}
