package naru.visit;

/** Bounds of a visit. */
public final class Limits {
  /** Redirects followed, as in curl. */
  public static final int REDIRECTS = 50;

  /** Octets of a redirect's body that are held back to be dropped; they are a few lines of HTML. */
  public static final int REDIRECT_BODY_OCTETS = 64 << 10;

  /** A first byte later than this is worth a note: people notice at about a second. */
  public static final double SLOW_FIRST_BYTE_MILLIS = 1_000;

  /** Characters of a host that a complaint repeats: enough to recognise it. */
  public static final int HOST_SHOWN = 80;

  private Limits() {}
}
