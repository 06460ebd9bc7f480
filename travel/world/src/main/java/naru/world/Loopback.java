package naru.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** What this machine's loopback interface can do. */
final class Loopback {
  private Loopback() {}

  /** Whether ::1 can be bound: tried, because an address in a list may still be switched off. */
  static boolean hasSix() {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      return true;
    } catch (IOException | UnsupportedAddressTypeException absent) {
      return false;
    }
  }
}
