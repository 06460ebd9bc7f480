package naru.world;

/** The ports of a world: one for all its name servers, one each for its sites. Immutable. */
public record Ports(int dns, int http, int https) {
  /** What clients expect (RFC 1035 §4.2, RFC 9110 §4.2). */
  public static final Ports STANDARD = new Ports(53, 80, 443);

  /** Any that are free: for tests that run beside each other. */
  public static final Ports FREE = new Ports(0, 0, 0);

  /** Whether other programs must be told the ports. */
  public boolean isStandard() {
    return equals(STANDARD);
  }
}
