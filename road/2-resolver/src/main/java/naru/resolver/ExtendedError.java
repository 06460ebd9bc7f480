package naru.resolver;

/** An extended DNS error (RFC 8914): a code of its registry and a line for a person. Immutable. */
public record ExtendedError(int infoCode, String text) {
  public static final int OTHER = 0;
  public static final int CACHED_ERROR = 13;
  public static final int PROHIBITED = 18;
  public static final int NOT_AUTHORITATIVE = 20;
  public static final int NOT_SUPPORTED = 21;
  public static final int NO_REACHABLE_AUTHORITY = 22;
  public static final int NETWORK_ERROR = 23;
}
