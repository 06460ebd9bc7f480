package naru.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Answers the requests of one HTTP/1.1 connection, or the one request of an HTTP/2 stream. Confined
 * to the channel's event loop; the handler runs on a task of its own.
 */
final class DohRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Answering answering;
  private final Patience patience;
  private final Deque<DohQuestion> waiting = new ArrayDeque<>();
  private boolean busy;

  DohRequests(Answering answering, Patience patience) {
    this.answering = answering;
    this.patience = patience;
  }

  /** HTTP/1.1 answers in order (RFC 9112 §9.3.2): what is pipelined waits, and is not read on. */
  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    patience.renew();
    waiting.add(DohQuestion.of(request));
    if (busy) {
      context.channel().config().setAutoRead(false);
    } else {
      next(context);
    }
  }

  private void next(ChannelHandlerContext context) {
    Optional<DohQuestion> question = Optional.ofNullable(waiting.poll());
    busy = question.isPresent();
    question.ifPresentOrElse(
        q -> take(context, q), () -> context.channel().config().setAutoRead(true));
  }

  private void take(ChannelHandlerContext context, DohQuestion question) {
    switch (question) {
      case DohQuestion.Refused(HttpResponseStatus status) -> respond(context, refusal(status));
      case DohQuestion.Asked(Message message, int octets) -> {
        Runnable answer = () -> respond(context, response(context, message, octets));
        if (!answering.startIfAdmitted("dns-https", answer)) {
          respond(context, refusal(HttpResponseStatus.SERVICE_UNAVAILABLE));
        }
      }
    }
  }

  private FullHttpResponse response(ChannelHandlerContext context, Message query, int octets) {
    Optional<Message> answer = answering.answered(query, octets, caller(context.channel()));
    return answer
        .map(a -> response(a, Answering.encoded(a, MessageCodec.MAX_OCTETS)))
        .orElseGet(() -> refusal(HttpResponseStatus.SERVICE_UNAVAILABLE));
  }

  private static Answering.Caller caller(Channel channel) {
    // An HTTP/2 stream is a channel within the connection's.
    Channel connection =
        channel.remoteAddress() instanceof InetSocketAddress ? channel : channel.parent();
    return new Answering.Caller(
        Transport.HTTPS,
        internet(connection.remoteAddress()),
        internet(connection.localAddress()),
        false);
  }

  private static Optional<InetSocketAddress> internet(SocketAddress address) {
    return address instanceof InetSocketAddress internet ? Optional.of(internet) : Optional.empty();
  }

  private static FullHttpResponse response(Message answer, byte[] octets) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(octets));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, DohQuestion.MEDIA_TYPE);
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, "max-age=" + freshSeconds(answer));
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, octets.length);
    return response;
  }

  /**
   * No longer than any record of the answer lives; a negative one as RFC 2308 §5 has it (RFC 8484
   * §5.1).
   */
  static long freshSeconds(Message answer) {
    boolean positive = !answer.answers().isEmpty();
    return positive
        ? answer.answers().stream().mapToLong(Record::ttlSeconds).min().orElse(0)
        : answer.authorities().stream()
            .filter(r -> r.type().equals(RecordType.SOA))
            .mapToLong(DohRequests::negativeSeconds)
            .min()
            .orElse(0);
  }

  private static long negativeSeconds(Record soa) {
    return soa.data()
        .ok()
        .filter(RecordData.Soa.class::isInstance)
        .map(RecordData.Soa.class::cast)
        .map(data -> Math.min(soa.ttlSeconds(), data.minimum()))
        .orElse(0L);
  }

  private static FullHttpResponse refusal(HttpResponseStatus status) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, "GET, POST");
    }
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    return response;
  }

  private void respond(ChannelHandlerContext context, FullHttpResponse response) {
    var _ = context.writeAndFlush(response).addListener(_ -> next(context));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A broken connection, or no HTTP: whoever it was is told by the close.
    var _ = context.close();
  }
}
