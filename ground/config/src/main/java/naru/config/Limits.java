package naru.config;

/** Bounds on configuration files: generous for people, small for machines. */
public final class Limits {
  /** Octets of a YAML file; zones have files of their own. */
  public static final int FILE_OCTETS = 16 << 20;

  /** Aliases that one document may expand (the "billion laughs" attack). */
  public static final int ALIASES = 50;

  /** Complaints that are told; after so many nobody reads on. */
  public static final int COMPLAINTS = 100;

  /**
   * Places in a row of the table of clients' rates, a power of two: two rows take 1 MiB, and with
   * 10,000 busy clients two of them share a bucket once in 50.
   */
  public static final int RATE_PLACES = 1 << 16;

  private Limits() {}
}
