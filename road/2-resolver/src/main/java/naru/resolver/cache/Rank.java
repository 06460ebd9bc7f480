package naru.resolver.cache;

/**
 * How far data can be trusted by where it was found, the least first (RFC 2181 §5.4.1). Data never
 * replaces live data of a higher rank.
 *
 * <p>The ranks below these, referrals and glue, must never be returned as answers: they live in a
 * {@link Delegation} and never come here at all.
 */
public enum Rank {
  /** From the authority section of an answer, where the configuration lets it in at all. */
  RIDING,
  /** From an answer without authority, or behind an alias in one with it. */
  ANSWER_WITHOUT_AUTHORITY,
  /** From the answer section of an authoritative answer, about the name that was asked. */
  ANSWER
}
