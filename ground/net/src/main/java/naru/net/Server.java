package naru.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Who can be asked. Immutable. */
public sealed interface Server {
  /** A name server at an address: over UDP, and over TCP where an answer did not fit. */
  record Plain(InetSocketAddress address) implements Server {
    @Override
    public String toString() {
      return Addresses.text(address);
    }
  }

  /** A name server asked over TCP only. */
  record OverTcp(InetSocketAddress address) implements Server {
    @Override
    public String toString() {
      return Addresses.text(address);
    }
  }

  /** A server of this machine behind a local socket. */
  record Local(Path socket) implements Server {
    @Override
    public String toString() {
      return socket.toString();
    }
  }
}
