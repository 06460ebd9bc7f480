package naru.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import naru.net.SystemPackets.KernelStream;
import naru.time.Promise;
import naru.time.Time;

/**
 * The stream sockets of one service, TCP and local: a task that accepts on each, a task that reads
 * on each connection. Thread-safe.
 */
final class StreamService {
  private final Time time;
  private final Answering answering;
  private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();
  private final Connections connections;
  private final Set<ServerSocketChannel> listeners = ConcurrentHashMap.newKeySet();
  private final Promise<Boolean> closing;

  StreamService(Time time, Answering answering, Connections connections) {
    this.time = time;
    this.answering = answering;
    this.connections = connections;
    this.closing = time.promise();
  }

  /** Serves TCP on this bound channel. */
  void tcp(ServerSocketChannel listener) {
    serve(listener, StreamService::tcpCaller);
  }

  /** Serves a local socket; a peer of {@code owner}'s user is one of our own. */
  void local(ServerSocketChannel listener, LocalSocketFile file) {
    serve(listener, channel -> localCaller(channel, file));
  }

  /** Who is at the other end. */
  private interface Introduction {
    Answering.Caller callerOf(SocketChannel channel) throws IOException;
  }

  private static Answering.Caller tcpCaller(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new Answering.Caller(
        Transport.TCP,
        Optional.of((InetSocketAddress) channel.getRemoteAddress()),
        Optional.of((InetSocketAddress) channel.getLocalAddress()),
        false);
  }

  private static Answering.Caller localCaller(SocketChannel channel, LocalSocketFile file)
      throws IOException {
    return new Answering.Caller(
        Transport.LOCAL, Optional.empty(), Optional.empty(), file.isOfOwner(channel));
  }

  private void serve(ServerSocketChannel listener, Introduction introduction) {
    listeners.add(listener);
    answering.start("dns-accept", () -> accept(listener, introduction));
  }

  private void accept(ServerSocketChannel listener, Introduction introduction) {
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        admit(channel, introduction);
      } catch (IOException _) {
        // Closed, or out of descriptors: then connections end and the next accept succeeds.
        time.pause(Limits.AFTER_FAILED_ACCEPT, closing);
      }
    }
  }

  private void admit(SocketChannel channel, Introduction introduction) {
    try {
      Answering.Caller caller = introduction.callerOf(channel);
      Optional<InetAddress> peer = caller.peer().map(InetSocketAddress::getAddress);
      if (!connections.enter(peer)) {
        BoundedIo.closeQuietly(channel);
        return;
      }
      SocketAddress remote = channel.getRemoteAddress();
      KernelStream stream = new KernelStream(time, channel, remote);
      StreamConnection connection = new StreamConnection(time, answering, stream, caller);
      open.add(connection);
      answering.start("dns-" + caller.transport().word(), () -> run(connection, peer));
    } catch (IOException _) {
      BoundedIo.closeQuietly(channel);
    }
  }

  private void run(StreamConnection connection, Optional<InetAddress> peer) {
    try {
      if (closing.isComplete()) {
        connection.close();
      }
      connection.serve();
    } finally {
      open.remove(connection);
      connections.leave(peer);
    }
  }

  /** Stops accepting and closes every connection; their tasks end by that. */
  void close() {
    closing.complete(true);
    listeners.forEach(BoundedIo::closeQuietly);
    open.forEach(StreamConnection::close);
  }
}
