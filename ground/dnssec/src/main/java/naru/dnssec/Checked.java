package naru.dnssec;

/** What came of checking one signature with one key. Immutable. */
public sealed interface Checked {
  /** The key's owner signed this set. */
  record Good() implements Checked {}

  /** The signature is not this key's over this set, or is none at all. */
  record Bad() implements Checked {}

  /** The policy does not know the algorithm. */
  record Unsupported(int algorithm) implements Checked {}

  /**
   * The key is none of its algorithm, or beyond what is admitted.
   *
   * @param reason what is wrong with it, in words for a person
   */
  record MalformedKey(String reason) implements Checked {}
}
