package naru.net;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * A name server asked over TLS (RFC 7858).
   *
   * @param name what its certificate must name (strict); without one any certificate will do, which
   *     keeps out who only listens (opportunistic, RFC 8310 §5)
   */
  record OverTls(InetSocketAddress address, Optional<String> name) implements Server {
    @Override
    public String toString() {
      return Addresses.text(address) + name.map(known -> "#" + known).orElse("");
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
