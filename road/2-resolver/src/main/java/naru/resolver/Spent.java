package naru.resolver;

/**
 * What answering clients has cost since a resolver began. Immutable.
 *
 * @param queries questions sent to servers
 * @param signatureChecks signatures verified, good or bad (KeyTrap, CVE-2023-50387)
 * @param digests digests of keys computed
 * @param hashes NSEC3 hashes computed, whatever their iterations (CVE-2023-50868)
 */
public record Spent(long queries, long signatureChecks, long digests, long hashes) {
  /** Nothing yet. */
  public static final Spent NOTHING = new Spent(0, 0, 0, 0);

  /** Both together. */
  public Spent plus(Spent more) {
    return new Spent(
        queries + more.queries,
        signatureChecks + more.signatureChecks,
        digests + more.digests,
        hashes + more.hashes);
  }
}
