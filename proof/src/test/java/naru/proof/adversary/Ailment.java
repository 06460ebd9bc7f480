package naru.proof.adversary;

/** What is wrong with a name server. A quirk can be lived with; anything else excuses a failure. */
enum Ailment {
  WELL(true),
  /** FORMERR to every question with an OPT record (RFC 6891 §7). */
  NO_EDNS(true),
  /** The question comes back in lower case. */
  FOLDS_CASE(true),
  /** Every datagram is cut: TCP has the answer. */
  ALWAYS_TRUNCATES(true),
  /** 512 octets a datagram, whatever was allowed. */
  SMALL_DATAGRAMS(true),
  /** Every answer comes three times. */
  REPEATS(true),
  /** Over TCP an answer comes octet by octet, after answers to others. */
  PIECEMEAL(true),
  /** Nothing comes back. */
  SILENT(false),
  /** Nobody listens, and the machine says so. */
  CLOSED(false),
  /** REFUSED, as a server that knows no such zone. */
  LAME(false),
  /** REFUSED by a bare header without a question. */
  REFUSES_BARE(false),
  SERVFAIL(false),
  NOTIMP(false),
  /** Knows the root only, and refers to the top again. */
  REFERS_UP(false),
  /** Random octets behind the right id. */
  GARBAGE(false),
  /** The answer ends in its middle, but says nothing of that. */
  CUT(false),
  /** An answer to another question. */
  OTHER_QUESTION(false),
  /** A wrong id. */
  OTHER_ID(false),
  /** A resolver instead of a name server: RA, and no AA. */
  CACHE(false),
  /** Every datagram is cut, and TCP is closed. */
  TRUNCATES_WITHOUT_TCP(false),
  /** Every datagram is cut, and over TCP nothing comes back. */
  TRUNCATES_AND_HANGS(false),
  /** Answers a second and more late. */
  SLOW(false),
  /** Hears every other question only. */
  FORGETFUL(false);

  private final boolean quirk;

  Ailment(boolean quirk) {
    this.quirk = quirk;
  }

  /** Whether its answers are to be had all the same. */
  boolean isQuirk() {
    return quirk;
  }
}
