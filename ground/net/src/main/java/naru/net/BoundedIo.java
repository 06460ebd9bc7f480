package naru.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import naru.net.Packets.Moved;
import naru.time.Time;

/**
 * Blocking calls on one channel, each with a limit: when it runs out the channel is closed, which
 * ends the call. (An interrupt would close it too, and spare nothing.) Thread-safe.
 */
final class BoundedIo {
  private static final Moved SILENCE = new Moved.Silence();
  private static final Moved ENDED = new Moved.Ended();

  private final Time time;
  private final Channel channel;
  private volatile boolean ranOut;

  BoundedIo(Time time, Channel channel) {
    this.time = time;
    this.channel = channel;
  }

  /** A call that blocks; negative at the end of a stream. */
  interface Call {
    int octets() throws IOException;
  }

  Moved within(Duration limit, Call call) {
    if (!limit.isPositive()) {
      expire();
      return SILENCE;
    }
    Time.Timer timer = time.after(limit, this::expire);
    try {
      return unbounded(call);
    } finally {
      timer.cancel();
    }
  }

  Moved unbounded(Call call) {
    try {
      int octets = call.octets();
      return octets < 0 ? ENDED : new Moved.Octets(octets);
    } catch (ClosedChannelException _) {
      return ranOut ? SILENCE : ENDED;
    } catch (IOException failure) {
      return ranOut ? SILENCE : new Moved.Broken(KernelWords.of(failure));
    }
  }

  private void expire() {
    ranOut = true;
    close();
  }

  void close() {
    closeQuietly(channel);
  }

  /** Closes what nobody needs any more; a kernel that fails to close has closed all the same. */
  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException | UncheckedIOException _) {
      // Linux frees the descriptor whatever close(2) returns.
    }
  }
}
