package naru.net;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import naru.net.Disguise.Judged;
import naru.net.Packets.Moved;
import naru.net.Packets.Opened;
import naru.time.Time;

/** One question over a stream of its own, TCP or local (RFC 7766). Thread-safe. */
final class StreamExchange {
  private final Packets packets;
  private final Time time;

  StreamExchange(Packets packets, Time time) {
    this.packets = packets;
    this.time = time;
  }

  Exchanged ask(SocketAddress server, Transport transport, Attempt attempt) {
    return switch (packets.stream(server)) {
      case Opened.Refused<Packets.Stream>(_, String words) ->
          new Exchanged.Unreachable(transport, words);
      case Opened.Open<Packets.Stream>(Packets.Stream stream) -> {
        try (stream) {
          attempt.endWaitBy(stream::close);
          yield converse(stream, transport, attempt);
        }
      }
    };
  }

  private Exchanged converse(Packets.Stream stream, Transport transport, Attempt attempt) {
    Disguise disguise = Disguise.forStream(attempt.query(), time.chance());
    MessageStream messages = new MessageStream(time, stream);
    return stopped(stream.connect(attempt.left()), transport, attempt)
        .or(() -> stopped(messages.write(disguise.wire(), attempt.left()), transport, attempt))
        .orElseGet(() -> listen(messages, disguise, transport, attempt));
  }

  private static Optional<Exchanged> stopped(Moved moved, Transport transport, Attempt attempt) {
    return switch (moved) {
      case Moved.Octets _ -> Optional.empty();
      case Moved.Silence() -> Optional.of(attempt.silence(transport));
      case Moved.Ended() -> Optional.of(new Exchanged.Unreachable(transport, "connection closed"));
      case Moved.Broken(String words) -> Optional.of(new Exchanged.Unreachable(transport, words));
    };
  }

  /** Reads until the answer is there; a stream that brings only what is not ours is given up. */
  private Exchanged listen(
      MessageStream messages, Disguise disguise, Transport transport, Attempt attempt) {
    for (int i = 0; i < Limits.DROPPED; i++) {
      Duration left = attempt.left();
      MessageStream.Next next = messages.next(left, left);
      Optional<Exchanged> end =
          switch (next) {
            case MessageStream.Next.Whole(byte[] octets) ->
                judged(disguise.judge(octets, octets.length), octets.length, transport, attempt);
            case MessageStream.Next.Silence() -> Optional.of(attempt.silence(transport));
            case MessageStream.Next.Over(String words) ->
                Optional.of(new Exchanged.Unreachable(transport, words + " before an answer"));
          };
      if (end.isPresent()) {
        return end.get();
      }
    }
    return new Exchanged.Garbled(transport, "only answers to other questions", 0);
  }

  /** What ends the exchange; empty when the answer is still to come. */
  private static Optional<Exchanged> judged(
      Judged judged, int octets, Transport transport, Attempt attempt) {
    return switch (judged) {
      case Judged.Ours(var message) -> Optional.of(attempt.answered(message, transport, octets));
      case Judged.Garbled(String reason, int offset, _) ->
          Optional.of(new Exchanged.Garbled(transport, reason, offset));
      case Judged.NotOurs(String reason) -> {
        attempt.drop(reason);
        yield Optional.empty();
      }
      case Judged.Truncated(), Judged.Folded() ->
          throw new IllegalStateException("a stream has neither limit nor mixed case");
    };
  }
}
