package naru.names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import naru.journey.Cause;
import naru.journey.Step;
import naru.journey.Told;
import naru.journey.Trace;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * The operating system's service of names: a cache and a stub resolver of its own, behind a local
 * socket, shared by all clients of the machine. A client asks it as it would ask a name server
 * ({@link LocalOptions} says what more it may ask) and has no way to write into its cache.
 *
 * <p>Its answers hold the whole alias chain. To a client of the same user it tells its steps:
 * {@code os-cache}, and after a miss {@code resolver}. Thread-safe.
 */
public final class OperatingSystemService implements DnsHandler {
  /** A whole question, as our resolver has it, with two resolvers' time-outs of patience. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Time time;
  private final StubResolver stub;
  private final NameCache cache;

  /** A service with an empty cache. */
  public OperatingSystemService(Time time, StubResolver stub) {
    this.time = time;
    this.stub = stub;
    this.cache = new NameCache(time, Limits.SYSTEM_CACHE_ENTRIES);
  }

  /** Its cache, for whoever runs it. */
  public NameCache cache() {
    return cache;
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    Message message = query.message();
    if (message.flags().response()) {
      return Optional.empty();
    }
    Optional<Question> question = message.question();
    return Optional.of(
        question.map(asked -> answer(query, asked)).orElseGet(() -> empty(message, Rcode.FORMERR)));
  }

  private Message answer(DnsQuery query, Question question) {
    Message message = query.message();
    if (message.edns().filter(edns -> edns.version() != 0).isPresent()) {
      return empty(message, Rcode.BADVERS);
    }
    return switch (message.opcode()) {
      case Message.QUERY ->
          question.recordClass().equals(RecordClass.IN)
              ? lookUp(query, question)
              : list(query, question);
      case Message.NOTIFY -> flush(query, question);
      default -> empty(message, Rcode.NOTIMP);
    };
  }

  private static Message empty(Message query, Rcode rcode) {
    Message.Builder answer = Message.answerTo(query).recursionAvailable(true).rcode(rcode);
    return query.edns().isPresent() ? answer.edns(Edns.plain()).build() : answer.build();
  }

  private Message list(DnsQuery query, Question question) {
    Optional<Integer> from = query.sameUser() ? CacheCommands.listFrom(question) : Optional.empty();
    return from.map(start -> CacheCommands.listed(query.message(), cache, start))
        .orElseGet(() -> empty(query.message(), Rcode.REFUSED));
  }

  private Message flush(DnsQuery query, Question question) {
    if (!query.sameUser()) {
      return empty(query.message(), Rcode.REFUSED);
    }
    int forgotten = cache.flush(question.name());
    return CacheCommands.flushed(query.message(), question.name(), forgotten);
  }

  private Message lookUp(DnsQuery query, Question question) {
    boolean listens = query.sameUser() && LocalOptions.asksForJourney(query.message());
    Trace.Recording recording = Trace.recording(time);
    Trace trace = listens ? recording : Trace.NONE;
    List<RecordType> types =
        LocalOptions.types(query.message())
            .filter(wanted -> wanted.contains(question.type()))
            .orElse(List.of(question.type()));
    Name name = question.name();
    Answer answer = fromCache(name, types, trace).orElseGet(() -> fromStub(name, types, trace));
    Edns edns = Edns.plain().with(LocalOptions.types(answer.types));
    if (answer.extendedError.isPresent()) {
      edns = edns.with(answer.extendedError.get());
    }
    if (listens) {
      edns = edns.with(LocalOptions.told(new Told(recording.steps(), answer.cause, false)));
    }
    return answer.toMessage(query.message(), edns);
  }

  /**
   * What there is to answer.
   *
   * @param types those that it speaks of
   */
  private record Answer(
      Rcode rcode,
      List<RecordType> types,
      List<Record> records,
      List<Record> authorities,
      Optional<Cause> cause,
      Optional<Edns.Option> extendedError) {
    Message toMessage(Message query, Edns edns) {
      Message.Builder answer =
          Message.answerTo(query)
              .recursionAvailable(true)
              .rcode(rcode)
              .answers(records)
              .authorities(authorities);
      return query.edns().isPresent() ? answer.edns(edns).build() : answer.build();
    }
  }

  /** The whole chain from the cache, or nothing. */
  private Optional<Answer> fromCache(Name name, List<RecordType> types, Trace trace) {
    Trace.Span step = trace.begin(Step.OsCache::new, name.toHost());
    Set<NameCache.Held> used = new LinkedHashSet<>();
    Finding end = follow(name, types, used);
    CacheStep.describe(step, end, List.copyOf(used));
    step.end(CacheStep.outcome(end));
    return switch (end) {
      case Finding.Unknown _, Finding.Failed _, Finding.Alias _ -> Optional.empty();
      case Finding.NoSuchName _ -> Optional.of(answer(Rcode.NXDOMAIN, types, used));
      case Finding.Found _, Finding.NoData _ -> Optional.of(answer(Rcode.NOERROR, types, used));
    };
  }

  private Finding follow(Name name, List<RecordType> types, Set<NameCache.Held> used) {
    Name at = name;
    for (int links = 0; links <= Limits.ALIASES; links++) {
      Name here = at;
      Finding finding = Finding.of(types, type -> recall(here, type, used), Optional.empty());
      if (!(finding instanceof Finding.Alias(Name target))) {
        return finding;
      }
      at = target;
    }
    // A chain that does not end is the stub's to complain about.
    return new Finding.Unknown();
  }

  private Optional<Fact> recall(Name name, RecordType type, Set<NameCache.Held> used) {
    Optional<NameCache.Held> held = cache.find(name, type);
    held.ifPresent(used::add);
    return held.map(NameCache.Held::fact);
  }

  private static Answer answer(Rcode rcode, List<RecordType> types, Set<NameCache.Held> used) {
    List<Record> records = new ArrayList<>();
    List<Record> authorities = new ArrayList<>();
    for (NameCache.Held held : used) {
      switch (held.fact()) {
        case Fact.Records(var set) -> records.addAll(set.withTtl(held.ttlSeconds()).records());
        case Fact.NoData none -> none.zone().ifPresent(z -> authorities.add(soa(z, held)));
        case Fact.NoSuchName none -> none.zone().ifPresent(z -> authorities.add(soa(z, held)));
      }
    }
    return new Answer(
        rcode,
        types,
        records,
        authorities.stream().distinct().toList(),
        Optional.empty(),
        Optional.empty());
  }

  /** The zone that denied, for as long as its denial still holds (RFC 2308 §5). */
  private static Record soa(Name zone, NameCache.Held held) {
    long ttl = held.ttlSeconds();
    return Record.of(zone, ttl, new RecordData.Soa(zone, zone, 0, 0, 0, 0, ttl));
  }

  private Answer fromStub(Name name, List<RecordType> types, Trace trace) {
    StubReply reply = stub.ask(name, types, time.nanos() + PATIENCE.toNanos(), trace);
    cache.store(reply.facts(), reply.from());
    List<RecordType> answered = List.copyOf(reply.answers().keySet());
    return new Answer(
        rcode(reply),
        answered,
        merged(reply, Message::answers),
        merged(reply, Message::authorities),
        reply.failure(),
        reply.extendedError());
  }

  private static Rcode rcode(StubReply reply) {
    if (reply.answers().isEmpty()) {
      return Rcode.SERVFAIL;
    }
    boolean gone =
        reply.answers().values().stream().allMatch(m -> m.rcode().equals(Rcode.NXDOMAIN));
    return gone ? Rcode.NXDOMAIN : Rcode.NOERROR;
  }

  /** The records of all types' answers, each once: they share their alias chain. */
  private static List<Record> merged(StubReply reply, Function<Message, List<Record>> section) {
    return reply.answers().values().stream()
        .flatMap(m -> section.apply(m).stream())
        .distinct()
        .toList();
  }
}
