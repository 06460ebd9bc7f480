package naru.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/** Addresses to listen on, and why they could not be had. */
final class Listen {
  private Listen() {}

  /** {@code 127.0.0.1:80}, {@code [::1]:80}. */
  static String text(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = ip == null ? address.getHostString() : ip.getHostAddress();
    return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** {@code ADDR:PORT}, IPv6 in brackets; a name is none, for nobody is asked for its address. */
  static Optional<InetSocketAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean six = host.startsWith("[") && host.endsWith("]");
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > 0xffff || !six && host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    try {
      String literal = six ? host.substring(1, host.length() - 1) : host;
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(literal), port));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** One line that names the address and says why. */
  static String refusal(InetSocketAddress address, Throwable cause) {
    return "cannot listen on " + text(address) + ": " + reason(address, cause);
  }

  private static String reason(InetSocketAddress address, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String known = message.toLowerCase(Locale.ROOT);
    if (known.contains("address already in use")) {
      return "another program has it";
    }
    if (known.contains("permission denied")) {
      return address.getPort() < 1024
          ? "ports below 1024 need permission; name a higher port"
          : "not permitted";
    }
    if (known.contains("cannot assign requested address")) {
      return "this machine does not have that address";
    }
    if (known.contains("protocol family") || known.contains("address family")) {
      return "this machine has no such kind of address";
    }
    return message.lines().findFirst().orElse("the system refused it");
  }
}
