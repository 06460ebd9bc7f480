package naru.resolver.cache;

/** How fresh remembered data must be for what it is wanted for. */
public enum Freshness {
  /** Its time has run out, but not for too long (RFC 8767). */
  STALE,
  /** Its time has not run out. */
  LIVE,
  /** It will live for a while: more than a tenth of its time is left. */
  LASTING
}
