package naru.journey;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import naru.wire.AddressText;

/** Who was asked or dialled, as every report writes it. */
public final class Peer {
  private Peer() {}

  /** {@code 127.0.0.1:443}, {@code [::1]:443}. */
  public static String text(InetSocketAddress address) {
    return AddressText.of(address);
  }

  /** {@code 127.0.0.1}, {@code ::1}. */
  public static String text(InetAddress address) {
    return AddressText.of(address);
  }
}
