package naru.journey;

/** How much one process tells another about its steps. The peer is our own user, but bounded. */
public final class Limits {
  /** Steps on one level: above the 200 upstream questions that one client's question may cost. */
  public static final int STEPS_A_LEVEL = 512;

  /** Facts of a step, lines of proof, items of a list. */
  public static final int FACTS = 512;

  /** Characters of one text; UTF-8 of it fits the 16-bit length before it. */
  public static final int TEXT = 4_000;

  /** Steps within steps, groups within groups. */
  public static final int DEPTH = 16;

  /** Octets of all steps in an answer: a message of a stream has 65,535 (RFC 1035 §4.2.2). */
  public static final int TOLD_OCTETS = 48_000;

  private Limits() {}
}
