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

/**
 * Questions that are about this server itself, or that it answers in its own way. Immutable.
 *
 * @param identity which server this is; empty: it does not say
 * @param version what it runs; empty: it does not say
 * @param minimalAny answer ANY with one record instead of all that is found
 */
public record OwnAnswers(Optional<String> identity, Optional<String> version, boolean minimalAny) {
  private static final Name ID_SERVER = Name.of("id.server");
  private static final Name HOSTNAME_BIND = Name.of("hostname.bind");
  private static final Name VERSION_SERVER = Name.of("version.server");
  private static final Name VERSION_BIND = Name.of("version.bind");

  /** RFC 8482 §4.2: one record that says why there are not more. */
  private static final Rdata ANY_HINFO =
      Rdata.of(new byte[] {7, 'R', 'F', 'C', '8', '4', '8', '2', 0});

  private static final long ANY_TTL_SECONDS = 3600;

  /** The answer, where the question is one of those. */
  public Optional<Resolved> answer(Question question) {
    if (question.recordClass().equals(RecordClass.CH)) {
      return Optional.of(chaos(question));
    }
    return minimalAny && question.type().equals(RecordType.ANY)
        ? Optional.of(any(question))
        : Optional.empty();
  }

  /** RFC 4892: what it may say of itself; the rest is refused. */
  private Resolved chaos(Question question) {
    Optional<String> text =
        question.type().equals(RecordType.TXT) ? textOf(question.name()) : Optional.empty();
    return text.map(known -> single(text(question, known)))
        .orElse(Resolved.of(Rcode.REFUSED, List.of(), List.of()));
  }

  private Optional<String> textOf(Name name) {
    if (name.equals(ID_SERVER) || name.equals(HOSTNAME_BIND)) {
      return identity;
    }
    return name.equals(VERSION_SERVER) || name.equals(VERSION_BIND) ? version : Optional.empty();
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
