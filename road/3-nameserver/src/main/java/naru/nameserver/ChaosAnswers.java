package naru.nameserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * What a server says about itself in class CH: {@code id.server} (RFC 4892 §2) and the names that
 * BIND made a custom. Immutable.
 */
final class ChaosAnswers {
  private final Map<Name, Optional<String>> texts;

  ChaosAnswers(ServerIdentity identity) {
    this.texts =
        Map.of(
            Name.of("id.server"), identity.server(),
            Name.of("hostname.bind"), identity.server(),
            Name.of("version.server"), identity.version(),
            Name.of("version.bind"), identity.version());
  }

  Message.Builder answer(Question question, Message.Builder answer) {
    Optional<String> text = texts.getOrDefault(question.name(), Optional.empty());
    if (text.isEmpty()) {
      return answer.rcode(Rcode.REFUSED); // RFC 4892 §2: told, or refused
    }
    answer.authoritative(true);
    return asksText(question) ? answer.answer(record(question, text.orElseThrow())) : answer;
  }

  private static boolean asksText(Question question) {
    return question.type().equals(RecordType.TXT) || question.type().equals(RecordType.ANY);
  }

  private static Record record(Question question, String text) {
    Rdata words = Rdata.of(ServerIdentity.octets(text));
    Rdata rdata = new RecordData.Txt(List.of(words)).rdata();
    return new Record(question.name(), RecordType.TXT, RecordClass.CH, 0, rdata);
  }
}
