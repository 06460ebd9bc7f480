package naru.server;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * One request and its answer, for an access log. Immutable.
 *
 * @param octets of the body that was answered
 */
public record Access(
    Instant time,
    InetSocketAddress client,
    String host,
    String method,
    String target,
    String protocol,
    int status,
    long octets,
    double millis) {

  /** One line of {@code key=value}; what a client chose is quoted and cannot break the line. */
  @Override
  public String toString() {
    return "time=%s client=%s host=%s method=%s target=%s protocol=%s status=%d octets=%d ms=%.3f"
        .formatted(
            time,
            Listen.text(client),
            quoted(host),
            quoted(method),
            quoted(target),
            protocol,
            status,
            octets,
            millis);
  }

  private static String quoted(String text) {
    StringBuilder line = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        default -> {
          if (c < ' ' || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029') {
            line.append("\\u%04x".formatted((int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.append('"').toString();
  }
}
