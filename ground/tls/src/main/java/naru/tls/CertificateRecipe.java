package naru.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;

/**
 * Everything that goes into a certificate, good or bad, before somebody signs it. Immutable.
 *
 * <p>A recipe may describe what no honest CA would issue: that is how a world gets its bad
 * certificates. Key usage: the bits of RFC 5280 §4.2.1.3 as Bouncy Castle numbers them; 0 leaves
 * the extension out.
 *
 * @param subject distinguished name, as {@code CN=www.naru.test}
 * @param names DNS names and IP addresses of subjectAltName; empty leaves it out
 * @param keys the subject's keys
 * @param signature JCA name of the algorithm by which the issuer signs
 */
public record CertificateRecipe(
    String subject,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    KeyPair keys,
    String signature,
    int keyUsage,
    Role role) {

  /** What the certificate is for. */
  public sealed interface Role {}

  /** A CA: at most {@code pathLength} CAs below it; names it may vouch for (empty: any). */
  public record Authority(int pathLength, List<String> permittedNames) implements Role {}

  /** An end entity with these extended key usages, as object identifiers; empty leaves it out. */
  public record EndEntity(List<String> extendedUsages) implements Role {}

  /** id-kp-serverAuth, RFC 5280 §4.2.1.12. */
  public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  private static final int DIGITAL_SIGNATURE = 1 << 7;
  private static final int CERTIFICATE_AND_CRL_SIGN = 1 << 2 | 1 << 1;
  private static final String ECDSA = "SHA256withECDSA";

  /** A CA with these keys. */
  public static CertificateRecipe authority(
      String subject, KeyPair keys, Instant notBefore, Instant notAfter) {
    return new CertificateRecipe(
        subject,
        List.of(),
        notBefore,
        notAfter,
        keys,
        ECDSA,
        CERTIFICATE_AND_CRL_SIGN,
        new Authority(Integer.MAX_VALUE, List.of()));
  }

  /** A server's certificate for these names. */
  public static CertificateRecipe server(
      String subject, List<String> names, KeyPair keys, Instant notBefore, Instant notAfter) {
    return new CertificateRecipe(
        subject,
        names,
        notBefore,
        notAfter,
        keys,
        ECDSA,
        DIGITAL_SIGNATURE,
        new EndEntity(List.of(SERVER_AUTH)));
  }

  /** The same with another role. */
  public CertificateRecipe as(Role other) {
    return new CertificateRecipe(
        subject, names, notBefore, notAfter, keys, signature, keyUsage, other);
  }

  /** The same signed by another algorithm. */
  public CertificateRecipe signedWith(String algorithm) {
    return new CertificateRecipe(
        subject, names, notBefore, notAfter, keys, algorithm, keyUsage, role);
  }

  /** The same with other key usage bits. */
  public CertificateRecipe using(int bits) {
    return new CertificateRecipe(subject, names, notBefore, notAfter, keys, signature, bits, role);
  }

  /** New P-256 keys: what this room uses wherever it may choose. */
  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException noCurve) {
      throw new IllegalStateException("every JDK has P-256", noCurve);
    }
  }

  /** Signed by its own key: the chain is the certificate alone. */
  public Identity selfSigned() {
    return CertificateMaker.selfSigned(this);
  }

  /** Signed by the issuer: the chain is this certificate, then the issuer's chain. */
  public Identity issuedBy(Identity issuer) {
    return CertificateMaker.issuedBy(this, issuer);
  }
}
