package naru.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Puts the layer of HTTP/2 frames under the inbox, where TLS has chosen that. Stateless. */
final class HttpFrames {
  private HttpFrames() {}

  /** Called on the network's thread before the first octet of the protocol is read. */
  static void install(ChannelHandlerContext inbox, String protocol) {
    if (!protocol.equals(Alpn.H2)) {
      return;
    }
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .pushEnabled(false)
            .initialWindowSize(Limits.STREAM_WINDOW)
            .maxHeaderListSize(Limits.HEAD);
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forClient()
            .initialSettings(settings)
            .gracefulShutdownTimeoutMillis(0)
            .build();
    inbox.pipeline().addBefore(inbox.name(), null, codec);
    inbox.pipeline().addBefore(inbox.name(), null, new Streams());
  }

  /** Stands above the codec, because only such a handler may begin a stream. */
  static final class Streams extends Http2ChannelDuplexHandler {}
}
