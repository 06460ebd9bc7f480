package naru.resolver;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/** What somebody on the path between a server and us may do to answers. */
final class Tampering {
  private Tampering() {}

  /** The answer without some of its records. */
  static Message without(Message answer, Predicate<Record> doomed) {
    return each(answer, record -> doomed.test(record) ? Stream.empty() : Stream.of(record));
  }

  /** The answer with some of its records replaced. */
  static Message replaced(Message answer, UnaryOperator<Record> how) {
    return each(answer, record -> Stream.of(how.apply(record)));
  }

  private static Message each(
      Message answer, java.util.function.Function<Record, Stream<Record>> how) {
    return answer
        .edit()
        .withoutRecords()
        .answers(answer.answers().stream().flatMap(how).toList())
        .authorities(answer.authorities().stream().flatMap(how).toList())
        .additionals(answer.additionals().stream().flatMap(how).toList())
        .build();
  }

  static boolean isProof(Record record) {
    return is(record, RecordType.NSEC) || is(record, RecordType.NSEC3);
  }

  /** Of this type, or a signature over it. */
  static boolean is(Record record, RecordType type) {
    return record.type().equals(type) || covers(record, type);
  }

  static boolean covers(Record record, RecordType type) {
    return record.data().orThrow() instanceof RecordData.Rrsig rrsig
        && rrsig.covered().equals(type);
  }

  static boolean asks(Message query, String name, RecordType type) {
    return query.question().orElseThrow().equals(Question.of(Name.of(name), type));
  }

  static boolean asksFor(Message query, RecordType type) {
    return query.question().orElseThrow().type().equals(type);
  }

  /** An answer of these records, with authority. */
  static Message answering(Message query, List<Record> records) {
    return authoritative(query).answers(records).build();
  }

  static Message.Builder authoritative(Message query) {
    Message.Builder answer = Message.answerTo(query).authoritative(true);
    query.edns().ifPresent(answer::edns);
    return answer;
  }
}
