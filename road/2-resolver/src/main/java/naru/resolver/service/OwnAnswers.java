package naru.resolver.service;

import java.util.List;
import java.util.Optional;
import naru.resolver.Resolved;
import naru.resolver.SignedSet;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** Questions that are about this server itself, or that it answers in its own way. Immutable. */
public record OwnAnswers(Optional<String> identity) {
  private static final Name ID_SERVER = Name.of("id.server");
  private static final Name HOSTNAME_BIND = Name.of("hostname.bind");

  /** RFC 8482 §4.2: one record that says why there are not more. */
  private static final Rdata ANY_HINFO =
      Rdata.of(new byte[] {7, 'R', 'F', 'C', '8', '4', '8', '2', 0});

  private static final long ANY_TTL_SECONDS = 3600;

  /** The answer, where the question is one of those. */
  public Optional<Resolved> answer(Question question) {
    if (question.recordClass().equals(RecordClass.CH)) {
      return Optional.of(chaos(question));
    }
    return question.type().equals(RecordType.ANY) ? Optional.of(any(question)) : Optional.empty();
  }

  /** RFC 4892: which server this is, if it may say so; its version is nobody's business. */
  private Resolved chaos(Question question) {
    boolean asksIdentity =
        question.name().equals(ID_SERVER) || question.name().equals(HOSTNAME_BIND);
    return identity
        .filter(_ -> asksIdentity && question.type().equals(RecordType.TXT))
        .map(name -> single(text(question, name)))
        .orElse(Resolved.of(Rcode.REFUSED, List.of(), List.of()));
  }

  private static Record text(Question question, String text) {
    RecordData data = RecordData.Txt.of(text);
    return new Record(question.name(), data.type(), RecordClass.CH, 0, data.rdata());
  }

  private static Resolved any(Question question) {
    return single(
        new Record(question.name(), RecordType.HINFO, RecordClass.IN, ANY_TTL_SECONDS, ANY_HINFO));
  }

  private static Resolved single(Record record) {
    SignedSet set = SignedSet.unsigned(RecordSet.of(List.of(record)));
    return Resolved.of(Rcode.NOERROR, List.of(set), List.of());
  }
}
