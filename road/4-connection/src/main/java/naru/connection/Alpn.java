package naru.connection;

/** Protocol names as TLS negotiates them, RFC 7301 §6 and RFC 9113 §3.1. */
final class Alpn {
  static final String H2 = "h2";
  static final String HTTP_1_1 = "http/1.1";

  private Alpn() {}
}
