package naru.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.ClientTls;

/**
 * One connection over TLS to a server, with the questions under way on it, told apart by their ids.
 *
 * <p>Its life: dialled for a question; every further one joins, until it is full; closed by either
 * side, by a failure, or by a rest without questions. Questions that are under way then hear why.
 *
 * <p>Thread-safe: guarded by its own monitor, which is never held across a wait or a call to Netty.
 */
final class TlsConnection extends SimpleChannelInboundHandler<ByteBuf> {
  private final Time time;
  private final Promise<Boolean> ready;
  private final Map<Integer, Promise<Arrival>> waiting = new HashMap<>();
  private Optional<Channel> channel = Optional.empty();
  private Optional<String> ended = Optional.empty();
  private boolean answeredOnce;
  private long lastUseNanos;

  TlsConnection(Time time) {
    this.time = time;
    this.ready = time.promise();
    this.lastUseNanos = time.nanos();
  }

  /** What became of a question. Immutable but for the bytes, which are the receiver's. */
  sealed interface Arrival {
    /** A message with its id. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Answer(byte[] octets) implements Arrival {}

    /**
     * The connection ended.
     *
     * @param idle the server had answered before: it may only have been tired of waiting
     */
    record Ended(String words, boolean idle) implements Arrival {}

    /** Nobody waits any more. */
    record Cancelled() implements Arrival {}
  }

  /** Takes a place for a question; empty where there is none. */
  synchronized Optional<Promise<Arrival>> join(int id) {
    if (ended.isPresent()
        || waiting.containsKey(id)
        || waiting.size() >= Limits.PENDING_A_TLS_CONNECTION) {
      return Optional.empty();
    }
    Promise<Arrival> promise = time.promise();
    waiting.put(id, promise);
    lastUseNanos = time.nanos();
    return Optional.of(promise);
  }

  /** Sends a question that has a place, as soon as TLS stands. */
  void send(byte[] wire) {
    ready.whenComplete(_ ->
        open()
            .ifPresent(c -> {
              var _ = c.writeAndFlush(Unpooled.wrappedBuffer(wire));
            }));
  }

  private synchronized Optional<Channel> open() {
    return ended.isPresent() ? Optional.empty() : channel;
  }

  synchronized void leave(int id) {
    waiting.remove(id);
    lastUseNanos = time.nanos();
  }

  synchronized boolean isEnded() {
    return ended.isPresent();
  }

  /** Whether it has had no question for so long that it should be closed. */
  synchronized boolean isIdle() {
    return waiting.isEmpty() && time.nanos() - lastUseNanos > Limits.TLS_REST.toNanos();
  }

  /** It could not even be dialled, or is not wanted any more. */
  void end(String words) {
    List<Promise<Arrival>> all;
    boolean idle;
    Optional<Channel> last;
    synchronized (this) {
      if (ended.isPresent()) {
        return;
      }
      ended = Optional.of(words);
      idle = answeredOnce;
      last = channel;
      all = new ArrayList<>(waiting.values());
      waiting.clear();
    }
    all.forEach(promise -> promise.complete(new Arrival.Ended(words, idle)));
    last.ifPresent(c -> {
      var _ = c.close();
    });
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    synchronized (this) {
      channel = Optional.of(context.channel());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent done) {
      if (done.isSuccess()) {
        ready.complete(true);
      } else {
        end(words(done.cause()));
      }
    }
    super.userEventTriggered(context, event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf octets) {
    byte[] answer = ByteBufUtil.getBytes(octets);
    if (answer.length < 2) {
      end("a message of " + answer.length + " octets");
      return;
    }
    int id = (answer[0] & 0xff) << 8 | answer[1] & 0xff;
    placeOf(id).ifPresent(promise -> promise.complete(new Arrival.Answer(answer)));
  }

  /** An answer to a question that was given up is let pass. */
  private synchronized Optional<Promise<Arrival>> placeOf(int id) {
    answeredOnce = true;
    return Optional.ofNullable(waiting.remove(id));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("connection closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(words(cause));
  }

  /** What a person should read of a failed connection or handshake. */
  static String words(Throwable failure) {
    return ClientTls.refused(failure)
        .map(chain -> chain.verdict().line())
        .orElseGet(() ->
            failure instanceof ClosedChannelException
                ? "connection closed during the TLS handshake"
                : "TLS: " + firstLine(failure));
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }
}
