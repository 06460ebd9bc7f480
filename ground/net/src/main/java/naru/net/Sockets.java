package naru.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bound sockets of a service that is being opened: all of them, or none.
 *
 * <p>Every bind is a plain one, without {@code SO_REUSEPORT}: a second bind with it would succeed
 * and take half of another program's questions. Confined to the opening thread.
 */
final class Sockets {
  /** UDP sockets that listen. */
  final List<DatagramChannel> datagrams = new ArrayList<>();

  /** TCP sockets that listen. */
  final List<ServerSocketChannel> tcp = new ArrayList<>();

  /** TCP sockets that listen for TLS, in the order of opening. */
  final List<ServerSocketChannel> tls = new ArrayList<>();

  /** TCP sockets that listen for HTTP, in the order of opening. */
  final List<ServerSocketChannel> http = new ArrayList<>();

  /** Local sockets that listen, and their files. */
  final Map<ServerSocketChannel, LocalSocketFile> local = new LinkedHashMap<>();

  /** It cannot be listened there. Never leaves this room: the door is {@link Listening}. */
  static final class Refusal extends Exception {
    final String where;
    final Listening.Reason reason;

    Refusal(String where, Listening.Reason reason) {
      super(where);
      this.where = where;
      this.reason = reason;
    }
  }

  /** Opens one address for UDP, TCP or both; with port 0 both have the same port. */
  void open(InetSocketAddress address, boolean overUdp, boolean overTcp) throws Refusal {
    if (overUdp && overTcp && address.getPort() == 0) {
      openSamePort(address);
      return;
    }
    if (overTcp) {
      tcp.add(openTcp(address));
    }
    if (overUdp) {
      datagrams.add(openUdp(address));
    }
  }

  /** TCP's port is the kernel's choice; UDP's is the same if it is free, else both are new. */
  private void openSamePort(InetSocketAddress address) throws Refusal {
    for (int i = 1; true; i++) {
      ServerSocketChannel stream = openTcp(address);
      try {
        int port = stream.socket().getLocalPort();
        datagrams.add(openUdp(new InetSocketAddress(address.getAddress(), port)));
        tcp.add(stream);
        return;
      } catch (Refusal refusal) {
        BoundedIo.closeQuietly(stream);
        if (refusal.reason != Listening.Reason.TAKEN || i == Limits.PORT_TRIES) {
          throw refusal;
        }
      }
    }
  }

  private static DatagramChannel openUdp(InetSocketAddress address) throws Refusal {
    return opened(
        "udp " + Addresses.text(address),
        () -> DatagramChannel.open(SystemPackets.family(address.getAddress())),
        channel -> channel.bind(address));
  }

  private static ServerSocketChannel openTcp(InetSocketAddress address) throws Refusal {
    return opened(
        "tcp " + Addresses.text(address),
        () -> ServerSocketChannel.open(SystemPackets.family(address.getAddress())),
        channel -> channel.bind(address, Limits.BACKLOG));
  }

  /** Opens one address for TLS. */
  void openTls(InetSocketAddress address) throws Refusal {
    tls.add(openTcp(address));
  }

  /** Opens one address for HTTP. */
  void openHttp(InetSocketAddress address) throws Refusal {
    http.add(openTcp(address));
  }

  /** Opens a local socket in a directory of the caller's own. */
  void open(Path path) throws Refusal {
    opened(
        path.toString(),
        () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX),
        channel -> {
          if (LocalSocketFile.isTaken(path)) {
            throw new Refusal(path.toString(), Listening.Reason.TAKEN);
          }
          local.put(channel, LocalSocketFile.bind(channel, path));
        });
  }

  /** Makes a socket. */
  private interface Making<C> {
    C make() throws IOException;
  }

  /** Gives a socket its address. */
  private interface Binding<C> {
    void bind(C channel) throws IOException, Refusal;
  }

  private static <C extends Channel> C opened(String where, Making<C> making, Binding<C> binding)
      throws Refusal {
    try {
      C channel = making.make();
      try {
        binding.bind(channel);
        return channel;
      } catch (IOException | Refusal failure) {
        BoundedIo.closeQuietly(channel);
        throw failure;
      }
    } catch (IOException failure) {
      throw new Refusal(where, KernelWords.reason(failure));
    } catch (UnsupportedOperationException _) {
      throw new Refusal(where, Listening.Reason.NO_SUCH_ADDRESS);
    }
  }

  /** The addresses with their real ports, each once. */
  List<InetSocketAddress> addresses() {
    List<InetSocketAddress> addresses = new ArrayList<>();
    datagrams.forEach(c -> addresses.add((InetSocketAddress) c.socket().getLocalSocketAddress()));
    tcp.forEach(c -> addresses.add((InetSocketAddress) c.socket().getLocalSocketAddress()));
    tls.forEach(c -> addresses.add((InetSocketAddress) c.socket().getLocalSocketAddress()));
    http.forEach(c -> addresses.add((InetSocketAddress) c.socket().getLocalSocketAddress()));
    return addresses.stream().distinct().toList();
  }

  /** Gives everything back. */
  void close() {
    datagrams.forEach(BoundedIo::closeQuietly);
    tcp.forEach(BoundedIo::closeQuietly);
    tls.forEach(BoundedIo::closeQuietly);
    http.forEach(BoundedIo::closeQuietly);
    local.keySet().forEach(BoundedIo::closeQuietly);
    local.values().forEach(LocalSocketFile::remove);
  }
}
