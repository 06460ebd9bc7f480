package naru.tls;

import java.time.Duration;

/** Every limit of this room, each with its reason and source. Immutable. */
public final class Limits {
  /** Octets of one PEM file: the largest public bundles hold about 1 MiB. */
  public static final int PEM_FILE_BYTES = 4 << 20;

  /** Certificates that a peer may send: public chains have 2 to 4; OpenSSL's depth is 100. */
  public static final int CHAIN_CERTIFICATES = 16;

  /** Octets of a Certificate message: OpenSSL's {@code SSL_MAX_CERT_LIST_DEFAULT}. */
  public static final int CHAIN_BYTES = 100 << 10;

  /** Signatures verified for one chain, so that look-alike issuers cannot burn CPU (KeyTrap). */
  public static final int CHAIN_VERIFICATIONS = 32;

  /** Complete paths judged for one chain: cross-signed roots give 2 or 3. */
  public static final int CHAIN_PATHS = 4;

  /** Names of a certificate that a verdict repeats; the rest is counted. */
  public static final int NAMES_SHOWN = 20;

  /** RSA keys shorter than this are weak: CA/Browser Forum BR §6.1.5, NIST SP 800-131A. */
  public static final int RSA_KEY_BITS = 2048;

  /** Elliptic-curve keys shorter than this are weak: CA/Browser Forum BR §6.1.5. */
  public static final int EC_KEY_BITS = 256;

  /** Names that one local CA keeps leaves for, so that hostile SNI cannot fill a disk. */
  public static final int LEAVES = 1024;

  /** Verdicts kept between the end of a handshake and the question for them. */
  public static final int VERDICTS = 64;

  /**
   * Identities a server's key manager remembers by alias between two callbacks of one handshake.
   */
  public static final int ALIASES = 1024;

  /** Life of the local root: long, because a person imports it by hand. */
  public static final Duration ROOT_LIFE = Duration.ofDays(3650);

  /** Life of a leaf: short, as a stolen one helps less (public CAs: 90 days, falling to 47). */
  public static final Duration LEAF_LIFE = Duration.ofDays(90);

  /** A leaf with less than this left is made anew: a third of its life. */
  public static final Duration LEAF_RENEWAL = Duration.ofDays(30);

  /** Certificates begin this much earlier, for clients whose clocks are behind. */
  public static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private Limits() {}
}
