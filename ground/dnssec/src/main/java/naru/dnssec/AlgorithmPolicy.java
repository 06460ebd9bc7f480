package naru.dnssec;

/** Which algorithms count; one that does not is as good as unknown (RFC 4035 §5.2). Immutable. */
public enum AlgorithmPolicy {
  /**
   * What is safe today (RFC 9904, 9905): signatures 8, 10, 13, 14, 15, 16 with RSA keys of at least
   * 1024 bits, and DS digests 2 and 4.
   */
  MODERN,

  /**
   * A switch for tests that replay old scenarios: also DSA (3, and 6 with NSEC3; its signatures
   * also as ASN.1 DER), RSA with SHA-1 (5, and 7 with NSEC3) and DS digest 1; keys of any size.
   */
  WITH_RETIRED;

  /** Whether signatures of this algorithm are checked. */
  public boolean signature(int algorithm) {
    return switch (algorithm) {
      case 8, 10, 13, 14, 15, 16 -> true;
      case 3, 5, 6, 7 -> this == WITH_RETIRED;
      default -> false;
    };
  }

  /** Whether DS records of this digest type are believed. */
  public boolean digest(int type) {
    return switch (type) {
      case 2, 4 -> true;
      case 1 -> this == WITH_RETIRED;
      default -> false;
    };
  }
}
