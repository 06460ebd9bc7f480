package naru.net;

import java.time.Duration;

/** How much this room takes from others, and for how long. */
public final class Limits {
  // Asking

  /** The lowest source port; 55,536 ports above keep 15.8 bits of chance (RFC 5452 §9.2). */
  public static final int FIRST_SOURCE_PORT = 10_000;

  /** Source ports tried before giving up: each is free with a chance near 1. */
  public static final int SOURCE_PORT_TRIES = 32;

  /** Ports open to one server, before further questions to it share them. */
  public static final int PORTS_A_SERVER = 8;

  /** Questions that go out from one port: then it is worn, and a fresh one is opened. */
  public static final int QUESTIONS_A_PORT = 64;

  /** Age at which a port is worn however little it was used: no time to look for it. */
  public static final Duration PORT_LIFE = Duration.ofMillis(500);

  /** How long a port that was shared stays open without a question: they come in bursts. */
  public static final Duration PORT_LINGER = Duration.ofMillis(20);

  /** A wait at a port that is ended by closing it; longer than any question takes. */
  public static final Duration PORT_WAIT = Duration.ofHours(1);

  /**
   * Wrong answers from the right peer before the question is asked over TCP, where nobody can guess
   * (RFC 5452 §4.5). Late answers to a former question are one or two.
   */
  public static final int NEAR_MISSES = 5;

  /** Lines of {@code dropped}, and messages of a stream that are not ours. */
  public static final int DROPPED = 20;

  /**
   * How long a better answer is awaited after one of ours that cannot be read: a forger's spoils
   * nothing (TuDoor), and a broken server costs little.
   */
  public static final Duration AFTER_GARBLED = Duration.ofMillis(200);

  /** Servers remembered for changing the case of names; beyond, the memory starts afresh. */
  public static final int FOLDING_SERVERS = 1_000;

  /** Octets of an answer over UDP that are received whole, also from who ignores EDNS. */
  public static final int UDP_RECEIVE_OCTETS = 4096;

  /** Questions side by side on one connection over TLS; then another is opened. */
  public static final int PENDING_A_TLS_CONNECTION = 100;

  /** Servers to which connections over TLS are kept open: a forwarder has a handful. */
  public static final int TLS_SERVERS = 64;

  /** A connection over TLS without a question is closed: servers do so after 10 to 30 seconds. */
  public static final Duration TLS_REST = Duration.ofSeconds(10);

  /**
   * To connect and to shake hands; whoever asks gives up earlier, the connection may still come.
   */
  public static final Duration TLS_HANDSHAKE = Duration.ofSeconds(5);

  /** Servers whose cookies are remembered: about 200 octets each. */
  public static final int COOKIES = 10_000;

  /** Questions asked again because of a cookie: one that was out of date, and one more. */
  public static final int COOKIE_ROUNDS = 2;

  /** How long it is remembered that a server is better asked without a cookie. */
  public static final Duration COOKIELESS = Duration.ofMinutes(15);

  // Being asked

  /** A server's cookie is valid so long after it was made (RFC 9018 §4.3). */
  public static final Duration COOKIE_LIFE = Duration.ofHours(1);

  /** So far may its maker's clock be ahead of ours (RFC 9018 §4.3). */
  public static final Duration COOKIE_AHEAD = Duration.ofMinutes(5);

  /** An older one is answered with a fresh one (RFC 9018 §4.3). */
  public static final Duration COOKIE_RENEWED = Duration.ofMinutes(30);

  /** Octets of an answer over UDP that are never fragmented (RFC 9715 §3.2). */
  public static final int UDP_ANSWER_OCTETS = 1232;

  /** Octets of a question over UDP; a longer one is cut, and so malformed. */
  public static final int UDP_QUERY_OCTETS = 4096;

  /** Datagrams moved before other sockets have their turn; batches of 64 measured best. */
  public static final int BATCH = 64;

  /** Questions under way that a service's handler waits for: about 20 KiB each. */
  public static final int DEFERRED = 10_000;

  /** Octets that a stream's buffer starts with; an ordinary question has fewer than 100. */
  public static final int STREAM_BUFFER_OCTETS = 512;

  /** Connections of a service: its memory is 64 KiB times this (RFC 7766 §6.2.2). */
  public static final int CONNECTIONS = 1_024;

  /** Connections of one peer, so that no single one takes them all (RFC 7766 §6.2.2). */
  public static final int CONNECTIONS_A_PEER = 256;

  /** Questions under way on a connection; then it is not read until one is answered. */
  public static final int PENDING_A_CONNECTION = 64;

  /**
   * A connection that asks nothing is closed: RFC 7766 §6.2.3 wants seconds, and a question under
   * way may take 10.
   */
  public static final Duration IDLE = Duration.ofSeconds(15);

  /** From the first octet of a message to its last. */
  public static final Duration WHOLE_MESSAGE = Duration.ofSeconds(5);

  /** Until a peer has taken an answer; a slower one is closed. */
  public static final Duration WRITE = Duration.ofSeconds(5);

  /**
   * Octets of an HTTP request's first line: room for a question of 12 KiB in base64url, and no DNS
   * question that a GET carries has more.
   */
  public static final int HTTP_LINE_OCTETS = 16 << 10;

  /** Octets of an HTTP request's fields. */
  public static final int HTTP_HEADER_OCTETS = 8 << 10;

  /** Rest after the kernel could not accept, as when descriptors run out. */
  public static final Duration AFTER_FAILED_ACCEPT = Duration.ofMillis(50);

  /** Tries to find a port that is free for UDP and TCP alike. */
  public static final int PORT_TRIES = 64;

  /** Connections that wait to be accepted. */
  public static final int BACKLOG = 512;

  /** Until everything of a service has stopped. */
  public static final Duration CLOSING = Duration.ofSeconds(1);

  private Limits() {}
}
