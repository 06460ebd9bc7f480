package naru.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import naru.net.Packets.Moved;
import naru.time.Time;
import naru.wire.MessageCodec;

/**
 * Messages on a stream, two octets of length before each (RFC 1035 §4.2.2). One task reads, one
 * writes.
 */
final class MessageStream {
  private static final int LENGTH_OCTETS = 2;

  private final Time time;
  private final Packets.Stream stream;
  private ByteBuffer received = ByteBuffer.allocate(Limits.STREAM_BUFFER_OCTETS).flip();

  MessageStream(Time time, Packets.Stream stream) {
    this.time = time;
    this.stream = stream;
  }

  /** What came next on the stream. Immutable but for the bytes, which are the receiver's. */
  sealed interface Next {
    /** A message. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Whole(byte[] octets) implements Next {}

    /** No more: how it ended, in words. */
    record Over(String words) implements Next {}

    /** The limit ran out. */
    record Silence() implements Next {}
  }

  /**
   * Waits at most {@code idle} for a message to begin and then at most {@code whole} for its end,
   * so that nobody holds a connection by an octet now and then.
   */
  Next next(Duration idle, Duration whole) {
    Optional<Next> early = received.hasRemaining() ? Optional.empty() : fill(idle);
    if (early.isPresent()) {
      return early.get();
    }
    long end = time.nanos() + whole.toNanos();
    early = need(LENGTH_OCTETS, end);
    if (early.isPresent()) {
      return early.get();
    }
    int octets = received.getShort(received.position()) & 0xffff;
    early = need(LENGTH_OCTETS + octets, end);
    return early.orElseGet(() -> taken(octets));
  }

  private Next taken(int octets) {
    received.position(received.position() + LENGTH_OCTETS);
    byte[] message = new byte[octets];
    received.get(message);
    return new Next.Whole(message);
  }

  /** Reads until so many octets are there; how it ended when they never came. */
  private Optional<Next> need(int octets, long endNanos) {
    while (received.remaining() < octets) {
      Optional<Next> early = fill(Duration.ofNanos(endNanos - time.nanos()));
      if (early.isPresent()) {
        return early.map(e -> e instanceof Next.Over over ? cut(over, octets) : e);
      }
    }
    return Optional.empty();
  }

  private Next cut(Next.Over over, int octets) {
    int had = received.remaining();
    return had == 0
        ? over
        : new Next.Over(over.words() + " after " + had + " of " + octets + " octets");
  }

  private Optional<Next> fill(Duration limit) {
    makeRoom();
    Moved moved = stream.read(received, limit);
    received.flip();
    return switch (moved) {
      case Moved.Octets _ -> Optional.empty();
      case Moved.Silence() -> Optional.of(new Next.Silence());
      case Moved.Ended() -> Optional.of(new Next.Over("connection closed"));
      case Moved.Broken(String words) -> Optional.of(new Next.Over(words));
    };
  }

  /** Ready to be written to; grows only as octets really arrive, not as a length promises them. */
  private void makeRoom() {
    if (received.remaining() == received.capacity()) {
      int larger = Math.min(received.capacity() * 2, LENGTH_OCTETS + MessageCodec.MAX_OCTETS);
      byte[] kept = Arrays.copyOfRange(received.array(), received.position(), received.limit());
      received = ByteBuffer.allocate(larger).put(kept);
    } else {
      received.compact();
    }
  }

  /** Writes length and message in one piece (RFC 7766 §8). */
  Moved write(byte[] message, Duration limit) {
    ByteBuffer framed = ByteBuffer.allocate(LENGTH_OCTETS + message.length);
    framed.putShort((short) message.length).put(message).flip();
    return stream.write(framed, limit);
  }
}
