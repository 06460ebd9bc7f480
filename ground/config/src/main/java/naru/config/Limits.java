package naru.config;

/** Bounds on configuration files: generous for people, small for machines. */
public final class Limits {
  /** Octets of a YAML file; zones have files of their own. */
  public static final int FILE_OCTETS = 16 << 20;

  /** Aliases that one document may expand (the "billion laughs" attack). */
  public static final int ALIASES = 50;

  /** Complaints that are told; after so many nobody reads on. */
  public static final int COMPLAINTS = 100;

  private Limits() {}
}
