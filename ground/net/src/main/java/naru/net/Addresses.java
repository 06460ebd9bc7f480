package naru.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import naru.wire.AddressText;

/** Addresses as text and back, without ever asking anybody for a name. */
public final class Addresses {
  private Addresses() {}

  /** {@code 127.0.0.1:53}, {@code [::1]:53}. */
  public static String text(InetSocketAddress address) {
    return AddressText.of(address);
  }

  /** An address literal of either family; a name gives nothing. */
  public static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads {@code ADDR}, {@code ADDR:PORT}, {@code [V6]} or {@code [V6]:PORT}; a bare IPv6 address
   * has no port.
   */
  public static Optional<InetSocketAddress> parse(String text, int portWhenSilent) {
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean bareSix = bracket < 0 && text.indexOf(':') != colon;
    if (colon < bracket || colon < 0 || bareSix) {
      return literal(unbracketed(text)).map(a -> new InetSocketAddress(a, portWhenSilent));
    }
    Optional<Integer> port = port(text.substring(colon + 1));
    Optional<InetAddress> address = literal(unbracketed(text.substring(0, colon)));
    return port.flatMap(p -> address.map(a -> new InetSocketAddress(a, p)));
  }

  private static String unbracketed(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }

  private static Optional<Integer> port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text);
    return port <= 0xffff ? Optional.of(port) : Optional.empty();
  }
}
