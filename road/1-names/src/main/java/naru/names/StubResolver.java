package naru.names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import naru.journey.Cause;
import naru.journey.Step;
import naru.journey.Trace;
import naru.net.DnsExchange;
import naru.net.Server;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * The stub resolver (RFC 1034 §5.3.1): asks recursive resolvers and leaves the work to them. All
 * types of a name are asked for at once, each by a {@link StubQuestion} of its own, and come to one
 * {@code resolver} step. Thread-safe.
 */
public final class StubResolver implements NameSource {
  private final DnsExchange exchange;
  private final Time time;
  private final Settings settings;
  private final AtomicInteger turn = new AtomicInteger();

  public StubResolver(DnsExchange exchange, Time time, Settings settings) {
    this.exchange = exchange;
    this.time = time;
    this.settings = settings;
  }

  /**
   * A recursive resolver.
   *
   * @param stream its local socket, over which it tells its own steps
   */
  public record Upstream(Server server, Optional<Server.Local> stream) {
    public static Upstream of(Server server) {
      return new Upstream(server, Optional.empty());
    }

    public static Upstream telling(Server server, Server.Local stream) {
      return new Upstream(server, Optional.of(stream));
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }

  /**
   * How to ask.
   *
   * @param timeout of one try
   * @param attempts how often a silent resolver is asked
   * @param rotate let another resolver be the first each time
   * @param trustAuthenticData the way to the resolvers is safe enough for its AD bit to mean
   *     something
   * @param oneByOne one type after the other
   */
  public record Settings(
      List<Upstream> upstreams,
      Duration timeout,
      int attempts,
      boolean rotate,
      boolean trustAuthenticData,
      boolean oneByOne) {
    public Settings {
      upstreams = List.copyOf(upstreams);
      if (upstreams.isEmpty() || attempts < 1) {
        throw new IllegalArgumentException("nobody to ask, or not even once");
      }
    }

    /** The habits of resolv.conf(5) without options. */
    public static Settings of(List<Upstream> upstreams) {
      return new Settings(upstreams, Duration.ofSeconds(5), 2, false, false, false);
    }
  }

  @Override
  public Finding find(Asked asked) {
    StubReply reply = ask(asked.name(), asked.types(), asked.deadlineNanos(), asked.trace());
    List<Fact> facts = reply.facts();
    asked.memory().hear(facts, asked.types(), reply.from());
    return finding(reply, facts, asked.types());
  }

  private static Finding finding(StubReply reply, List<Fact> facts, List<RecordType> types) {
    NameFacts known = new NameFacts(reply.name(), facts);
    return Finding.of(types, known::about, reply.failure());
  }

  /** Asks for all {@code types} of {@code name} and writes the step. */
  public StubReply ask(Name name, List<RecordType> types, long deadlineNanos, Trace trace) {
    Trace.Span step = trace.begin(Step.Resolver::new, name.toHost());
    List<StubQuestion> questions = new ArrayList<>();
    for (RecordType type : types) {
      Question question = Question.of(name, type);
      questions.add(new StubQuestion(exchange, time, settings, question, deadlineNanos, step));
    }
    askAll(questions);
    StubReply reply = reply(name, questions);
    Finding finding = finding(reply, reply.facts(), types);
    new ResolverStep(step, questions).write(finding);
    return reply;
  }

  private void askAll(List<StubQuestion> questions) {
    List<Upstream> order = order();
    List<Promise<Boolean>> others = new ArrayList<>();
    for (StubQuestion question : questions.subList(1, questions.size())) {
      Promise<Boolean> done = time.promise();
      others.add(done);
      if (settings.oneByOne()) {
        continue;
      }
      time.start("stub " + question.question(), () -> runThenKeep(question, order, done));
    }
    questions.getFirst().run(order);
    for (int i = 0; i < others.size(); i++) {
      if (settings.oneByOne()) {
        questions.get(i + 1).run(order);
      } else {
        others.get(i).await();
      }
    }
  }

  private static void runThenKeep(
      StubQuestion question, List<Upstream> order, Promise<Boolean> done) {
    try {
      question.run(order);
    } finally {
      done.complete(true);
    }
  }

  private List<Upstream> order() {
    List<Upstream> order = new ArrayList<>(settings.upstreams());
    if (settings.rotate()) {
      Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), order.size()));
    }
    return order;
  }

  private static StubReply reply(Name name, List<StubQuestion> questions) {
    Map<RecordType, Message> answers = new LinkedHashMap<>();
    Optional<Cause> failure = Optional.empty();
    Optional<Edns.Option> extendedError = Optional.empty();
    String from = "resolver";
    for (StubQuestion question : questions) {
      Optional<StubQuestion.Try> answered = question.answered();
      if (answered.isPresent()) {
        answers.put(question.question().type(), answered.get().message().orElseThrow());
        from = "resolver " + answered.get().upstream();
      }
      failure = failure.or(question::failure);
      extendedError = extendedError.or(() -> errorOf(question));
    }
    return new StubReply(name, answers, failure, extendedError, from);
  }

  private static Optional<Edns.Option> errorOf(StubQuestion question) {
    return question
        .teller()
        .flatMap(StubQuestion.Try::message)
        .flatMap(Message::edns)
        .flatMap(edns -> edns.option(Edns.Option.EXTENDED_ERROR));
  }
}
