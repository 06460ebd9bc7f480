package naru.tls;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a certificate must name: a DNS name or an IP address (RFC 9525 §1.8). Immutable. */
sealed interface PeerName {

  /** A DNS name in lower case, A-labels, no trailing dot. */
  record Dns(String name) implements PeerName {}

  /** An IP address. */
  record Address(InetAddress address) implements PeerName {}

  /** RFC 1034 §3.1: labels of 1 to 63 octets; an underscore is tolerated, as browsers do. */
  Pattern DNS_NAME =
      Pattern.compile("(?!.{254})[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");

  /** The dotted quad and nothing looser: {@code 127.1} is a name here. */
  Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** Reads what stands in a URL or in SNI; brackets and one trailing dot are taken off. */
  static Optional<PeerName> of(String host) {
    String text = host.toLowerCase(Locale.ROOT);
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    if (text.indexOf(':') >= 0 || DOTTED_QUAD.matcher(text).matches()) {
      return address(text);
    }
    if (text.endsWith(".")) {
      text = text.substring(0, text.length() - 1);
    }
    return DNS_NAME.matcher(text).matches() ? Optional.of(new Dns(text)) : Optional.empty();
  }

  private static Optional<PeerName> address(String literal) {
    int zone = literal.indexOf('%');
    String bare = zone < 0 ? literal : literal.substring(0, zone);
    try {
      return Optional.of(new Address(InetAddress.ofLiteral(bare)));
    } catch (IllegalArgumentException notALiteral) {
      return Optional.empty();
    }
  }

  /** The name as certificates and messages write it. */
  default String text() {
    return switch (this) {
      case Dns(String name) -> name;
      case Address(InetAddress address) -> address.getHostAddress();
    };
  }
}
