package naru.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import naru.journey.Trace;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;
import naru.tls.TrustRoots;

/**
 * Walks the whole room once against a server of its own on loopback, so that classes, native
 * libraries and first uses are paid for before the clock of a visit starts. Stateless.
 */
final class Rehearsal {
  private static final String HOST = "localhost";

  private Rehearsal() {}

  /** Rehearses; whether it came to its end is for a test: the visit says better what failed. */
  static boolean run(Time time, TlsEngine engine) {
    Identity identity = StageIdentity.read();
    ServerTls tls = ServerTls.of(Identities.always(identity), HttpVersions.NEWEST.alpn(), engine);
    Channel stage = listen(tls);
    try {
      TrustRoots roots = TrustRoots.of("rehearsal", List.of(StageIdentity.root()));
      Connector connector = new Connector(time, roots, false, engine);
      InetSocketAddress address = (InetSocketAddress) stage.localAddress();
      long deadline = time.nanos() + Limits.REHEARSAL.toNanos();
      Trace trace = Trace.recording(time);
      Target target = new Target(true, HOST, address.getPort());
      return switch (connector.open(
          target, List.of(address), HttpVersions.NEWEST, deadline, trace)) {
        case Opening.Opened(Connection connection) -> exchange(connection, deadline, trace);
        case Opening.Failed _ -> false;
      };
    } finally {
      var _ = stage.close();
    }
  }

  private static boolean exchange(Connection connection, long deadline, Trace trace) {
    Request request = Request.of("GET", "/", "naru");
    Exchanged exchanged = connection.exchange(request, BodySink.discarding(), deadline, trace);
    connection.close(trace);
    return exchanged instanceof Exchanged.Answered;
  }

  private static Channel listen(ServerTls tls) {
    return new ServerBootstrap()
        .group(NetworkThread.loop())
        .channel(NetworkThread.listening())
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.handler(channel.alloc()), new Greeting());
              }
            })
        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
        .syncUninterruptibly()
        .channel();
  }

  /** Answers each request with a greeting. */
  private static final class Greeting extends ChannelInboundHandlerAdapter {
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
        var head = new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"));
        var _ = context.write(head.stream(request.stream()));
        var _ = context.writeAndFlush(new DefaultHttp2DataFrame(true).stream(request.stream()));
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
      var _ = context.close();
    }
  }
}
