package naru.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import naru.tls.ServerTls;
import naru.wire.MessageCodec;

/**
 * DNS over TLS (RFC 7858): the stream of TCP inside TLS, with questions side by side and answers as
 * they are ready. Thread-safe.
 *
 * <pre>
 * TLS ─ patience ─ two octets of length and a message, both ways ─ one at a time ─ DotRequests
 * </pre>
 */
final class DotService {
  private static final int LENGTH_OCTETS = 2;

  private final Answering answering;
  private final Connections connections;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("naru-tls", true), NioIoHandler.newFactory());

  DotService(Answering answering, Connections connections) {
    this.answering = answering;
    this.connections = connections;
  }

  /** Serves this bound channel. */
  void serve(ServerSocketChannel listener, ServerTls tls) {
    Channel channel =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(() -> new NioServerSocketChannel(listener))
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Entrance(tls))
            .register()
            .syncUninterruptibly()
            .channel();
    // Bound before it was registered: it may accept only now that all handlers are in place.
    channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
  }

  /** Closes everything; its thread ends soon after the last connection. */
  void close() {
    loop.shutdownGracefully(0, Limits.CLOSING.toMillis() / 2, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(Limits.CLOSING.toMillis());
  }

  /** Two octets of length before each message, coming in. */
  static LengthFieldBasedFrameDecoder unframing() {
    return new LengthFieldBasedFrameDecoder(
        LENGTH_OCTETS + MessageCodec.MAX_OCTETS, 0, LENGTH_OCTETS, 0, LENGTH_OCTETS);
  }

  /** The same going out. */
  static LengthFieldPrepender framing() {
    return new LengthFieldPrepender(LENGTH_OCTETS);
  }

  /** Sets up a connection. Shared by all, without state of its own. */
  private final class Entrance extends ChannelInitializer<Channel> {
    private final ServerTls tls;

    Entrance(ServerTls tls) {
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
      Optional<InetAddress> peer =
          Optional.of(((InetSocketAddress) channel.remoteAddress()).getAddress());
      if (!connections.enter(peer)) {
        var _ = channel.close();
        return;
      }
      var _ = channel.closeFuture().addListener(_ -> connections.leave(peer));
      Patience patience = new Patience();
      channel
          .pipeline()
          .addLast(tls.handler(channel.alloc()), patience, unframing(), framing())
          // One message at a time: a single read may bring hundreds, beyond what may be pending.
          .addLast(new FlowControlHandler(), new DotRequests(answering, patience));
    }
  }
}
