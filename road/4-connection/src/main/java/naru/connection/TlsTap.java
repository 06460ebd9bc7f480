package naru.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Optional;

/**
 * Listens between the socket and the TLS engine: the raw bytes in both directions, as long as it
 * stands. What the engine reports about a failure, this one proves.
 *
 * <p>Written by the network's thread, read by the visit's: {@code sent} and {@code received} are
 * guarded by this object's monitor.
 */
final class TlsTap extends ChannelDuplexHandler {
  private final TlsRecords sent = new TlsRecords();
  private final TlsRecords received = new TlsRecords();

  /** What was seen so far. Immutable. */
  record Seen(
      long octetsSent,
      long octetsReceived,
      String lastSent,
      String lastReceived,
      Optional<byte[]> otherWords,
      Optional<Integer> alertSent,
      Optional<Integer> alertReceived,
      Optional<ServerHello> serverHello,
      Optional<Integer> group,
      boolean certificate,
      boolean certificateRequest) {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf octets) {
      synchronized (this) {
        received.see(octets);
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf octets) {
      synchronized (this) {
        sent.see(octets);
      }
    }
    var _ = context.write(message, promise);
  }

  synchronized Seen seen() {
    return new Seen(
        sent.octets(),
        received.octets(),
        sent.last(),
        received.last(),
        received.otherWords(),
        sent.alertCode(),
        received.alertCode(),
        received.serverHello(),
        received.group(),
        received.saw(TlsRecords.Message.CERTIFICATE),
        received.saw(TlsRecords.Message.CERTIFICATE_REQUEST));
  }
}
