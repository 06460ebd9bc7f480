package naru.nameserver;

/** How much of everything, each with its reason. */
public final class Limits {
  /** Records of one owner and type: larger sets make every answer slow (CVE-2024-1737). */
  public static final int RECORDS_A_SET = 100;

  /** Types at one name: each look at a name passes over them (CVE-2024-1737). */
  public static final int TYPES_A_NAME = 100;

  /** Complaints kept of one zone; a broken file of a million lines needs no million complaints. */
  public static final int COMPLAINTS = 100;

  /** Aliases followed for one question, through all zones of the server; the asker goes on. */
  public static final int ALIASES = 11;

  /** Octets of an identity: it must leave room in the smallest answer (RFC 1035 §4.2.1: 512). */
  public static final int IDENTITY_OCTETS = 255;

  /** Ready answers of a server, of at most 1232 octets each: some 20 MB of usual ones. */
  public static final int READY_ANSWERS = 65_536;

  private Limits() {}
}
