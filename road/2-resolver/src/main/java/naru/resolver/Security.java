package naru.resolver;

/** What validation says of records (RFC 4033 §5); what is bogus is never kept. */
public enum Security {
  /** Nobody has looked yet. */
  UNCHECKED,
  /** A chain of trust provably ends above them, or there is none. */
  INSECURE,
  /** Signed by their zone, whose keys a trust anchor vouches for. */
  SECURE;

  /** The least of two: an answer is as secure as its weakest part. */
  public Security and(Security other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
