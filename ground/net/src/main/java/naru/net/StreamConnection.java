package naru.net;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import naru.net.Packets.Moved;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;

/**
 * One connection to a server of ours (RFC 7766): questions are read one after the other, answered
 * side by side, and their answers written as they come.
 *
 * <p>Its life: a question within {@link Limits#IDLE}, whole within {@link Limits#WHOLE_MESSAGE};
 * beyond {@link Limits#PENDING_A_CONNECTION} the reading task answers itself, so nothing more is
 * read; garbage, a slow reader or silence ends it. Reading is confined to one task; answers come
 * from any.
 */
final class StreamConnection {
  private final Answering answering;
  private final Packets.Stream stream;
  private final MessageStream messages;
  private final Answering.Caller caller;
  private final AtomicInteger pending = new AtomicInteger();
  private final Queue<byte[]> toWrite = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unwritten = new AtomicInteger();
  private volatile boolean ended;

  StreamConnection(Time time, Answering answering, Packets.Stream stream, Answering.Caller caller) {
    this.answering = answering;
    this.stream = stream;
    this.messages = new MessageStream(time, stream);
    this.caller = caller;
  }

  /** Reads and answers until the connection ends. */
  void serve() {
    while (messages.next(Limits.IDLE, Limits.WHOLE_MESSAGE)
            instanceof MessageStream.Next.Whole(byte[] query)
        && accepted(query)) {
      // The next question.
    }
    end();
  }

  /** Whether more is read: after garbage, nobody knows where a message begins. */
  private boolean accepted(byte[] query) {
    if (!Answering.isQuestion(query, query.length)) {
      return false;
    }
    boolean room = pending.incrementAndGet() <= Limits.PENDING_A_CONNECTION;
    return switch (MessageCodec.decode(query)) {
      case Parsed.Malformed<Message> _ -> {
        write(Answering.formatError(query));
        yield false;
      }
      case Parsed.Ok<Message>(Message message) -> {
        Runnable answer = () -> answer(message, query.length);
        if (!room || !answering.startIfAdmitted("dns-stream", answer)) {
          answer.run();
        }
        yield true;
      }
    };
  }

  private void answer(Message message, int octets) {
    answering.answer(message, octets, caller).ifPresentOrElse(this::write, this::answered);
  }

  /** Whoever finds nobody writing writes all that there is: no lock is held over it. */
  private void write(byte[] answer) {
    toWrite.add(answer);
    if (unwritten.getAndIncrement() > 0) {
      return;
    }
    do {
      Optional<byte[]> next = Optional.ofNullable(toWrite.poll());
      next.ifPresent(this::writeNow);
    } while (unwritten.decrementAndGet() > 0);
  }

  private void writeNow(byte[] answer) {
    if (!(messages.write(answer, Limits.WRITE) instanceof Moved.Octets)) {
      close();
    }
    answered();
  }

  private void answered() {
    if (pending.decrementAndGet() == 0 && ended) {
      close();
    }
  }

  /** A peer that has sent its last question may still wait for answers (RFC 7766 §6.2.4). */
  private void end() {
    ended = true;
    if (pending.get() == 0) {
      close();
    }
  }

  void close() {
    stream.close();
  }
}
