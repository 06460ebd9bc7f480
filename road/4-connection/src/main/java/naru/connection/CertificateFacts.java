package naru.connection;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import naru.journey.Detail;

/** What a report says about a certificate. Stateless. */
final class CertificateFacts {
  private CertificateFacts() {}

  static Detail.Value of(List<X509Certificate> chain) {
    return new Detail.Value.Many(
        chain.stream().limit(Limits.NAMES_SHOWN).map(CertificateFacts::of).toList());
  }

  private static Detail.Value of(X509Certificate certificate) {
    return new Detail.Value.Group(
        Detail.NONE
            .with("subject", text(certificate.getSubjectX500Principal().getName()))
            .with("names", Detail.Value.of(names(certificate)))
            .with("issuer", text(certificate.getIssuerX500Principal().getName()))
            .with("serial", text(certificate.getSerialNumber().toString(16)))
            .with("notBefore", text(certificate.getNotBefore().toInstant().toString()))
            .with("notAfter", text(certificate.getNotAfter().toInstant().toString()))
            .with("key", text(key(certificate)))
            .with("signature", text(certificate.getSigAlgName())));
  }

  private static Detail.Value text(String text) {
    return Detail.Value.of(Printable.of(text));
  }

  /** DNS names and addresses of subjectAltName, RFC 5280 §4.2.1.6. */
  private static List<String> names(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .map(name -> Printable.of(String.valueOf(name.get(1))))
          .limit(Limits.NAMES_SHOWN)
          .toList();
    } catch (CertificateParsingException odd) {
      return List.of();
    }
  }

  private static String key(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
      case ECPublicKey ec -> "EC " + ec.getParams().getOrder().bitLength();
      case java.security.PublicKey other -> other.getAlgorithm();
    };
  }
}
