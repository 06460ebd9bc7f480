package naru.names;

import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.RecordType;

/** The facts about one name among those of an answer. Immutable. */
record NameFacts(Name name, List<Fact> facts) {
  /** What is said of {@code type} here: its records first, then an alias, then a denial. */
  Optional<Fact> about(RecordType type) {
    return records(type)
        .or(() -> records(RecordType.CNAME))
        .or(() -> facts.stream().filter(fact -> denies(fact, type)).findFirst());
  }

  private Optional<Fact> records(RecordType type) {
    return facts.stream()
        .filter(Fact.Records.class::isInstance)
        .filter(fact -> fact.name().equals(name))
        .filter(fact -> ((Fact.Records) fact).set().type().equals(type))
        .findFirst();
  }

  private boolean denies(Fact fact, RecordType type) {
    return switch (fact) {
      case Fact.Records _ -> false;
      case Fact.NoData none -> none.name().equals(name) && none.type().equals(type);
      case Fact.NoSuchName none -> none.name().equals(name);
    };
  }
}
