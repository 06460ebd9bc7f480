package naru.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import naru.journey.Peer;
import naru.time.Promise;
import naru.time.Time;

/**
 * One TCP connection, from the dialling on: blocking calls for the visit over a Netty channel.
 *
 * <pre>
 * socket - TlsTap - SslHandler - Http2FrameCodec - WireInbox - Mailbox - visit
 *           (https)  (https)      (h2)
 * </pre>
 *
 * <p>Confined to the visit's thread; what arrives comes through the mailbox.
 */
final class Wire {
  private final Time time;
  private final Mailbox<Arrival> mailbox;
  private final WireInbox inbox;
  private final TlsTap tap = new TlsTap();
  private final InetSocketAddress peer;
  private final ChannelFuture dialled;
  private Optional<Arrival.Ending> ended = Optional.empty();

  private Wire(Time time, InetSocketAddress peer) {
    this.time = time;
    this.peer = peer;
    this.mailbox = new Mailbox<>(time);
    this.inbox = new WireInbox(time, mailbox);
    this.dialled = NetworkThread.dialling(peer, pipeline()).connect(peer);
  }

  /** Sends the SYN; nothing is read before {@link #startReading}. */
  static Wire dial(Time time, InetSocketAddress peer) {
    return new Wire(time, peer);
  }

  private ChannelHandler pipeline() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(inbox);
      }
    };
  }

  /** Calls back on the network's thread: empty when the connection stands, else why it does not. */
  void whenDialled(Consumer<Optional<Throwable>> action) {
    dialled.addListener(done -> action.accept(Optional.ofNullable(done.cause())));
  }

  /** Puts TLS under what is read, and begins the handshake. */
  void shakeHands(SslHandler tls) {
    channel().pipeline().addFirst("tap", tap); // first, or it would miss the ClientHello
    channel().pipeline().addAfter("tap", "tls", tls);
    startReading();
  }

  void startReading() {
    channel().config().setAutoRead(true);
  }

  /** What comes next; empty when the deadline passes. After the end, the end again. */
  Optional<Arrival> take(long deadlineNanos) {
    if (ended.isPresent()) {
      return ended.map(Arrival.Closed::new);
    }
    Optional<Arrival> next = mailbox.take(deadlineNanos);
    next.ifPresent(this::note);
    return next;
  }

  private void note(Arrival arrival) {
    switch (arrival) {
      case Arrival.Bytes(Octets octets, long _) -> {
        if (inbox.wasRead(octets.count())) {
          startReading();
        }
      }
      case Arrival.Closed(Arrival.Ending how) -> ended = Optional.of(how);
      case Arrival.HandshakeDone _,
          Arrival.HandshakeFailed _,
          Arrival.Head _,
          Arrival.Data _,
          Arrival.StreamReset _,
          Arrival.GoAway _,
          Arrival.Unsent _,
          Arrival.Broken _ -> {}
    }
  }

  /** Sends octets; the promise is kept when the kernel has all of them, or never will. */
  Promise<Boolean> send(byte[] octets) {
    Promise<Boolean> sent = time.promise();
    tell(channel().writeAndFlush(Unpooled.wrappedBuffer(octets)), true, sent);
    return sent;
  }

  /** Keeps the promise when the last write is done; a failure is told to the inbox. */
  void tell(ChannelFuture write, boolean last, Promise<Boolean> sent) {
    write.addListener(done -> {
      Throwable why = done.cause();
      if (why != null) {
        inbox.unsent(why);
      }
      if (last || why != null) {
        sent.complete(why == null);
      }
    });
  }

  /** Closes; empty when the peer had closed before, else whether it got through in time. */
  Optional<Boolean> close() {
    drainForEnd();
    if (ended.isPresent()) {
      return Optional.empty();
    }
    inbox.closingOurselves();
    Promise<Boolean> closed = time.promise();
    channel().closeFuture().addListener(done -> closed.complete(true));
    var _ = channel().close();
    return Optional.of(closed.await(Limits.CLOSE).isPresent());
  }

  /** Looks whether the end has come among what nobody read. */
  private void drainForEnd() {
    Optional<Arrival> unread = mailbox.poll();
    while (unread.isPresent()) {
      note(unread.get());
      unread = mailbox.poll();
    }
  }

  /** Gives up a connection that is being made, or stands already. */
  void abandon() {
    inbox.closingOurselves();
    var _ = channel().close();
  }

  Channel channel() {
    return dialled.channel();
  }

  /** What TLS has chosen; HTTP/1.1 where it has chosen nothing. */
  String protocol() {
    return channel().pipeline().get(Http2FrameCodec.class) == null ? Alpn.HTTP_1_1 : Alpn.H2;
  }

  TlsTap tap() {
    return tap;
  }

  /** How it ended, once that was read. */
  Optional<Arrival.Ending> ended() {
    return ended;
  }

  Time time() {
    return time;
  }

  /** Who is dialled, {@code ADDR:PORT}. */
  String peer() {
    return text(peer);
  }

  InetSocketAddress peerAddress() {
    return peer;
  }

  /** Our end, {@code ADDR:PORT}, once it has one. */
  Optional<String> local() {
    return channel().localAddress() instanceof InetSocketAddress own
        ? Optional.of(text(own))
        : Optional.empty();
  }

  /** SYNs that the kernel has sent, where it tells. */
  OptionalLong synsSent() {
    if (channel() instanceof EpollSocketChannel epoll && epoll.isOpen()) {
      try {
        return OptionalLong.of(1 + epoll.tcpInfo().totalRetrans());
      } catch (io.netty.channel.ChannelException closedMeanwhile) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  static String text(InetSocketAddress address) {
    return Peer.text(address);
  }
}
