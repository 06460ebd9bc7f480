package naru.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/**
 * The one thread that moves the bytes of all connections: epoll on Linux, NIO elsewhere. Made when
 * the first connection is dialled; a daemon, so that it never keeps a process alive. Thread-safe.
 */
final class NetworkThread {
  private static final boolean EPOLL = Epoll.isAvailable();
  private static final EventLoopGroup GROUP = make();

  private NetworkThread() {}

  private static EventLoopGroup make() {
    IoHandlerFactory io = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("naru-network", true), io);
  }

  /** The thread as a group, for a listener of our own. */
  static EventLoopGroup loop() {
    return GROUP;
  }

  /** A client socket to be: nothing is read before {@link Wire} says so. */
  static Bootstrap dialling(InetSocketAddress address, ChannelHandler handler) {
    SocketProtocolFamily family =
        address.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    return new Bootstrap()
        .group(GROUP)
        .channelFactory(() -> socket(family))
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the race has its own deadline
        .handler(handler);
  }

  private static Channel socket(SocketProtocolFamily family) {
    return EPOLL
        ? new EpollSocketChannel(family)
        : new NioSocketChannel(SelectorProvider.provider(), family);
  }

  /** The kind of socket that listens. */
  static Class<? extends ServerSocketChannel> listening() {
    return EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
