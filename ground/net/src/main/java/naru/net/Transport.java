package naru.net;

import java.util.Locale;

/** How a message travels. */
public enum Transport {
  /** Datagrams (RFC 1035 §4.2.1). */
  UDP,
  /** A stream with two octets of length before each message (RFC 1035 §4.2.2, RFC 7766). */
  TCP,
  /** The same over TLS (RFC 7858). */
  TLS,
  /** Messages as bodies of HTTP (RFC 8484). */
  HTTPS,
  /** A stream like TCP's over a local socket, whose peer's user the kernel vouches for. */
  LOCAL;

  /** The word of every report. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
