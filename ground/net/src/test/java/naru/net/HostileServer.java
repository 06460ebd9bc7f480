package naru.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import naru.time.Time;
import naru.wire.MessageCodec;

/** A server that sends what a test tells it to, over UDP and, if told, TCP on the same port. */
final class HostileServer implements AutoCloseable {
  private final DatagramChannel datagrams;
  private final ServerSocketChannel streams;
  final AtomicInteger asked = new AtomicInteger();

  /** From a question's bytes to the datagrams, or the stream's octets, that follow it. */
  interface Behaviour {
    List<byte[]> to(byte[] query);
  }

  private HostileServer(DatagramChannel datagrams, ServerSocketChannel streams) {
    this.datagrams = datagrams;
    this.streams = streams;
  }

  /** Over UDP only: its TCP port is closed. */
  static HostileServer overUdp(Behaviour behaviour) {
    HostileServer server = bound();
    BoundedIo.closeQuietly(server.streams);
    Time.system().start("hostile-udp", () -> server.serveUdp(behaviour));
    return server;
  }

  static HostileServer overBoth(Behaviour udp, Behaviour tcp) {
    HostileServer server = bound();
    Time.system().start("hostile-udp", () -> server.serveUdp(udp));
    Time.system().start("hostile-tcp", () -> server.serveTcp(tcp));
    return server;
  }

  private static HostileServer bound() {
    try {
      Sockets sockets = new Sockets();
      sockets.open(Landing.ANY_PORT, true, true);
      return new HostileServer(sockets.datagrams.getFirst(), sockets.tcp.getFirst());
    } catch (Sockets.Refusal refusal) {
      throw new AssertionError(refusal);
    }
  }

  InetSocketAddress address() {
    try {
      return (InetSocketAddress) datagrams.getLocalAddress();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serveUdp(Behaviour behaviour) {
    ByteBuffer in = ByteBuffer.allocate(MessageCodec.MAX_OCTETS);
    try {
      while (true) {
        var peer = datagrams.receive(in.clear());
        asked.incrementAndGet();
        byte[] query = new byte[in.flip().remaining()];
        in.get(query);
        for (byte[] datagram : behaviour.to(query)) {
          datagrams.send(ByteBuffer.wrap(datagram), peer);
        }
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serveTcp(Behaviour behaviour) {
    while (streams.isOpen()) {
      try (SocketChannel peer = streams.accept()) {
        ByteBuffer in = ByteBuffer.allocate(512);
        while (in.position() < 2 || in.position() < 2 + in.getShort(0)) {
          if (peer.read(in) < 0) {
            break;
          }
        }
        byte[] query = new byte[Math.max(0, in.position() - 2)];
        in.get(2, query);
        for (byte[] octets : behaviour.to(query)) {
          peer.write(ByteBuffer.wrap(octets));
        }
      } catch (IOException _) {
        // The test's client went away, or the test is over.
      }
    }
  }

  @Override
  public void close() {
    BoundedIo.closeQuietly(datagrams);
    BoundedIo.closeQuietly(streams);
  }
}
