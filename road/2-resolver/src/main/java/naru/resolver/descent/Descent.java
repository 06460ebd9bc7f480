package naru.resolver.descent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import naru.journey.Trace;
import naru.net.DnsExchange;
import naru.resolver.ExtendedError;
import naru.resolver.Resolved;
import naru.resolver.ResolverConfig;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.Spent;
import naru.resolver.anchor.ActiveRefresh;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.cache.Freshness;
import naru.resolver.descent.Reply.Answered;
import naru.resolver.descent.Reply.End;
import naru.resolver.descent.Reply.Found;
import naru.resolver.policy.AddressRules;
import naru.resolver.validation.KnownChains;
import naru.resolver.validation.Validator;
import naru.resolver.validation.Work;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;

/**
 * Walks from the root down to the servers that know, and along aliases to where they lead.
 *
 * <pre>
 * resolve    the aliases of a question, one after the other
 *   lookUp   one name: remembered, or
 *     walk   from the nearest known zone cut downwards, a referral at a time
 *       Hunt the servers of one zone, until one answers
 *         Upstream  one question to one server
 * </pre>
 *
 * Thread-safe; each question blocks its own task.
 */
public final class Descent {
  private static final System.Logger LOG = System.getLogger("naru.resolver");

  private final Time time;
  private final ResolverConfig config;
  private final Memory memory;
  private final Waits waits;
  private final Crowds crowds;
  private final Starts starts;
  private final Upstream upstream;
  private final Hunt hunt;
  private final Validation validation;
  private final Judge judge;
  private final AtomicReference<Spent> spent = new AtomicReference<>(Spent.NOTHING);
  private final ActiveRefresh refresh;

  public Descent(
      Time time,
      DnsExchange exchange,
      ResolverConfig config,
      AddressRules addresses,
      Memory memory) {
    this.time = time;
    this.config = config;
    this.memory = memory;
    this.waits = new Waits(time);
    this.starts = new Starts(config, memory.cuts());
    this.crowds = new Crowds(time);
    this.upstream = new Upstream(time, exchange, config, addresses, memory, crowds, waits);
    ParentSide parents = new ParentSide(starts, memory.glue(), upstream.glue(), this::ask);
    this.hunt =
        new Hunt(
            upstream, memory, time.chance(), new Addresses(), parents, crowds, config.verifyGlue());
    KnownChains chains = new KnownChains(time);
    Validator validator = new Validator(time, config.validation(), chains);
    this.validation = new Validation(validator, chains, memory.cuts(), this::lookUp);
    this.judge = config.validation().isOn() ? validation : Judge.believer();
    this.refresh = new ActiveRefresh(time, validation.trustPoints(), this::refreshKeys, LOG);
  }

  /** Begins what is done without being asked. */
  public void start() {
    refresh.start();
  }

  private void refreshKeys(Name zone) {
    Question question = Question.of(zone, RecordType.DNSKEY);
    Quest quest = Quest.of(question, new Budget(time, waits), Judge.believer(), Freshness.LIVE);
    validation.refresh(quest, this::walkAndRemember);
  }

  /**
   * The answer as far as it is remembered, aliases followed; empty when a part is missing.
   *
   * @param unchecked what was never validated counts too
   */
  public Optional<Resolved> remembered(Question question, boolean unchecked, Freshness freshness) {
    Judge asked = unchecked ? Judge.believer() : judge;
    return along(question, next -> remembered(next, asked, freshness));
  }

  private Optional<Found> remembered(Question question, Judge asked, Freshness freshness) {
    return inMemory(question, freshness)
        .filter(found -> counts(found, asked))
        .or(() -> memory.failure(question, freshness).filter(found -> counts(found, asked)));
  }

  private Optional<Found> inMemory(Question question, Freshness freshness) {
    return starts.remembers(question) ? memory.find(question, freshness) : Optional.empty();
  }

  /** Whether what is remembered can be given as it is. */
  private static boolean counts(Found found, Judge judge) {
    return switch (found) {
      case Answered answered -> !judge.isStrict() || answered.security() != Security.UNCHECKED;
      case Reply.Failed(Failure failure) -> judge.isStrict() || !failure.isBogus();
    };
  }

  /** Whether so much is asked of any zone that a part of it is turned away. */
  public boolean isCrowded() {
    return crowds.areAny();
  }

  /**
   * Whether nobody would be asked now for what is neither remembered nor proven, because too many
   * questions to its zone are under way. Costs little where no zone is crowded.
   */
  public boolean isHopeless(Question question) {
    return crowds.areAny()
        && crowds.isIn(question.name())
        && remembered(question, true, Freshness.STALE).isEmpty()
        && (!config.validation().aggressive()
            || validation.proven(question, starts.top(question), new Work()).isEmpty());
  }

  /**
   * A client's question, with a budget of its own.
   *
   * @param unchecked the client validates by itself (CD)
   * @param freshness what is remembered is good enough if it is that fresh
   */
  public Resolved resolve(Question question, boolean unchecked, Freshness freshness, Trace trace) {
    Judge asked = unchecked ? Judge.believer() : judge;
    Budget budget = new Budget(time, waits);
    Resolved resolved = resolve(Quest.of(question, budget, asked, freshness), trace);
    spent.accumulateAndGet(budget.spent(), Spent::plus);
    return resolved;
  }

  /** What clients' questions have cost so far. */
  public Spent spent() {
    return spent.get();
  }

  /**
   * For who desires no recursion and asks what is not remembered: the servers of the nearest zone
   * that are (RFC 1034 §4.3.1), or what the root says of its own where only hints are known.
   */
  public Resolved referral(Question question, boolean unchecked, Trace trace) {
    Delegation at = starts.nearest(question);
    Question servers = new Question(at.zone(), RecordType.NS, question.recordClass());
    if (!at.hasParent()) {
      return resolve(servers, unchecked, Freshness.LIVE, trace);
    }
    Judge asked = unchecked ? Judge.believer() : judge;
    Quest quest = Quest.of(servers, new Budget(time, waits), asked, Freshness.LIVE);
    return remembered(quest, trace)
        .flatMap(Descent::records)
        .map(sets ->
            Resolved.of(Rcode.NOERROR, List.of(), sets)
                .authentic(sets.stream().allMatch(set -> set.security() == Security.SECURE)))
        .orElseGet(() -> Resolved.of(Rcode.NOERROR, List.of(), List.of(at.servers(time.nanos()))));
  }

  private static Optional<List<SignedSet>> records(Found found) {
    return found instanceof Answered(_, End.Records(var sets, _), _)
        ? Optional.of(sets)
        : Optional.empty();
  }

  /** Whether the question failed not long ago. */
  public boolean hasFailed(Question question) {
    return memory.failures().find(question).isPresent();
  }

  /** Forgets everything at and below a name; below the root, the servers too. */
  public void flush(Name from) {
    memory.flush(from);
    validation.flush(from);
  }

  /** Another takes over: keys are refreshed by that one; what is under way goes on. */
  public void retire() {
    refresh.close();
  }

  /** Ends every walk at once, as failed; no server is asked any more. */
  public void close() {
    waits.close();
    refresh.close();
  }

  private Resolved resolve(Quest quest, Trace trace) {
    return along(quest.question(), next -> Optional.of(lookUp(quest.about(next), trace)))
        .orElseThrow();
  }

  /** Follows aliases through what {@code find} finds; empty as soon as it finds nothing. */
  private static Optional<Resolved> along(
      Question question, Function<Question, Optional<Found>> find) {
    AliasChain chain = new AliasChain(question.name());
    while (true) {
      Question next = new Question(chain.end(), question.type(), question.recordClass());
      Optional<Found> found = find.apply(next);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Optional<Resolved> conclusion = conclusion(found.get(), chain);
      if (conclusion.isPresent()) {
        return conclusion;
      }
    }
  }

  /** What a finding concludes; nothing where its aliases lead further. */
  private static Optional<Resolved> conclusion(Found found, AliasChain chain) {
    return switch (found) {
      case Reply.Failed(Failure failure) -> Optional.of(failed(failure));
      case Answered answered ->
          chain
              .follow(answered.links())
              .map(Descent::failed)
              .or(() -> conclusion(answered.end(), chain));
    };
  }

  private static Optional<Resolved> conclusion(End end, AliasChain chain) {
    List<SignedSet> none = List.of();
    return switch (end) {
      case End.Records(var sets, var proof) -> resolved(Rcode.NOERROR, chain, sets, proof, end);
      case End.NoData(var proof, _) -> resolved(Rcode.NOERROR, chain, none, proof, end);
      // RFC 6604 §3: the rcode is that of the last name of the chain.
      case End.NoName(var proof, _) -> resolved(Rcode.NXDOMAIN, chain, none, proof, end);
      case End.NameTooLong(var dname) -> resolved(Rcode.YXDOMAIN, chain, List.of(dname), none, end);
      case End.Elsewhere() -> Optional.empty();
    };
  }

  private static Optional<Resolved> resolved(
      Rcode rcode, AliasChain chain, List<SignedSet> last, List<SignedSet> proof, End end) {
    Security all = chain.security().and(end.security());
    return Optional.of(
        Resolved.of(rcode, chain.with(last), chain.proofWith(proof, last.isEmpty()))
            .authentic(all == Security.SECURE));
  }

  private static Resolved failed(Failure failure) {
    return Resolved.failed(failure.cause(), failure.errors());
  }

  /** One name: remembered, or walked to. */
  private Found lookUp(Quest quest, Trace trace) {
    return remembered(quest, trace)
        .or(() -> digests(quest, trace))
        .or(() -> proven(quest))
        .orElseGet(() -> walkAndRemember(quest, trace));
  }

  /** The DS set that came with a referral is what its parent would answer (RFC 4035 §3.1.4). */
  private Optional<Found> digests(Quest quest, Trace trace) {
    if (!quest.question().type().equals(RecordType.DS)) {
      return Optional.empty();
    }
    List<SignedSet> digests =
        memory.cuts().keysWord(quest.question().name()).stream()
            .filter(set -> set.set().type().equals(RecordType.DS))
            .toList();
    if (digests.isEmpty()) {
      return Optional.empty();
    }
    Answered told = new Answered(List.of(), new End.Records(digests, List.of()), true);
    return switch (quest.judge().judge(quest.question(), told, quest, trace)) {
      case Judge.Judged.Believed(Answered believed) -> {
        memory.keep(quest.question(), believed);
        yield Optional.of(believed);
      }
      case Judge.Judged.Refused _ -> Optional.empty();
    };
  }

  /** What follows from proofs that were verified for other names (RFC 8198). */
  private Optional<Found> proven(Quest quest) {
    boolean any = quest.question().type().equals(RecordType.ANY);
    boolean lasting = quest.freshness() == Freshness.LASTING;
    if (any || lasting || !config.validation().isOn() || !config.validation().aggressive()) {
      return Optional.empty();
    }
    Question question = quest.question();
    return validation
        .proven(question, starts.top(question), quest.budget().work())
        .filter(answered -> isBelieved(answered, quest))
        .map(answered -> {
          memory.keep(question, answered);
          return answered;
        });
  }

  /** Whoever wants keys reads what is proven too, even if he believes it anyway. */
  private static boolean isBelieved(Answered answered, Quest quest) {
    return quest.judge().judge(quest.question(), answered, quest, Trace.NONE)
        instanceof Judge.Judged.Believed;
  }

  /** What is remembered, judged if it never was; what is not believed is forgotten. */
  private Optional<Found> remembered(Quest quest, Trace trace) {
    Optional<Found> found = inMemory(quest.question(), quest.freshness());
    if (found.isPresent() && found.get() instanceof Answered answered) {
      return switch (quest.judge().judge(quest.question(), answered, quest, trace)) {
        case Judge.Judged.Believed(Answered judged) -> {
          if (!judged.security().equals(answered.security())) {
            memory.keep(quest.question(), judged);
          }
          yield Optional.of(judged);
        }
        case Judge.Judged.Refused _ -> {
          memory.records().forget(quest.question());
          yield Optional.empty();
        }
      };
    }
    return found.filter(failed -> counts(failed, quest.judge()));
  }

  private Found walkAndRemember(Quest quest, Trace trace) {
    Found found = walk(quest, trace);
    if (!starts.remembers(quest.question())) {
      return found;
    }
    switch (found) {
      case Answered answered -> memory.keep(quest.question(), answered);
      case Reply.Failed(Failure failure) -> keepFailure(quest, failure);
    }
    return found;
  }

  /** A question that was only cut short for another's sake has not failed by itself. */
  private void keepFailure(Quest quest, Failure failure) {
    boolean limited = failure.isLimit() || quest.budget().isSpent() || quest.isDeepest();
    boolean cutShort = quest.neededBy().isPresent() && limited || quest.budget().isCrowdedOut();
    // Nor has one that was let go because we close.
    if (!cutShort && !waits.isClosed()) {
      memory.failures().keep(quest.question(), remembered(failure));
    }
  }

  private static Failure remembered(Failure failure) {
    List<ExtendedError> errors = new java.util.ArrayList<>(failure.errors());
    errors.add(new ExtendedError(ExtendedError.CACHED_ERROR, ""));
    return new Failure(failure.cause(), errors);
  }

  /** From the zone that the configuration names; where its servers may fail, from the next one. */
  private Found walk(Quest quest, Trace trace) {
    Found found = walk(starts.nearest(quest.question(), quest.freshness()), quest, trace);
    for (int failures = 1; found instanceof Reply.Failed; failures++) {
      Optional<Delegation> next =
          starts.afterFailures(quest.question(), quest.freshness(), failures);
      if (next.isEmpty()) {
        return found;
      }
      found = walk(next.get(), quest, trace);
    }
    return found;
  }

  /** From the nearest zone cut that is known, each referral a step down (RFC 1034 §5.3.3). */
  private Found walk(Delegation start, Quest quest, Trace trace) {
    Delegation at = start;
    Minimiser minimiser = new Minimiser(quest.question(), minimises(quest, at) && !at.isForward());
    while (true) {
      Question shown = minimiser.question(at.zone());
      Reply reply = hunt.ask(at, shown, quest, trace);
      switch (reply) {
        case Reply.Referral(Delegation to) -> {
          memory.cuts().learn(to);
          at = to;
        }
        case Found found when shown.equals(quest.question()) -> {
          return found;
        }
        case Reply.Failed failed when !minimiser.mayHelp(failed) -> {
          return failed;
        }
        case Found part -> {
          keepProbe(shown, quest, part);
          minimiser.heard(part);
        }
      }
    }
  }

  /**
   * A DS is its parent's to tell, whose cut is found label by label: a server that has a zone far
   * above and the child itself, but not the one between, would answer from the child. Where a chain
   * of trust has come down to it without a cut, there is none to be found.
   */
  private boolean minimises(Quest quest, Delegation at) {
    Question question = quest.question();
    boolean cutUnknown =
        question.type().equals(RecordType.DS)
            && !validation.isWithin(Starts.holder(question), at.zone());
    return config.minimiseNames() || cutUnknown;
  }

  private Reply ask(Delegation zone, Question question, Quest quest, Trace trace) {
    return hunt.ask(zone, question, quest, trace);
  }

  /** What was heard of the whole name while its type was hidden is an answer as well. */
  private void keepProbe(Question shown, Quest quest, Found part) {
    if (part instanceof Answered answered && shown.name().equals(quest.question().name())) {
      memory.keep(shown, answered);
    }
  }

  /** Where servers without glue listen. */
  private final class Addresses implements Hunt.AddressLookup {
    /** IPv4, or else IPv6. */
    @Override
    public List<InetSocketAddress> find(
        Name server, Quest quest, BooleanSupplier mayAsk, Trace trace) {
      List<InetSocketAddress> four = of(server, RecordType.A, quest, mayAsk, trace);
      return four.isEmpty() ? of(server, RecordType.AAAA, quest, mayAsk, trace) : four;
    }

    @Override
    public List<InetSocketAddress> every(
        Name server, Quest quest, BooleanSupplier mayAsk, Trace trace) {
      List<InetSocketAddress> all = new ArrayList<>(of(server, RecordType.A, quest, mayAsk, trace));
      all.addAll(of(server, RecordType.AAAA, quest, mayAsk, trace));
      return all;
    }

    private List<InetSocketAddress> of(
        Name server, RecordType type, Quest quest, BooleanSupplier mayAsk, Trace trace) {
      return addressesOf(Question.of(server, type), quest, mayAsk, trace);
    }
  }

  private List<InetSocketAddress> addressesOf(
      Question question, Quest quest, BooleanSupplier mayAsk, Trace trace) {
    boolean circles = quest.isWaitingFor(question) || quest.isDeepest();
    if (circles || remembered(question, true, Freshness.LIVE).isEmpty() && !mayAsk.getAsBoolean()) {
      return List.of();
    }
    Resolved resolved = resolve(quest.needing(question), trace);
    return upstream.glue().sockets(resolved.answers().stream().map(each -> each.set()).toList());
  }
}
