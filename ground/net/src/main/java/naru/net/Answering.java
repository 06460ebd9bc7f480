package naru.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Rcode;
import naru.wire.Rdata;

/**
 * From the bytes of a question to the bytes of its answer, the same for every way it can travel,
 * and the tasks that this takes. Thread-safe.
 */
final class Answering {
  static final int HEADER_OCTETS = 12;

  private final Time time;
  private final DnsHandler handler;
  private final AtomicInteger deferred = new AtomicInteger();
  private final AtomicInteger tasks = new AtomicInteger();
  private final Promise<Boolean> allEnded;
  private volatile boolean closing;

  Answering(Time time, DnsHandler handler) {
    this.time = time;
    this.handler = handler;
    this.allEnded = time.promise();
  }

  /** Where a question came from: all of a {@link DnsQuery} but the question. Immutable. */
  record Caller(
      Transport transport,
      Optional<InetSocketAddress> peer,
      Optional<InetSocketAddress> local,
      boolean sameUser) {}

  /** Whether these bytes may be answered at all: an answer never is, or two servers never rest. */
  static boolean isQuestion(byte[] bytes, int octets) {
    return octets >= HEADER_OCTETS && (bytes[2] & 0x80) == 0;
  }

  /** A ready answer's octets, or {@link DnsHandler#NOT_READY}; a bug never ends the loop. */
  int ready(byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    try {
      return handler.ready(query, octets, transport, peer, answer);
    } catch (RuntimeException bug) {
      report(bug);
      return DnsHandler.NOT_READY;
    }
  }

  /** Runs {@code task} on its own, unless too many questions are under way: then false. */
  boolean startIfAdmitted(String name, Runnable task) {
    if (admit()) {
      startAdmitted(name, task);
      return true;
    }
    return false;
  }

  /** Takes a place for one question more, if there is one: its task must be started. */
  boolean admit() {
    if (deferred.incrementAndGet() > Limits.DEFERRED) {
      deferred.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Runs the task of a question that has a place, and then gives that back. */
  void startAdmitted(String name, Runnable task) {
    start(
        name,
        () -> {
          try {
            task.run();
          } finally {
            deferred.decrementAndGet();
          }
        });
  }

  /** Runs {@code task} on its own; {@link #awaitEnd} waits for it. */
  void start(String name, Runnable task) {
    tasks.incrementAndGet();
    time.start(
        name,
        () -> {
          try {
            task.run();
          } finally {
            ended();
          }
        });
  }

  private void ended() {
    if (tasks.decrementAndGet() == 0 && closing) {
      allEnded.complete(true);
    }
  }

  /** Waits until no task is left, but not for a handler that does not come back. */
  void awaitEnd() {
    closing = true;
    if (tasks.get() > 0) {
      allEnded.await(Limits.CLOSING);
    }
  }

  /** The answer's bytes; empty when none shall be sent. */
  Optional<byte[]> answer(byte[] query, Caller caller) {
    if (!isQuestion(query, query.length)) {
      return Optional.empty();
    }
    return switch (MessageCodec.decode(query)) {
      case Parsed.Malformed<Message> _ -> Optional.of(formatError(query));
      case Parsed.Ok<Message>(Message message) -> answer(message, query.length, caller);
    };
  }

  /** The bytes of the answer to a question that could be read. */
  Optional<byte[]> answer(Message message, int octets, Caller caller) {
    return answered(message, octets, caller)
        .map(answer -> withKeepalive(message, answer, caller.transport()))
        .map(answer -> encoded(answer, octetsAllowed(message, caller.transport())));
  }

  /** RFC 7828 §3.3.2: on a stream who asks is told how long it may be idle. */
  private static Message withKeepalive(Message query, Message answer, Transport transport) {
    boolean stream = transport == Transport.TCP || transport == Transport.TLS;
    boolean asked = query.edns().flatMap(e -> e.option(Edns.Option.TCP_KEEPALIVE)).isPresent();
    return stream && asked && answer.edns().isPresent()
        ? answer.edit().edns(answer.edns().get().with(KEEPALIVE)).build()
        : answer;
  }

  /** In units of 100 milliseconds. */
  private static final Edns.Option KEEPALIVE =
      new Edns.Option(
          Edns.Option.TCP_KEEPALIVE,
          Rdata.of(
              ByteBuffer.allocate(2).putShort((short) (Limits.IDLE.toMillis() / 100)).array()));

  /** The handler's answer; the one who asked shall not wait for a bug of ours. */
  Optional<Message> answered(Message message, int octets, Caller caller) {
    try {
      return handler.answer(
          new DnsQuery(
              message,
              octets,
              caller.transport(),
              caller.peer(),
              caller.local(),
              caller.sameUser()));
    } catch (RuntimeException bug) {
      report(bug);
      return Optional.of(Message.answerTo(message).rcode(Rcode.SERVFAIL).build());
    }
  }

  private static void report(RuntimeException bug) {
    Thread self = Thread.currentThread();
    self.getUncaughtExceptionHandler().uncaughtException(self, bug);
  }

  /** Header only, with the question's id, opcode and RD (RFC 1035 §4.1.1). */
  static byte[] formatError(byte[] query) {
    byte[] answer = new byte[HEADER_OCTETS];
    answer[0] = query[0];
    answer[1] = query[1];
    answer[2] = (byte) (0x80 | query[2] & 0x79);
    answer[3] = (byte) Rcode.FORMERR.code();
    return answer;
  }

  private static int octetsAllowed(Message query, Transport transport) {
    return switch (transport) {
      case UDP -> {
        int wanted = query.edns().map(Edns::udpPayloadOctets).orElse(0);
        // RFC 6891 §6.2.3: values below 512 count as 512.
        int asked = Math.max(wanted, MessageCodec.PLAIN_UDP_OCTETS);
        yield Math.min(asked, Limits.UDP_ANSWER_OCTETS);
      }
      case TCP, TLS, HTTPS, LOCAL -> MessageCodec.MAX_OCTETS;
    };
  }

  /** Records are left out to fit; where the OPT record alone is too much, its options too. */
  static byte[] encoded(Message answer, int limit) {
    byte[] bytes = MessageCodec.encode(answer, limit);
    if (bytes.length <= limit) {
      return bytes;
    }
    Message.Builder bare = answer.edit().withoutRecords().truncated(true).withoutEdns();
    answer
        .edns()
        .map(e -> new Edns(e.udpPayloadOctets(), e.version(), e.dnssecOk(), List.of()))
        .ifPresent(bare::edns);
    return MessageCodec.encode(bare.build(), limit);
  }
}
