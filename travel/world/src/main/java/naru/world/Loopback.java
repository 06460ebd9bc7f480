package naru.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Collection;

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

  /** Whether a server could listen at this port of every address: tried by a plain bind. */
  static boolean isFree(Collection<InetAddress> addresses, int port) {
    return addresses.stream().allMatch(address -> isFree(new InetSocketAddress(address, port)));
  }

  private static boolean isFree(InetSocketAddress address) {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
