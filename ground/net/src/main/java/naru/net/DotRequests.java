package naru.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Rcode;

/**
 * Answers the questions of one DNS-over-TLS connection, each on a task of its own. Confined to the
 * channel's event loop.
 */
final class DotRequests extends SimpleChannelInboundHandler<ByteBuf> {
  private final Answering answering;
  private final Patience patience;
  private int pending;
  private boolean noMore;

  DotRequests(Answering answering, Patience patience) {
    this.answering = answering;
    this.patience = patience;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf octets) {
    patience.renew();
    byte[] query = ByteBufUtil.getBytes(octets);
    if (noMore) {
      return;
    }
    if (!Answering.isQuestion(query, query.length)) {
      var _ = context.close();
      return;
    }
    switch (MessageCodec.decode(query)) {
      case Parsed.Malformed<Message> _ -> {
        // After garbage nobody knows where a message begins.
        noMore = true;
        begin(context);
        answered(context, Optional.of(Answering.formatError(query)));
      }
      case Parsed.Ok<Message>(Message message) -> ask(context, message, query.length);
    }
  }

  private void ask(ChannelHandlerContext context, Message message, int octets) {
    begin(context);
    Runnable answer =
        () -> {
          Optional<byte[]> bytes = answering.answer(message, octets, caller(context.channel()));
          context.executor().execute(() -> answered(context, bytes));
        };
    if (!answering.startIfAdmitted("dns-tls-question", answer)) {
      Message busy = Message.answerTo(message).rcode(Rcode.SERVFAIL).build();
      answered(context, Optional.of(MessageCodec.encode(busy)));
    }
  }

  private void begin(ChannelHandlerContext context) {
    pending++;
    if (pending >= Limits.PENDING_A_CONNECTION) {
      context.channel().config().setAutoRead(false);
    }
  }

  private void answered(ChannelHandlerContext context, Optional<byte[]> bytes) {
    pending--;
    ChannelFuture written =
        bytes
            .map(answer -> context.writeAndFlush(Unpooled.wrappedBuffer(answer)))
            .orElseGet(context::newSucceededFuture);
    if (noMore && pending == 0) {
      var _ = written.addListener(_ -> context.close());
    } else {
      context.channel().config().setAutoRead(true);
    }
  }

  private static Answering.Caller caller(Channel channel) {
    return new Answering.Caller(
        Transport.TLS,
        Optional.of((InetSocketAddress) channel.remoteAddress()),
        Optional.of((InetSocketAddress) channel.localAddress()),
        false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A broken connection, a failed handshake, too long a message: told by the close.
    var _ = context.close();
  }
}
