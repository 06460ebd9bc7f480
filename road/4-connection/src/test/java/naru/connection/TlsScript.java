package naru.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;

/** A real TLS server on loopback: HTTP/1.1 or HTTP/2, one scripted answer. */
final class TlsScript implements AutoCloseable {
  /** What is answered to a request in HTTP/2. */
  interface Frames {
    void answer(ChannelHandlerContext context, Http2HeadersFrame request);
  }

  private final Channel listening;

  private TlsScript(Channel listening) {
    this.listening = listening;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** HTTP/1.1: this answer, then a close. */
  static TlsScript one(Identity identity, String answer) {
    ServerTls tls =
        ServerTls.of(Identities.always(identity), List.of("http/1.1"), TlsEngine.best());
    return listen(
        pipeline -> pipeline.addLast(tls.handler(pipeline.channel().alloc()), answering(answer)));
  }

  /** HTTP/1.1 after a handler was told about. */
  static TlsScript handler(SslHandlers tls, String answer) {
    return listen(pipeline -> pipeline.addLast(tls.make(pipeline.channel()), answering(answer)));
  }

  /** Makes a TLS handler with settings of its own. */
  interface SslHandlers {
    SslHandler make(Channel channel);
  }

  /** HTTP/2: whatever the frames are. */
  static TlsScript two(Identity identity, Frames frames) {
    ServerTls tls =
        ServerTls.of(Identities.always(identity), List.of("h2", "http/1.1"), TlsEngine.best());
    return listen(pipeline ->
        pipeline.addLast(tls.handler(pipeline.channel().alloc()), new FramesAfterTls(frames)));
  }

  private static TlsScript listen(Consumer<ChannelPipeline> build) {
    Channel listening =
        new ServerBootstrap()
            .group(NetworkThread.loop())
            .channel(NetworkThread.listening())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    build.accept(channel.pipeline());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
            .syncUninterruptibly()
            .channel();
    return new TlsScript(listening);
  }

  private static ChannelInboundHandlerAdapter answering(String answer) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object request) {
        ReferenceCountUtil.release(request);
        ByteBuf octets = Unpooled.wrappedBuffer(Script.latin1(answer));
        context.writeAndFlush(octets).addListener(ChannelFutureListener.CLOSE);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
        var _ = context.close();
      }
    };
  }

  private static final class FramesAfterTls extends ChannelInboundHandlerAdapter {
    private final Frames frames;

    FramesAfterTls(Frames frames) {
      this.frames = frames;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
        context
            .pipeline()
            .addBefore(context.name(), null, Http2FrameCodecBuilder.forServer().build());
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2HeadersFrame request) {
        frames.answer(context, request);
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
      var _ = context.close();
    }
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
  }
}
