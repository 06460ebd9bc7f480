package naru.wire;

/** What this room bounds, and why. The limits of names and messages are those of RFC 1035. */
final class Limits {
  /**
   * Octets of one entry of a master file, without what is between its words. The largest RDATA has
   * 65535 octets (RFC 1035 §3.2.1), each at most four characters as text.
   */
  static final int ZONE_ENTRY_OCTETS = 512 * 1024;

  /** $INCLUDE inside of $INCLUDE: deeper nesting is a mistake, not a habit. */
  static final int ZONE_INCLUDE_DEPTH = 8;

  /** $INCLUDE in one reading, so that files that include each other cannot grow without end. */
  static final int ZONE_INCLUDES = 1000;

  /** Characters of a faulty word that a complaint repeats. */
  static final int COMPLAINT_CHARACTERS = 80;

  private Limits() {}
}
