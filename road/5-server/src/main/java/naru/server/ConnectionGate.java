package naru.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections from the moment they are accepted, handshakes included, and closes those above
 * {@link Limits#CONNECTIONS} at once. Thread-safe.
 */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {
  private final AtomicInteger open = new AtomicInteger();
  private final int limit;

  ConnectionGate(int limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel child) {
      if (open.incrementAndGet() > limit) {
        open.decrementAndGet();
        child.unsafe().closeForcibly();
        return;
      }
      var _ = child.closeFuture().addListener(_ -> open.decrementAndGet());
    }
    context.fireChannelRead(message);
  }
}
