package naru.dnssec;

import java.util.Optional;

/**
 * An algorithm number of DNSSEC as the JDK knows it. Immutable.
 *
 * <p>An enum though the registry is open: it holds what we can compute, and {@link #of} says that
 * the rest is not among it.
 */
enum Scheme {
  DSA(3, "SHA1withDSA"),
  RSA_SHA1(5, "SHA1withRSA"),
  DSA_NSEC3(6, "SHA1withDSA"),
  RSA_SHA1_NSEC3(7, "SHA1withRSA"),
  RSA_SHA256(8, "SHA256withRSA"),
  RSA_SHA512(10, "SHA512withRSA"),
  P256(13, "SHA256withECDSAinP1363Format"),
  P384(14, "SHA384withECDSAinP1363Format"),
  ED25519(15, "Ed25519"),
  ED448(16, "Ed448");

  final int algorithm;
  final String signature;

  Scheme(int algorithm, String signature) {
    this.algorithm = algorithm;
    this.signature = signature;
  }

  static Optional<Scheme> of(int algorithm) {
    for (Scheme each : values()) {
      if (each.algorithm == algorithm) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
