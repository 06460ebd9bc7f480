package naru.resolver;

import java.util.List;
import java.util.function.Function;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordSet;

/** What a resolver says by itself, without asking anybody. Immutable. */
public sealed interface LocalAnswer {
  /** As what came of the question; {@code follow} finds where an alias leads. */
  Resolved resolved(Function<Name, Resolved> follow);

  /** These records, or their absence. */
  record Given(Rcode rcode, List<RecordSet> answers, List<RecordSet> authorities)
      implements LocalAnswer {
    public Given {
      answers = List.copyOf(answers);
      authorities = List.copyOf(authorities);
    }

    @Override
    public Resolved resolved(Function<Name, Resolved> follow) {
      return Resolved.of(rcode, unsigned(answers), unsigned(authorities));
    }
  }

  /** This alias; what it leads to is asked for. */
  record Alias(RecordSet cname, Name target) implements LocalAnswer {
    @Override
    public Resolved resolved(Function<Name, Resolved> follow) {
      return follow.apply(target).behind(unsigned(List.of(cname)));
    }
  }

  /** Nothing: the question is dropped, or refused where something must be said. */
  record Silence() implements LocalAnswer {
    @Override
    public Resolved resolved(Function<Name, Resolved> follow) {
      return Resolved.refused(
          new ExtendedError(ExtendedError.PROHIBITED, "the configuration says not to answer"));
    }
  }

  private static List<SignedSet> unsigned(List<RecordSet> sets) {
    return sets.stream().map(SignedSet::unsigned).toList();
  }
}
