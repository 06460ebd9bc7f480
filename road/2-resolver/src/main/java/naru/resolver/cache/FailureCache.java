package naru.resolver.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;

/**
 * Questions that failed not long ago and are not tried again at once (RFC 9520): for a second at
 * first, twice as long each time, five minutes at most. Thread-safe.
 */
public final class FailureCache {
  private final Time time;
  private final BoundedMap<Question, Entry> entries = new BoundedMap<>(Limits.FAILURES);

  public FailureCache(Time time) {
    this.time = time;
  }

  /** Why a question failed. */
  public record Failure(Cause cause, List<ExtendedError> errors) {
    public Failure {
      errors = List.copyOf(errors);
    }

    /** The same, where a part of what was judged had been thrown away before. */
    public Failure without(List<String> dropped) {
      if (dropped.isEmpty()) {
        return this;
      }
      List<ExtendedError> more = new ArrayList<>(errors);
      more.add(new ExtendedError(ExtendedError.OTHER, "left out: " + dropped.getFirst()));
      return new Failure(cause, more);
    }

    /** Whether validation failed: whoever validates by himself does not care. */
    public boolean isBogus() {
      return cause.code().word().startsWith("dns.bogus.")
          || errors.stream().anyMatch(e -> e.infoCode() == ExtendedError.DNSSEC_BOGUS);
    }

    /** Whether it cost too much, which says nothing of what the same will cost another time. */
    public boolean isLimit() {
      return cause.code() == VerdictCode.DNS_LIMIT;
    }
  }

  private record Entry(Failure failure, long untilNanos, long lengthNanos) {}

  /** The failure that is still remembered. */
  public Optional<Failure> find(Question question) {
    return entries
        .find(question)
        .filter(entry -> entry.untilNanos - time.nanos() > 0)
        .map(Entry::failure);
  }

  public void keep(Question question, Failure failure) {
    entries.update(question, old -> Optional.of(next(old, failure)));
  }

  private Entry next(Optional<Entry> old, Failure failure) {
    long longest = Limits.FAILURE_LONGEST.toNanos();
    long length =
        old.filter(entry -> time.nanos() - entry.untilNanos < longest)
            .map(entry -> Math.min(entry.lengthNanos * 2, longest))
            .orElse(Limits.FAILURE_FIRST.toNanos());
    return new Entry(failure, time.nanos() + length, length);
  }

  /** The question was answered: the next failure begins again with a second. */
  public void forget(Question question) {
    entries.remove(question);
  }

  /** Forgets every failure at and below a name. */
  public void flush(Name from) {
    entries.removeIf(question -> question.name().isAtOrBelow(from));
  }
}
