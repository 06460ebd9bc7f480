package naru.resolver;

import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.resolver.cache.Revisions;
import naru.resolver.descent.Descent;
import naru.resolver.descent.Flights;
import naru.resolver.descent.Memory;
import naru.resolver.policy.AddressRules;
import naru.resolver.policy.LocalZones;
import naru.resolver.policy.LoopbackRule;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Finds the answer to any question, beginning at the servers of the root.
 *
 * <p>Thread-safe. {@link #resolve} blocks its caller, who runs on a virtual thread.
 */
public final class RecursiveResolver implements AutoCloseable {
  private final LocalZones local;
  private final Memory memory;
  private final Descent descent;
  private final Flights<Wanted, Resolved> flights;

  public RecursiveResolver(Time time, DnsExchange exchange, ResolverConfig config) {
    LoopbackRule loopback = new LoopbackRule(config);
    this.local = new LocalZones(config, loopback);
    this.memory = Memory.empty(time, config);
    this.descent = new Descent(time, exchange, config, new AddressRules(config, loopback), memory);
    this.flights = new Flights<>(time);
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
    return local(question)
        .map(own -> own.resolved(target -> found(question.withName(target), flags, trace)))
        .orElseGet(() -> found(question, flags, trace));
  }

  /** What the configuration says by itself about a question; empty where others are asked. */
  public Optional<LocalAnswer> local(Question question) {
    return local.answer(question);
  }

  private Resolved found(Question question, Flags flags, Trace trace) {
    Optional<Resolved> known = descent.remembered(question, flags.checkingDisabled());
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

  /** What can be answered without asking anybody; what is local is not among it. */
  public Optional<Resolved> known(Question question, Flags flags) {
    return local(question).isPresent()
        ? Optional.empty()
        : descent.remembered(question, flags.checkingDisabled());
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

  /** Records of exactly this name and type, if an answer brought them. */
  public Optional<SignedSet> remembered(Name name, RecordType type) {
    return memory.records().records(name, type).map(known -> known.set());
  }

  /** Forgets everything at and below a name; the root means everything. */
  public void flush(Name from) {
    descent.flush(from);
  }

  /** Notices when what is remembered is replaced or forgotten. */
  Revisions revisions() {
    return memory.records().revisions();
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
