package naru.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection that for {@link Limits#IDLE} has not brought one whole request, whether it is
 * silent, dawdles in its handshake, or sends an octet now and then. Confined to the connection's
 * event loop, which the streams of HTTP/2 share.
 */
final class Patience extends ChannelInboundHandlerAdapter {
  private boolean renewed;

  /** A whole request came. */
  void renew() {
    renewed = true;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watch(context.channel());
  }

  private void watch(Channel channel) {
    var _ =
        channel
            .eventLoop()
            .schedule(() -> judge(channel), Limits.IDLE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void judge(Channel channel) {
    if (renewed && channel.isOpen()) {
      renewed = false;
      watch(channel);
    } else {
      var _ = channel.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A broken connection, a failed handshake, no HTTP: whoever it was is told by the close.
    var _ = context.close();
  }
}
