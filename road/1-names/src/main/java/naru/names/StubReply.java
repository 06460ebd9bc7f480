package naru.names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.journey.Cause;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * What the resolvers said about one name. Immutable.
 *
 * @param answers those that say something (NOERROR or NXDOMAIN), by the type asked
 * @param failure why some type has no answer
 * @param extendedError the extended DNS error of a failed answer, to be passed on
 * @param from who answered, in words
 */
public record StubReply(
    Name name,
    Map<RecordType, Message> answers,
    Optional<Cause> failure,
    Optional<Edns.Option> extendedError,
    String from) {
  public StubReply {
    answers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** The facts of all answers. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    answers.forEach((type, answer) ->
        AnswerFacts.of(answer, name, List.of(type)).stream()
            .filter(fact -> !facts.contains(fact))
            .forEach(facts::add));
    return facts;
  }
}
