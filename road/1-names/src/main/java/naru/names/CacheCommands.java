package naru.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Questions about a service's own cache, in the words of the DNS:
 *
 * <ul>
 *   <li>list: {@code N.cache.naru. CH TXT}, the facts from the {@code N}th on, as servers tell of
 *       themselves in class CH (RFC 4892); an empty answer is the end;
 *   <li>flush: {@code NOTIFY name ANY}, "this name has changed" (RFC 1996 §3.1): the name and all
 *       below it are forgotten, the root meaning everything. The answer is a TXT record with the
 *       number of facts forgotten.
 * </ul>
 */
final class CacheCommands {
  private static final Name CACHE = Name.of("cache.naru");
  private static final int MAX_DIGITS = 6;

  private CacheCommands() {}

  static Message list(int from) {
    Name name = CACHE.child("" + from).orThrow();
    return Message.query(new Question(name, RecordType.TXT, RecordClass.CH));
  }

  static Message flush(Name name) {
    Question question = Question.of(name, RecordType.ANY);
    return Message.query(question).edit().opcode(Message.NOTIFY).recursionDesired(false).build();
  }

  /** The first fact a list asks for; empty when {@code question} is none. */
  static Optional<Integer> listFrom(Question question) {
    boolean list =
        question.recordClass().equals(RecordClass.CH)
            && question.type().equals(RecordType.TXT)
            && question.name().isBelow(CACHE)
            && question.name().labelCount() == CACHE.labelCount() + 1;
    return list ? number(question.name().labels().getFirst()) : Optional.empty();
  }

  private static Optional<Integer> number(byte[] label) {
    int value = 0;
    for (byte each : label) {
      if (each < '0' || each > '9' || label.length > MAX_DIGITS) {
        return Optional.empty();
      }
      value = value * 10 + each - '0';
    }
    return Optional.of(value);
  }

  /** The answer to a list. */
  static Message listed(Message query, NameCache cache, int from) {
    List<CacheLine> lines = CacheLine.of(cache);
    int start = Math.min(from, lines.size());
    int end = Math.min(lines.size(), start + Limits.CACHE_LINES_AN_ANSWER);
    Message.Builder answer = Message.answerTo(query).authoritative(true);
    lines.subList(start, end).forEach(line -> answer.answer(line.toRecord()));
    return answer.build();
  }

  static List<CacheLine> lines(Message answer) {
    List<CacheLine> lines = new ArrayList<>();
    answer.answers().forEach(record -> CacheLine.ofRecord(record).ifPresent(lines::add));
    return lines;
  }

  /** The answer to a flush of {@code name}. */
  static Message flushed(Message query, Name name, int forgotten) {
    Record count = Record.of(name, 0, RecordData.Txt.of("" + forgotten));
    return Message.answerTo(query).authoritative(true).answer(count).build();
  }

  static int forgotten(Message answer) {
    return answer.answers().stream()
        .flatMap(record -> record.data().ok().stream())
        .filter(RecordData.Txt.class::isInstance)
        .flatMap(data -> ((RecordData.Txt) data).strings().stream())
        .findFirst()
        .flatMap(text -> number(text.bytes()))
        .orElse(0);
  }
}
