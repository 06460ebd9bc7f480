package naru.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import naru.time.Time;

/**
 * The end of a pipeline: copies what arrives into a {@link Mailbox}, octets or frames alike.
 *
 * <p>Confined to the network's thread but for {@code unread}, which both sides count, and {@code
 * ending}, which it alone writes.
 */
final class WireInbox extends ChannelInboundHandlerAdapter {
  private final Time time;
  private final Mailbox<Arrival> mailbox;
  private final AtomicInteger unread = new AtomicInteger();
  private boolean secure;
  private boolean notified;
  private boolean reset;
  private volatile boolean closingOurselves;

  WireInbox(Time time, Mailbox<Arrival> mailbox) {
    this.time = time;
    this.mailbox = mailbox;
  }

  /** Says that the close to come is ours. */
  void closingOurselves() {
    closingOurselves = true;
  }

  /** The visit has read so many octets; true when the socket should be read again. */
  boolean wasRead(int octets) {
    int before = unread.getAndAdd(-octets);
    return before > Limits.UNREAD_LOW && before - octets <= Limits.UNREAD_LOW;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case ByteBuf octets -> bytes(context, octets);
        case Http2HeadersFrame head -> mailbox.put(head(head));
        case Http2DataFrame data -> mailbox.put(data(data));
        case Http2ResetFrame stop -> mailbox.put(new Arrival.StreamReset(stop.errorCode()));
        case Http2GoAwayFrame away ->
            mailbox.put(
                new Arrival.GoAway(
                    away.errorCode(),
                    away.lastStreamId(),
                    new Octets(ByteBufUtil.getBytes(away.content()))));
        default -> {} // SETTINGS, PING and the like are the codec's own affair
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void bytes(ChannelHandlerContext context, ByteBuf octets) {
    byte[] copy = ByteBufUtil.getBytes(octets);
    mailbox.put(new Arrival.Bytes(new Octets(copy), time.nanos()));
    if (unread.addAndGet(copy.length) > Limits.UNREAD_HIGH) {
      context.channel().config().setAutoRead(false);
    }
  }

  private Arrival head(Http2HeadersFrame frame) {
    List<Field> fields = new ArrayList<>();
    frame
        .headers()
        .forEach(f -> fields.add(new Field(f.getKey().toString(), f.getValue().toString())));
    return new Arrival.Head(fields, frame.isEndStream(), time.nanos());
  }

  private static Arrival data(Http2DataFrame frame) {
    Octets copy = new Octets(ByteBufUtil.getBytes(frame.content()));
    return new Arrival.Data(copy, frame.initialFlowControlledBytes(), frame.isEndStream());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent done when done.isSuccess() -> {
        secure = true;
        HttpFrames.install(context, protocol(context));
        mailbox.put(new Arrival.HandshakeDone());
      }
      case SslHandshakeCompletionEvent failed ->
          mailbox.put(new Arrival.HandshakeFailed(failed.cause()));
      case SslCloseCompletionEvent closed -> notified |= closed.isSuccess();
      default -> {} // others concern windows and streams, which the codec minds
    }
  }

  private static String protocol(ChannelHandlerContext context) {
    String chosen = context.pipeline().get(SslHandler.class).applicationProtocol();
    return chosen == null ? "" : chosen;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
    if (Kernel.isReset(why)) {
      reset = true;
    } else if (!(why instanceof ClosedChannelException)) {
      mailbox.put(new Arrival.Broken(why));
    }
    if (why instanceof IOException) {
      var _ = context.close();
    }
  }

  /** A write failed: a reset is often seen there first. */
  void unsent(Throwable why) {
    if (Kernel.isReset(why)) {
      reset = true;
    } else if (!(why instanceof ClosedChannelException)) {
      mailbox.put(new Arrival.Unsent(why));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    mailbox.put(new Arrival.Closed(ending()));
  }

  private Arrival.Ending ending() {
    if (reset) {
      return Arrival.Ending.RESET;
    }
    if (closingOurselves) {
      return Arrival.Ending.OURS;
    }
    return secure && !notified ? Arrival.Ending.CUT : Arrival.Ending.FINISHED;
  }
}
