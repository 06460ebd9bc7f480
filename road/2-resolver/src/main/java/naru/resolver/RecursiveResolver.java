package naru.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.resolver.cache.Freshness;
import naru.resolver.cache.Revisions;
import naru.resolver.descent.Descent;
import naru.resolver.descent.Flights;
import naru.resolver.descent.Memory;
import naru.resolver.policy.AddressRules;
import naru.resolver.policy.LocalZones;
import naru.resolver.policy.LoopbackRule;
import naru.time.Promise;
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
  private final Time time;
  private final ResolverConfig config;
  private final LocalZones local;
  private final Memory memory;
  private final Descent descent;
  private final Flights<Wanted, Resolved> flights;

  public RecursiveResolver(Time time, DnsExchange exchange, ResolverConfig config) {
    this(time, exchange, config, Memory.empty(time, config));
  }

  private RecursiveResolver(Time time, DnsExchange exchange, ResolverConfig config, Memory memory) {
    this.time = time;
    this.config = config;
    LoopbackRule loopback = new LoopbackRule(config);
    this.local = new LocalZones(config, loopback);
    this.memory = memory;
    this.descent = new Descent(time, exchange, config, new AddressRules(config, loopback), memory);
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
    return local(question)
        .map(own -> own.resolved(target -> found(question.withName(target), flags, trace)))
        .orElseGet(() -> found(question, flags, trace));
  }

  /** What the configuration says by itself about a question; empty where others are asked. */
  public Optional<LocalAnswer> local(Question question) {
    return local.answer(question);
  }

  private Resolved found(Question question, Flags flags, Trace trace) {
    Wanted wanted = new Wanted(question, flags.checkingDisabled());
    Optional<Resolved> known = remembered(wanted, Freshness.LIVE);
    if (known.filter(resolved -> !resolved.isFailure()).isPresent()) {
      refreshIfEnding(wanted);
      return known.get();
    }
    if (!flags.recursionDesired()) {
      return known.orElseGet(() -> descent.referral(question, flags.checkingDisabled(), trace));
    }
    return stale(wanted)
        .map(stale -> known.isPresent() ? stale : staleUnlessBetter(stale, wanted, trace))
        .orElseGet(() -> known.orElseGet(() -> walkOnce(wanted, Freshness.LIVE, trace)));
  }

  /** Whether so much is asked of any zone that a part of it is turned away. */
  boolean isCrowded() {
    return descent.isCrowded();
  }

  /** Whether it is known already that it would fail, because its zone is asked too much. */
  boolean isHopeless(Question question) {
    return descent.isHopeless(question) && local(question).isEmpty();
  }

  /** What can be answered without asking anybody; what is local is not among it. */
  public Optional<Resolved> known(Question question, Flags flags) {
    return local(question).isPresent()
        ? Optional.empty()
        : remembered(new Wanted(question, flags.checkingDisabled()), Freshness.LIVE);
  }

  private Optional<Resolved> remembered(Wanted wanted, Freshness freshness) {
    return descent.remembered(wanted.question(), wanted.checkingDisabled(), freshness);
  }

  /** RFC 8767 §5: an answer whose time has run out, marked as such (RFC 8914 §4.4, §4.20). */
  private Optional<Resolved> stale(Wanted wanted) {
    return config.staleAnswers().isEmpty()
        ? Optional.empty()
        : remembered(wanted, Freshness.STALE).map(Resolved::asStale);
  }

  /** The walk goes on, whoever gets its answer; but the client does not wait for ever. */
  private Resolved staleUnlessBetter(Resolved stale, Wanted wanted, Trace trace) {
    Duration patience = config.staleAnswers().orElseThrow().clientTimeout();
    if (patience.isZero()) {
      refresh(wanted, Freshness.LIVE);
      return stale;
    }
    Promise<Resolved> fresh = time.promise();
    time.start("naru-walk", () -> fresh.complete(walkOnce(wanted, Freshness.LIVE, trace)));
    return fresh.await(patience).filter(resolved -> !resolved.isFailure()).orElse(stale);
  }

  /** What was asked for in the last tenth of its time is likely to be asked for again. */
  private void refreshIfEnding(Wanted wanted) {
    if (config.prefetch()
        && remembered(wanted, Freshness.LASTING).isEmpty()
        && !descent.hasFailed(wanted.question())) {
      refresh(wanted, Freshness.LASTING);
    }
  }

  /** A journey of its own, which nobody waits for. */
  private void refresh(Wanted wanted, Freshness freshness) {
    time.start("naru-refresh", () -> walkOnce(wanted, freshness, Trace.NONE));
  }

  /** Equal questions of several clients are walked for once; the others wait beside the road. */
  private Resolved walkOnce(Wanted wanted, Freshness freshness, Trace trace) {
    var landed =
        flights.fly(
            wanted,
            () -> descent.resolve(wanted.question(), wanted.checkingDisabled(), freshness, trace));
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
    return memory.records().records(name, type, Freshness.LIVE).map(known -> known.set());
  }

  /** Forgets everything at and below a name; the root means everything. */
  public void flush(Name from) {
    descent.flush(from);
  }

  /**
   * A successor that is told something else and remembers the same, but for what the change makes
   * untrue. What is under way here goes on; {@link #close} ends it.
   */
  public RecursiveResolver succeededBy(DnsExchange otherExchange, ResolverConfig other) {
    descent.retire();
    RecursiveResolver successor =
        new RecursiveResolver(time, otherExchange, other, memory.within(other));
    outdatedBy(successor).forEach(successor::flush);
    return successor;
  }

  /** The names at and below which a successor would find out something else. */
  Set<Name> outdatedBy(RecursiveResolver successor) {
    return ConfigChange.between(config, successor.config).outdated();
  }

  /** Notices when what is remembered is replaced or forgotten. */
  Revisions revisions() {
    return memory.records().revisions();
  }

  /** What is remembered: a line for each record or denial, with what is left of its time. */
  public List<String> dump() {
    return memory.records().dump(Name.ROOT).toList();
  }

  /** Which servers are remembered, and where: a line each, with what is left of its time. */
  public List<String> dumpServers() {
    return memory.dumpServers(Name.ROOT).toList();
  }

  /** What is remembered at and below a name, bounded; a last line says so where it was cut. */
  public List<String> dump(Name from) {
    return bounded(memory.records().dump(from));
  }

  /** Which servers are remembered at and below a name, bounded in the same way. */
  public List<String> dumpServers(Name from) {
    return bounded(memory.dumpServers(from));
  }

  private static List<String> bounded(Stream<String> lines) {
    List<String> first = new ArrayList<>(lines.limit(Limits.DUMP_LINES + 1L).toList());
    if (first.size() > Limits.DUMP_LINES) {
      first.set(Limits.DUMP_LINES, "and more: name what is to be shown");
    }
    return first;
  }

  /** Ends what is under way at once, as failed; what is remembered can still be asked for. */
  @Override
  public void close() {
    descent.close();
  }

  /** What clients' questions have cost since it began. */
  public Spent spent() {
    return descent.spent();
  }

  /** How much is remembered: entries, dead ones included. */
  public int cacheEntries() {
    return memory.records().size();
  }
}
