package naru.connection;

import java.time.Duration;

/** Every limit of this room, each with its reason and source. Immutable. */
public final class Limits {
  /** From one connection attempt to the next: RFC 8305 §8, recommended value. */
  public static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

  /** Addresses of one host that are tried: a hostile zone may hold hundreds. */
  public static final int ADDRESSES = 16;

  /** How long a visit waits for its own close to get through: it is a courtesy to the peer. */
  public static final Duration CLOSE = Duration.ofMillis(500);

  /** Octets of a peer's first words kept as evidence: enough for a status line or a banner. */
  public static final int FIRST_WORDS = 512;

  /** Octets of one TLS handshake message that the tap looks into; the engine has its own limit. */
  public static final int TAPPED_MESSAGE = 16 << 10;

  /** Names of a certificate, and certificates, that a report repeats. */
  public static final int NAMES_SHOWN = 20;

  /** Octets received and not yet read, above which the socket is left to fill: backpressure. */
  public static final int UNREAD_HIGH = 256 << 10;

  /** Octets not yet read, below which the socket is read again. */
  public static final int UNREAD_LOW = 64 << 10;

  /** Octets of one line of a response head: Apache's and nginx's default is 8 KiB; curl 100 KiB. */
  public static final int LINE = 64 << 10;

  /** Octets of a whole response head: curl has 300 KiB, Chrome 256 KiB. */
  public static final int HEAD = 256 << 10;

  /** Fields of a head, trailers included: Go counts by octets only, Tomcat has 100. */
  public static final int FIELDS = 1_000;

  /** Interim responses (1xx) before the final one: an endless row of them is an attack. */
  public static final int INTERIM_RESPONSES = 16;

  /** Octets of a chunk's first line: extensions are ignored, so they must not be endless. */
  public static final int CHUNK_LINE = 4 << 10;

  /** Content codings on top of each other: more than one is rare, each multiplies (curl: 5). */
  public static final int CODINGS = 4;

  /** Octets of a decoded body: bodies are streamed, so this stops endless ones and gzip bombs. */
  public static final long BODY = 8L << 30;

  /** Octets of a request's body, which is held in memory. */
  public static final int REQUEST_BODY = 64 << 20;

  /** Octets of an HTTP/2 stream that a server may send ahead: as much as is left unread. */
  public static final int STREAM_WINDOW = UNREAD_HIGH;

  /** Fields of each head that a report repeats; the rest is counted. */
  public static final int FIELDS_SHOWN = 100;

  /** Characters of one peer's text in a report; the rest is counted. */
  public static final int TEXT_SHOWN = 400;

  /** How long the rehearsal before the first visit may take, if a machine is very slow. */
  public static final Duration REHEARSAL = Duration.ofSeconds(10);

  private Limits() {}
}
