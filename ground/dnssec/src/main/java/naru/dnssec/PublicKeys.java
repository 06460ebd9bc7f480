package naru.dnssec;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import naru.wire.RecordData;

/** Reads the public key of a DNSKEY record for the JDK: one form for each kind of algorithm. */
final class PublicKeys {
  private final AlgorithmPolicy policy;

  PublicKeys(AlgorithmPolicy policy) {
    this.policy = policy;
  }

  /** The key; or why it is none. */
  PublicKey read(Scheme scheme, RecordData.Dnskey key) throws MalformedKeyException {
    byte[] octets = key.publicKey().bytes();
    try {
      return switch (scheme) {
        case RSA_SHA1, RSA_SHA1_NSEC3, RSA_SHA256, RSA_SHA512 -> rsa(new KeyReader(octets));
        case DSA, DSA_NSEC3 -> dsa(new KeyReader(octets));
        case P256 -> elliptic(Curve.P256, octets);
        case P384 -> elliptic(Curve.P384, octets);
        case ED25519 -> edwards(Edwards.ED25519, octets);
        case ED448 -> edwards(Edwards.ED448, octets);
      };
    } catch (GeneralSecurityException refused) {
      throw new MalformedKeyException("no key of algorithm " + scheme.algorithm);
    }
  }

  /** RFC 3110 §2: the exponent's length in one octet, or in two after a 0; then the modulus. */
  private PublicKey rsa(KeyReader in) throws MalformedKeyException, GeneralSecurityException {
    int length = in.u8();
    BigInteger exponent = in.number(length == 0 ? in.u16() : length);
    BigInteger modulus = in.number(in.left());
    checkRsa(modulus, exponent);
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private void checkRsa(BigInteger modulus, BigInteger exponent) throws MalformedKeyException {
    if (exponent.bitLength() > Limits.RSA_EXPONENT_BITS) {
      throw tooMany("exponent", exponent, Limits.RSA_EXPONENT_BITS);
    }
    if (modulus.bitLength() > Limits.RSA_MODULUS_BITS) {
      throw tooMany("modulus", modulus, Limits.RSA_MODULUS_BITS);
    }
    boolean tooFew = modulus.bitLength() < Limits.RSA_MODULUS_BITS_LEAST;
    if (tooFew && policy == AlgorithmPolicy.MODERN) {
      throw new MalformedKeyException(
          "RSA modulus of "
              + modulus.bitLength()
              + " bits, under "
              + Limits.RSA_MODULUS_BITS_LEAST);
    }
    if (!modulus.testBit(0) || !exponent.testBit(0) || exponent.equals(BigInteger.ONE)) {
      throw new MalformedKeyException("RSA with an even modulus or exponent, or an exponent of 1");
    }
  }

  private static MalformedKeyException tooMany(String part, BigInteger number, int most) {
    return new MalformedKeyException(
        "RSA " + part + " of " + number.bitLength() + " bits, over " + most);
  }

  /** RFC 2536 §2: T, then Q of 20 octets, then P, G and Y of 64 + 8T each. */
  private static PublicKey dsa(KeyReader in)
      throws MalformedKeyException, GeneralSecurityException {
    int size = in.u8();
    if (size > 8) {
      throw new MalformedKeyException("DSA key of size " + size + ", over 8");
    }
    int octets = 64 + 8 * size;
    BigInteger q = in.number(20);
    BigInteger p = in.number(octets);
    BigInteger g = in.number(octets);
    BigInteger y = in.number(octets);
    if (in.left() > 0) {
      throw new MalformedKeyException("DSA key that goes on after its end");
    }
    if (!p.testBit(0) || q.signum() == 0 || y.signum() == 0 || g.signum() == 0) {
      throw new MalformedKeyException("DSA key with an even modulus or a number that is 0");
    }
    return KeyFactory.getInstance("DSA").generatePublic(new DSAPublicKeySpec(y, p, q, g));
  }

  /** RFC 6605 §4. */
  private static PublicKey elliptic(Curve curve, byte[] octets)
      throws MalformedKeyException, GeneralSecurityException {
    checkLength(octets, 2 * curve.octets);
    ECPoint point = curve.point(octets);
    if (!curve.has(point)) {
      throw new MalformedKeyException("a point that is not on the curve " + curve.jdkName);
    }
    ECPublicKeySpec spec = new ECPublicKeySpec(point, curve.parameters);
    return KeyFactory.getInstance("EC").generatePublic(spec);
  }

  /** RFC 8080 §3. */
  private static PublicKey edwards(Edwards curve, byte[] octets)
      throws MalformedKeyException, GeneralSecurityException {
    checkLength(octets, curve.octets);
    byte[] prefix = HexFormat.of().parseHex(curve.prefix);
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + octets.length);
    System.arraycopy(octets, 0, encoded, prefix.length, octets.length);
    return KeyFactory.getInstance(curve.jdkName).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static void checkLength(byte[] octets, int right) throws MalformedKeyException {
    if (octets.length != right) {
      throw new MalformedKeyException("key of " + octets.length + " octets instead of " + right);
    }
  }

  /** The Edwards curves, with what X.509 puts before a key's octets, in hex (RFC 8410 §4). */
  enum Edwards {
    ED25519("Ed25519", 32, "302a300506032b6570032100"),
    ED448("Ed448", 57, "3043300506032b6571033a00");

    final String jdkName;
    final int octets;
    private final String prefix;

    Edwards(String jdkName, int octets, String prefix) {
      this.jdkName = jdkName;
      this.octets = octets;
      this.prefix = prefix;
    }
  }
}
