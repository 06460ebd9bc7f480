package naru.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import naru.time.Time;

/**
 * The kernel's network through blocking channels: on a virtual thread a wait costs a parked
 * continuation, and no receive thread stands between socket and asker. Thread-safe.
 */
final class SystemPackets implements Packets {
  private final Time time;

  SystemPackets(Time time) {
    this.time = time;
  }

  @Override
  public Opened<DatagramPort> datagrams(InetSocketAddress peer, int sourcePort) {
    try {
      DatagramChannel channel = DatagramChannel.open(family(peer.getAddress()));
      try {
        channel.bind(new InetSocketAddress(anyLike(peer.getAddress()), sourcePort));
        channel.connect(peer);
        return new Opened.Open<>(new KernelDatagrams(channel, new BoundedIo(time, channel)));
      } catch (IOException failure) {
        BoundedIo.closeQuietly(channel);
        throw failure;
      }
    } catch (IOException failure) {
      return refused(failure);
    } catch (UnsupportedOperationException _) {
      return noSuchFamily();
    }
  }

  @Override
  public Opened<Stream> stream(SocketAddress peer) {
    try {
      SocketChannel channel =
          peer instanceof InetSocketAddress internet
              ? SocketChannel.open(family(internet.getAddress()))
              : SocketChannel.open(StandardProtocolFamily.UNIX);
      return new Opened.Open<>(new KernelStream(time, channel, peer));
    } catch (IOException failure) {
      return refused(failure);
    } catch (UnsupportedOperationException _) {
      return noSuchFamily();
    }
  }

  private static <T> Opened<T> refused(IOException failure) {
    return new Opened.Refused<>(KernelWords.reason(failure), KernelWords.of(failure));
  }

  private static <T> Opened<T> noSuchFamily() {
    return new Opened.Refused<>(
        Listening.Reason.NO_SUCH_ADDRESS, "this machine does not speak that address family");
  }

  /** A socket of the peer's own family: an IPv6 one would show mapped addresses to the kernel. */
  static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static InetAddress anyLike(InetAddress peer) {
    return InetAddress.ofLiteral(peer instanceof Inet6Address ? "::" : "0.0.0.0");
  }

  /** A connected UDP socket. */
  private record KernelDatagrams(DatagramChannel channel, BoundedIo io) implements DatagramPort {
    @Override
    public Moved send(ByteBuffer octets) {
      return io.unbounded(() -> channel.write(octets));
    }

    @Override
    public Moved receive(ByteBuffer target, Duration limit) {
      return io.within(limit, () -> channel.read(target));
    }

    @Override
    public Moved receive(ByteBuffer target) {
      return io.unbounded(() -> channel.read(target));
    }

    @Override
    public void close() {
      io.close();
    }
  }

  /** A TCP or a local socket, ours to connect or accepted. */
  static final class KernelStream implements Stream {
    private final SocketChannel channel;
    private final SocketAddress peer;
    private final BoundedIo io;

    KernelStream(Time time, SocketChannel channel, SocketAddress peer) {
      this.channel = channel;
      this.peer = peer;
      this.io = new BoundedIo(time, channel);
    }

    @Override
    public Moved connect(Duration limit) {
      return io.within(limit, this::connected);
    }

    private int connected() throws IOException {
      channel.connect(peer);
      if (!(peer instanceof UnixDomainSocketAddress)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      return 0;
    }

    @Override
    public Moved read(ByteBuffer target, Duration limit) {
      return io.within(limit, () -> channel.read(target));
    }

    @Override
    public Moved write(ByteBuffer source, Duration limit) {
      return io.within(limit, () -> writeAll(source));
    }

    private int writeAll(ByteBuffer source) throws IOException {
      int octets = source.remaining();
      while (source.hasRemaining()) {
        channel.write(source);
      }
      return octets;
    }

    @Override
    public void close() {
      io.close();
    }
  }
}
