package naru.connection;

import java.util.List;

/** Which versions of HTTP a client is ready to speak. */
public enum HttpVersions {
  /** HTTP/2 where TLS and the server allow it, else HTTP/1.1. */
  NEWEST(List.of(Alpn.H2, Alpn.HTTP_1_1)),
  /** HTTP/1.1 only. */
  ONE(List.of(Alpn.HTTP_1_1));

  private final List<String> alpn;

  HttpVersions(List<String> alpn) {
    this.alpn = alpn;
  }

  /** Protocol names to offer, the preferred one first. */
  public List<String> alpn() {
    return alpn;
  }
}
