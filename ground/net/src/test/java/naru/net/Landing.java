package naru.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/** A landing of tests: a server whose answers are known, opened on the machine's own addresses. */
final class Landing implements AutoCloseable {
  static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  static final InetSocketAddress ANY_PORT = new InetSocketAddress(HERE, 0);
  static final Name NAME = Name.of("www.naru.test");

  /** Has more records than a datagram holds. */
  static final Name BIG = Name.of("big.naru.test");

  /** Gets no answer. */
  static final Name SILENT = Name.of("silent.naru.test");

  /** Gets its answer when {@link #release} is kept. */
  static final Name SLOW = Name.of("slow.naru.test");

  /** Meets a bug in the handler. */
  static final Name BUG = Name.of("bug.naru.test");

  static final int BIG_RECORDS = 40;

  final Promise<Boolean> release = Time.system().promise();
  final DnsListener listener;

  private Landing(UnaryOperator<DnsService> where) {
    listener = opened(where.apply(DnsService.on(Time.system(), this::answer)).open());
  }

  static Landing on(UnaryOperator<DnsService> where) {
    return new Landing(where);
  }

  static Landing overBoth() {
    return on(service -> service.udp(ANY_PORT).tcp(ANY_PORT));
  }

  static DnsListener opened(Listening listening) {
    return switch (listening) {
      case Listening.Open(DnsListener listener) -> listener;
      case Listening.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  InetSocketAddress address() {
    return listener.addresses().getFirst();
  }

  private Optional<Message> answer(DnsQuery query) {
    Name name = query.message().question().map(Question::name).orElse(Name.ROOT);
    if (name.equals(SILENT)) {
      return Optional.empty();
    }
    if (name.equals(BUG)) {
      throw new IllegalStateException("a bug, on purpose: its trace in the log is expected");
    }
    if (name.equals(SLOW)) {
      boolean _ = release.await();
    }
    return Optional.of(answerTo(query.message(), query.sameUser()));
  }

  /** One record a name, forty for the big one; AD tells a peer of our own user. */
  static Message answerTo(Message query, boolean sameUser) {
    Message.Builder answer = Message.answerTo(query).authenticData(sameUser);
    for (Question question : query.questions()) {
      int count = question.name().equals(BIG) ? BIG_RECORDS : 1;
      for (int i = 0; i < count; i++) {
        answer.answer(record(question.name(), i));
      }
    }
    query.edns().ifPresent(answer::edns);
    return answer.build();
  }

  private static Record record(Name owner, int i) {
    byte[] text = new byte[33];
    text[0] = 32;
    text[32] = (byte) i;
    return new Record(owner, RecordType.TXT, RecordClass.IN, 60L + i, Rdata.of(text));
  }

  static Message query(Name name) {
    return Message.query(Question.of(name, RecordType.TXT)).edit().id(4711).build();
  }

  static List<Name> owners(Message answer) {
    return answer.answers().stream().map(Record::owner).toList();
  }

  @Override
  public void close() {
    release.complete(true);
    listener.close();
  }
}
