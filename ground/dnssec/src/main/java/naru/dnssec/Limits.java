package naru.dnssec;

/** What this room bounds, and why. */
final class Limits {
  /** Bits of an RSA modulus: the most that RFC 3110 §2 and RFC 5702 §2 let a zone use. */
  static final int RSA_MODULUS_BITS = 4096;

  /**
   * Bits of the least RSA modulus, unless retired keys are admitted: shorter ones were factored
   * long ago, and RFC 5702 §2.2 wants as many with SHA-512.
   */
  static final int RSA_MODULUS_BITS_LEAST = 1024;

  /**
   * Bits of an RSA exponent. Signers use 65537, some 2^32+1; a check costs as many squarings as the
   * exponent has bits, so that one of 4096 bits would take 100 times as long.
   */
  static final int RSA_EXPONENT_BITS = 64;

  /** Bits of an RSA modulus that is made: RFC 8624 leaves it open, certificate rules want these. */
  static final int RSA_MODULUS_BITS_MADE = 2048;

  /** Public keys that stay decoded: two for each of some thousand zones, about 1 KiB each. */
  static final int DECODED_KEYS = 4096;

  /** Octets of a file with a private key: an RSA key of 4096 bits takes 4 KiB. */
  static final int KEY_FILE_OCTETS = 16 * 1024;

  private Limits() {}
}
