package naru.server;

import java.time.Duration;

/** Every limit of this room, each with its reason and source. Immutable. */
public final class Limits {
  /** Connections at once, all addresses together; each costs a descriptor and some 20 KiB. */
  public static final int CONNECTIONS = 10_000;

  /** Connections that the kernel holds ready while we accept others. */
  public static final int BACKLOG = 1_024;

  /** Octets of a request line; RFC 9112 §3 recommends at least 8000. */
  public static final int REQUEST_LINE_OCTETS = 8_192;

  /** Octets of all header fields of a request, as nginx and Apache allow. */
  public static final int HEADER_OCTETS = 32_768;

  /** Octets of a body that we read only to throw away: files take no bodies. */
  public static final int DRAINED_OCTETS = 1 << 20;

  /** A handshake that takes longer serves nobody. */
  public static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /**
   * A whole request head must arrive in this time after the connection was made or the request
   * before it was answered, however busily its octets trickle (slowloris, CVE-2007-6750).
   */
  public static final Duration REQUEST = Duration.ofSeconds(20);

  /** The body of a request must have arrived by then. */
  public static final Duration BODY = Duration.ofSeconds(30);

  /** A connection on which nothing moves in either direction is closed. */
  public static final Duration IDLE = Duration.ofSeconds(60);

  /** Streams at once on an HTTP/2 connection; RFC 9113 §6.5.2 recommends at least 100. */
  public static final int STREAMS = 100;

  /** Streams that either side may reset in {@link #RESET_WINDOW} (CVE-2023-44487, -2025-8671). */
  public static final int RESETS = 200;

  /** The time over which {@link #RESETS} are counted. */
  public static final Duration RESET_WINDOW = Duration.ofSeconds(30);

  /** Octets of a file that is kept in memory: most of what makes up a page. */
  public static final int CACHED_FILE_OCTETS = 128 << 10;

  /** Octets of all files of a folder that are kept in memory. */
  public static final long CACHE_OCTETS = 64L << 20;

  /** Files of a folder that are kept in memory, small as they may be. */
  public static final int CACHED_FILES = 10_000;

  /** After this time the file is looked at again, so a change shows almost at once. */
  public static final Duration FRESH = Duration.ofMillis(100);

  /** Segments of a path; each may cost a look at the disk. */
  public static final int SEGMENTS = 64;

  /** Octets read from a large file at a time for HTTP/2, of which two pieces are on their way. */
  public static final int PIECE_OCTETS = 64 << 10;

  /** Opening all addresses must not take longer. */
  public static final Duration START = Duration.ofSeconds(10);

  /** Closing gives up waiting then; the user was promised two seconds. */
  public static final Duration CLOSE = Duration.ofMillis(1_500);

  /** Octets of a header value that the arrival page repeats. */
  public static final int ECHOED_CHARACTERS = 512;

  /** Event loops that anybody may ask for. */
  public static final int THREADS = 256;

  private Limits() {}
}
