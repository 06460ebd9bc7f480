package naru.connection;

import java.util.List;

/** Which versions of HTTP a client is ready to speak. */
public enum HttpVersions {
  /** HTTP/2 where TLS and the server allow it, else HTTP/1.1. */
  NEWEST,
  /** HTTP/1.1 only. */
  ONE;

  /** Protocol names to offer, the preferred one first. */
  public List<String> alpn() {
    return switch (this) {
      case NEWEST -> List.of(Alpn.H2, Alpn.HTTP_1_1);
      case ONE -> List.of(Alpn.HTTP_1_1);
    };
  }
}
