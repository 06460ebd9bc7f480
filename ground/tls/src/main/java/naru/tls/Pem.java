package naru.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The text form of keys and certificates (RFC 7468), read leniently and written strictly. */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LINE_LENGTH = 64; // RFC 7468 §2
  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  /** One block: its label and its decoded octets. */
  static final class Block {
    private final String label;
    private final byte[] der;

    Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    String label() {
      return label;
    }

    byte[] der() {
      return der;
    }
  }

  /** All blocks of a text; what stands between them is commentary. */
  static List<Block> blocks(String text) throws CertificateException {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
      int end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd);
      if (end < 0) {
        throw new CertificateException("a PEM block has no END line");
      }
      String label = text.substring(at + BEGIN.length(), labelEnd);
      blocks.add(new Block(label, decode(text.substring(labelEnd + DASHES.length(), end))));
      at = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static byte[] decode(String base64) throws CertificateException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException broken) {
      throw new CertificateException("a PEM block is not base64", broken);
    }
  }

  static String encode(String label, byte[] der) {
    String body = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
    return BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n";
  }

  static String encode(X509Certificate certificate) throws CertificateException {
    return encode(CERTIFICATE, certificate.getEncoded());
  }

  static X509Certificate certificate(byte[] der) throws CertificateException {
    Certificate read =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    return (X509Certificate) read;
  }

  static List<X509Certificate> certificates(List<Block> blocks) throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (isCertificate(block)) {
        certificates.add(certificate(block.der()));
      }
    }
    return List.copyOf(certificates);
  }

  /** OpenSSL also writes the two older labels. */
  static boolean isCertificate(Block block) {
    return switch (block.label()) {
      case CERTIFICATE, "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> true;
      default -> false;
    };
  }

  /** The first private key: PKCS#8 by the JDK, the older forms by Bouncy Castle. */
  static Optional<PrivateKey> privateKey(List<Block> blocks) throws GeneralSecurityException {
    for (Block block : blocks) {
      switch (block.label()) {
        case PRIVATE_KEY -> {
          return Optional.of(pkcs8(block.der()));
        }
        case "EC PRIVATE KEY", "RSA PRIVATE KEY" -> {
          return Optional.of(pkcs8(OlderKeys.toPkcs8(block.label(), block.der())));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new InvalidKeySpecException("the private key is encrypted; decrypt it first");
        default -> {} // certificates, parameters, comments
      }
    }
    return Optional.empty();
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      Optional<PrivateKey> key = pkcs8(KeyFactory.getInstance(algorithm), der);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new InvalidKeySpecException("the private key is none of " + KEY_ALGORITHMS);
  }

  private static Optional<PrivateKey> pkcs8(KeyFactory factory, byte[] der) {
    try {
      return Optional.of(factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (InvalidKeySpecException otherAlgorithm) {
      return Optional.empty();
    }
  }
}
