package naru.app;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.net.Addresses;

/** Addresses of flags: {@code ADDR:PORT}, {@code [V6]:PORT}; the port must be there. */
final class ListenAddress {
  private static final int MISSING = 0;

  private ListenAddress() {}

  /** The address; port 0, which takes a free one, must be written. */
  static Optional<InetSocketAddress> parse(String text) {
    Optional<InetSocketAddress> address = Addresses.parse(text, MISSING);
    boolean written = text.matches("([^:]*|\\[.*\\]):[0-9]+");
    return address.filter(_ -> written);
  }
}
