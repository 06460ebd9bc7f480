package naru.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A small world of certificates: a root, an intermediate, and servers good and bad. */
final class Pki {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  static final Instant BEFORE = NOW.minus(Duration.ofDays(30));
  static final Instant AFTER = NOW.plus(Duration.ofDays(60));
  static final String HOST = "www.naru.test";

  final Identity root = authority("CN=Small Root,O=Small World").selfSigned();
  final Identity intermediate = authority("CN=Small Issuing CA,O=Small World").issuedBy(root);
  final TrustRoots trust = TrustRoots.of("the small world", List.of(root.leaf()));

  static CertificateRecipe authority(String subject) {
    return CertificateRecipe.authority(subject, CertificateRecipe.newKeys(), BEFORE, AFTER);
  }

  static CertificateRecipe server(String... names) {
    return server(BEFORE, AFTER, CertificateRecipe.newKeys(), names);
  }

  static CertificateRecipe server(Instant from, Instant until, KeyPair keys, String... names) {
    return CertificateRecipe.server("CN=server", List.of(names), keys, from, until);
  }

  static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException noRsa) {
      throw new IllegalStateException(noRsa);
    }
  }
}
