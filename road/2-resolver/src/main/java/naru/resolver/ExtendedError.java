package naru.resolver;

/** An extended DNS error (RFC 8914): a code of its registry and a line for a person. Immutable. */
public record ExtendedError(int infoCode, String text) {
  public static final int OTHER = 0;
  public static final int UNSUPPORTED_KEY_ALGORITHM = 1;
  public static final int UNSUPPORTED_DS_DIGEST = 2;
  public static final int STALE_ANSWER = 3;
  public static final int DNSSEC_BOGUS = 6;
  public static final int SIGNATURE_EXPIRED = 7;
  public static final int SIGNATURE_NOT_YET_VALID = 8;
  public static final int DNSKEY_MISSING = 9;
  public static final int RRSIGS_MISSING = 10;
  public static final int NSEC_MISSING = 12;
  public static final int CACHED_ERROR = 13;
  public static final int PROHIBITED = 18;
  public static final int STALE_NXDOMAIN = 19;
  public static final int NOT_AUTHORITATIVE = 20;
  public static final int NOT_SUPPORTED = 21;
  public static final int NO_REACHABLE_AUTHORITY = 22;
  public static final int NETWORK_ERROR = 23;
  public static final int UNSUPPORTED_NSEC3_ITERATIONS = 27;
}
