package naru.resolver;

import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.resolver.descent.Descent;
import naru.resolver.descent.Flights;
import naru.resolver.descent.Memory;
import naru.resolver.policy.LoopbackRule;
import naru.resolver.policy.SpecialNames;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;

/**
 * Finds the answer to any question, beginning at the servers of the root.
 *
 * <p>Thread-safe. {@link #resolve} blocks its caller, who runs on a virtual thread.
 */
public final class RecursiveResolver implements AutoCloseable {
  private final SpecialNames special;
  private final Memory memory;
  private final Descent descent;
  private final Flights<Wanted, Resolved> flights;

  public RecursiveResolver(Time time, DnsExchange exchange, ResolverConfig config) {
    LoopbackRule loopback = new LoopbackRule(config);
    this.special = new SpecialNames(config, loopback);
    this.memory = Memory.empty(time, config);
    this.descent = new Descent(time, exchange, config, loopback, memory);
    this.flights = new Flights<>(time);
    descent.start();
  }

  /**
   * How a question is asked.
   *
   * @param recursionDesired ask others; without it only what is remembered is given
   * @param checkingDisabled the client validates by itself (RFC 4035 §3.2.2)
   */
  public record Flags(boolean recursionDesired, boolean checkingDisabled) {
    public static final Flags USUAL = new Flags(true, false);
  }

  private record Wanted(Question question, boolean checkingDisabled) {}

  /** The answer; each question sent upstream is a step of {@code trace}. */
  public Resolved resolve(Question question, Flags flags, Trace trace) {
    Optional<Resolved> known = known(question, flags);
    if (known.isPresent()) {
      return known.get();
    }
    return flags.recursionDesired()
        ? walkOnce(new Wanted(question, flags.checkingDisabled()), trace)
        : Resolved.refused(NOT_REMEMBERED);
  }

  private static final ExtendedError NOT_REMEMBERED =
      new ExtendedError(
          ExtendedError.PROHIBITED, "not in the cache, and recursion was not desired");

  /** What can be answered without asking anybody. */
  public Optional<Resolved> known(Question question, Flags flags) {
    return special
        .answer(question)
        .or(() -> descent.remembered(question, flags.checkingDisabled()));
  }

  /** Equal questions of several clients are walked for once; the others wait beside the road. */
  private Resolved walkOnce(Wanted wanted, Trace trace) {
    var landed =
        flights.fly(
            wanted, () -> descent.resolve(wanted.question(), wanted.checkingDisabled(), trace));
    return switch (landed) {
      case Flights.Landed.Here<Resolved>(Resolved resolved) -> resolved;
      case Flights.Landed.Elsewhere<Resolved>(var flight) -> join(wanted, flight, trace);
    };
  }

  private static Resolved join(Wanted wanted, Flights.Flight<Resolved> flight, Trace trace) {
    if (flight.waiting() >= Limits.WAITING_A_QUESTION) {
      return limit(wanted, "more than " + Limits.WAITING_A_QUESTION + " clients wait for it");
    }
    Trace.Span step = trace.begin(Step.Authoritative::new, wanted.question().name().toHost());
    Optional<Resolved> joined = flight.join(Limits.WHOLE_QUESTION);
    step.end(Outcome.JOINED);
    return joined.orElseGet(() -> limit(wanted, Limits.WHOLE_QUESTION.toSeconds() + " s"));
  }

  private static Resolved limit(Wanted wanted, String limit) {
    String text = wanted.question().name().toHost() + " met a limit: " + limit;
    ExtendedError error = new ExtendedError(ExtendedError.OTHER, text);
    return Resolved.failed(Cause.of(VerdictCode.DNS_LIMIT, text), List.of(error));
  }

  /** Forgets everything at and below a name; the root means everything. */
  public void flush(Name from) {
    descent.flush(from);
  }

  /** What is remembered: a line for each record or denial, with what is left of its time. */
  public List<String> dump() {
    return memory.records().dump();
  }

  /** Ends what is under way at once, as failed; what is remembered can still be asked for. */
  @Override
  public void close() {
    descent.close();
  }

  /** How much is remembered: entries, dead ones included. */
  public int cacheEntries() {
    return memory.records().size();
  }
}
