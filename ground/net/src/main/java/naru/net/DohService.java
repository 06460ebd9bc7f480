package naru.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import naru.tls.ServerTls;
import naru.wire.MessageCodec;

/**
 * DNS over HTTPS (RFC 8484), HTTP/2 or HTTP/1.1 by ALPN, and over plain HTTP/1.1 on loopback. The
 * only class by which Netty is loaded, so a service without it starts without Netty. Thread-safe.
 *
 * <pre>
 * TLS? ─ patience ─ HTTP/1.1 codec ─ whole requests, one at a time ─ DohRequests
 *                 └ HTTP/2 codec ─ a channel a stream ─ whole request ─ DohRequests
 * </pre>
 */
final class DohService {
  private final Answering answering;
  private final Connections connections;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("naru-https", true), NioIoHandler.newFactory());

  DohService(Answering answering, Connections connections) {
    this.answering = answering;
    this.connections = connections;
  }

  /** Serves this bound channel, with TLS or without. */
  void serve(ServerSocketChannel listener, Optional<ServerTls> tls) {
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

  /** Sets up a connection. Shared by all, without state of its own. */
  private final class Entrance extends ChannelInitializer<Channel> {
    private final Optional<ServerTls> tls;

    Entrance(Optional<ServerTls> tls) {
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
      ChannelPipeline pipeline = channel.pipeline();
      if (tls.isPresent()) {
        pipeline.addLast(tls.get().handler(channel.alloc()));
        pipeline.addLast(patience, new ByAlpn(patience));
      } else {
        pipeline.addLast(patience);
        http1(pipeline, patience);
      }
    }
  }

  /** Goes on with the protocol that the handshake chose. */
  private final class ByAlpn extends ApplicationProtocolNegotiationHandler {
    private final Patience patience;

    ByAlpn(Patience patience) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.patience = patience;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(context.pipeline(), patience);
      } else {
        http1(context.pipeline(), patience);
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      // A port scanner or an old client: not worth a line in our log.
      var _ = context.close();
    }
  }

  /** One request at a time: HTTP/1.1 answers in the order of the questions. */
  private void http1(ChannelPipeline pipeline, Patience patience) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(Limits.HTTP_LINE_OCTETS)
            .setMaxHeaderSize(Limits.HTTP_HEADER_OCTETS);
    pipeline.addLast(
        new HttpServerCodec(limits),
        new HttpServerKeepAliveHandler(),
        new HttpObjectAggregator(MessageCodec.MAX_OCTETS),
        new DohRequests(answering, patience));
  }

  private void http2(ChannelPipeline pipeline, Patience patience) {
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(Limits.PENDING_A_CONNECTION)
            .maxHeaderListSize(Limits.HTTP_LINE_OCTETS + Limits.HTTP_HEADER_OCTETS);
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
        new Http2MultiplexHandler(new Streams(patience)));
  }

  /** Sets up a stream of HTTP/2. */
  private final class Streams extends ChannelInitializer<Channel> {
    private final Patience patience;

    Streams(Patience patience) {
      this.patience = patience;
    }

    @Override
    protected void initChannel(Channel stream) {
      stream
          .pipeline()
          .addLast(
              new Http2StreamFrameToHttpObjectCodec(true),
              new HttpObjectAggregator(MessageCodec.MAX_OCTETS),
              new DohRequests(answering, patience));
    }
  }
}
