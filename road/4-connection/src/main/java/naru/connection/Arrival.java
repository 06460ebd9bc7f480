package naru.connection;

import java.util.List;

/** What the network's thread tells the visit's thread. */
sealed interface Arrival {
  /** Octets of a connection that speaks HTTP/1.1. */
  record Bytes(Octets octets, long atNanos) implements Arrival {}

  /** TLS has shaken hands. */
  record HandshakeDone() implements Arrival {}

  /** TLS could not. */
  record HandshakeFailed(Throwable why) implements Arrival {}

  /** A HEADERS frame with its continuations, RFC 9113 §6.2. */
  record Head(List<Field> fields, boolean last, long atNanos) implements Arrival {}

  /** A DATA frame, and how much of the window it took, RFC 9113 §6.1. */
  record Data(Octets octets, int windowOctets, boolean last) implements Arrival {}

  /** RST_STREAM, RFC 9113 §6.4. */
  record StreamReset(long code) implements Arrival {}

  /** GOAWAY, RFC 9113 §6.8. */
  record GoAway(long code, int lastStream, Octets debug) implements Arrival {}

  /** What was written could not be sent. */
  record Unsent(Throwable why) implements Arrival {}

  /** A layer of ours could not go on with what the peer sent. */
  record Broken(Throwable why) implements Arrival {}

  /** Nothing more will come. */
  record Closed(Ending how) implements Arrival {}

  /** How a connection ended. */
  enum Ending {
    /** The peer sent FIN, and before that close_notify if TLS was on. */
    FINISHED,
    /** The peer sent FIN without close_notify: what came may be cut (RFC 8446 §6.1). */
    CUT,
    /** The peer sent RST. */
    RESET,
    /** We closed. */
    OURS
  }
}
