package naru.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import naru.journey.Cause;
import naru.wire.Name;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** What one source says of one name. Immutable. */
sealed interface Finding {
  /**
   * It has these.
   *
   * @param byHand the line of the hosts file that says so
   */
  record Found(List<RecordSet> sets, Optional<HostsLine> byHand) implements Finding {
    public Found {
      sets = List.copyOf(sets);
    }
  }

  /** It is an alias. */
  record Alias(Name target) implements Finding {}

  /** It exists, without the types asked for. */
  record NoData(Optional<Name> zone) implements Finding {}

  /** It does not exist. */
  record NoSuchName(Optional<Name> zone) implements Finding {}

  /** It could not be found out. */
  record Failed(Cause cause) implements Finding {}

  /** This source does not know: the next one is asked. */
  record Unknown() implements Finding {}

  /**
   * What facts come to. A type without a fact is not known; {@code failure} says why, where it was
   * asked for. Records of one type are enough when the other failed.
   */
  static Finding of(
      List<RecordType> types, Function<RecordType, Optional<Fact>> facts, Optional<Cause> failure) {
    List<RecordSet> sets = new ArrayList<>();
    Optional<Finding> denied = Optional.empty();
    boolean complete = true;
    for (RecordType type : types) {
      Optional<Fact> fact = facts.apply(type);
      complete &= fact.isPresent();
      if (fact.isPresent()) {
        switch (fact.get()) {
          case Fact.Records(RecordSet set) -> {
            Optional<Name> target = set.type().equals(type) ? Optional.empty() : target(set);
            if (target.isPresent()) {
              return new Alias(target.get());
            }
            sets.add(set);
          }
          case Fact.NoSuchName none -> denied = Optional.of(new NoSuchName(none.zone()));
          case Fact.NoData none -> denied = denied.or(() -> Optional.of(new NoData(none.zone())));
        }
      }
    }
    if (!sets.isEmpty() && (complete || failure.isPresent())) {
      return new Found(sets, Optional.empty());
    }
    boolean gone = denied.filter(NoSuchName.class::isInstance).isPresent();
    if (!complete && !gone) {
      return failure.<Finding>map(Failed::new).orElseGet(Unknown::new);
    }
    return denied.orElseGet(Unknown::new);
  }

  private static Optional<Name> target(RecordSet set) {
    return AnswerFacts.target(set);
  }
}
