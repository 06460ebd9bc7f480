package naru.nameserver;

import java.time.Duration;

/** How much of everything, each with its reason. */
public final class Limits {
  /** Records of one owner and type: larger sets make every answer slow (CVE-2024-1737). */
  public static final int RECORDS_A_SET = 100;

  /** Types at one name: each look at a name passes over them (CVE-2024-1737). */
  public static final int TYPES_A_NAME = 100;

  /**
   * Iterations of a zone's NSEC3 records: each answer to what is not there hashes a few names as
   * often, and resolvers give up at fewer (RFC 9276 §3.2, CVE-2023-50868).
   */
  public static final int NSEC3_ITERATIONS = 150;

  /** Complaints kept of one zone; a broken file of a million lines needs no million complaints. */
  public static final int COMPLAINTS = 100;

  /** Aliases followed for one question, through all zones of the server; the asker goes on. */
  public static final int ALIASES = 11;

  /** Octets of an identity: it must leave room in the smallest answer (RFC 1035 §4.2.1: 512). */
  public static final int IDENTITY_OCTETS = 255;

  /** Ready answers of a server, of at most 1232 octets each: some 20 MB of usual ones. */
  public static final int READY_ANSWERS = 65_536;

  /** Signatures begin this much earlier, for resolvers whose clocks are behind. */
  public static final Duration SIGNATURE_SKEW = Duration.ofHours(1);

  /** How often it is looked whether signatures grow old: a small part of their days. */
  public static final Duration RENEWAL_LOOK = Duration.ofMinutes(1);

  private Limits() {}
}
