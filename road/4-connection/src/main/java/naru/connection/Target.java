package naru.connection;

/**
 * Where a URL points. Immutable.
 *
 * @param secure whether TLS comes first: https
 * @param host as the URL writes it: a name, an IPv4 address, or an IPv6 address in brackets
 * @param port as the URL means it; the port dialled may be another one
 */
public record Target(boolean secure, String host, int port) {
  private static final int HTTP = 80; // RFC 9110 §4.2.1
  private static final int HTTPS = 443; // RFC 9110 §4.2.2

  /** {@code https} or {@code http}. */
  public String scheme() {
    return secure ? "https" : "http";
  }

  /** Host and port as Host and :authority hold them: the scheme's own port is left out. */
  public String authority() {
    return port == (secure ? HTTPS : HTTP) ? host : host + ":" + port;
  }
}
