package naru.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The octets of a connection as a stream that waits no longer than the deadline; -1 when the server
 * has closed. Confined to the visit's thread.
 */
final class WireInput extends InputStream {
  private final Wire wire;
  private final Progress progress;
  private final long deadline;
  private Octets octets = Octets.NONE;
  private int at;

  WireInput(Wire wire, Progress progress, long deadlineNanos) {
    this.wire = wire;
    this.progress = progress;
    this.deadline = deadlineNanos;
  }

  @Override
  public int read() throws IOException {
    return fill() ? octets.array()[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, octets.count() - at);
    System.arraycopy(octets.array(), at, target, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == octets.count()) {
      Optional<Arrival> next = wire.take(deadline);
      if (next.isEmpty()) {
        throw progress.timeUp();
      }
      if (!accept(next.get())) {
        return false;
      }
    }
    return true;
  }

  /** False at the end. */
  private boolean accept(Arrival arrival) throws IOException {
    return switch (arrival) {
      case Arrival.Bytes(Octets more, long atNanos) -> {
        octets = more;
        at = 0;
        progress.received(more.count(), atNanos);
        yield true;
      }
      case Arrival.Closed(Arrival.Ending how) ->
          switch (how) {
            case RESET -> throw progress.reset();
            case FINISHED, CUT, OURS -> false;
          };
      case Arrival.Broken(Throwable why) -> throw new Stopped(broken(wire, why));
      case Arrival.HandshakeFailed(Throwable why) -> throw new Stopped(broken(wire, why));
      case Arrival.Unsent _, // the response may be there all the same, or its end
          Arrival.HandshakeDone _,
          Arrival.Head _,
          Arrival.Data _,
          Arrival.StreamReset _,
          Arrival.GoAway _ ->
          true;
    };
  }

  /** TLS broke after its handshake: a server of TLS 1.3 refuses clients only now. */
  static naru.journey.Cause broken(Wire wire, Throwable why) {
    return new TlsFailure(wire.tap().seen(), List.of()).of(why);
  }

  /** Whether the server closed in a way that a body without a length can be relied on. */
  boolean endedCleanly() {
    return wire.ended().filter(how -> how == Arrival.Ending.FINISHED).isPresent();
  }
}
