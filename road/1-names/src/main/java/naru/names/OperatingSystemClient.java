package naru.names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Steps;
import naru.journey.Told;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Server;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;

/**
 * Asks the operating system's service over its local socket. What the service did itself is told by
 * the service; where none is running, the step says {@code absent}. Thread-safe.
 */
public final class OperatingSystemClient implements OperatingSystem {
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(5);

  private final DnsExchange exchange;
  private final Time time;
  private final Server.Local socket;

  public OperatingSystemClient(DnsExchange exchange, Time time, Server.Local socket) {
    this.exchange = exchange;
    this.time = time;
    this.socket = socket;
  }

  @Override
  public Finding find(Asked asked) {
    Trace trace = asked.trace();
    double sentMillis = trace.millis();
    // Ended only where the service does not tell: a step that has no end is not written.
    Trace.Span own = trace.begin(Step.OsCache::new, asked.name().toHost());
    own.put("socket", socket.toString());
    Duration left = Duration.ofNanos(asked.deadlineNanos() - time.nanos());
    Exchanged outcome =
        left.isPositive()
            ? exchange.ask(socket, query(asked), left, time.promise())
            : new Exchanged.Cancelled();
    return switch (outcome) {
      case Exchanged.Answered answered -> heard(asked, answered.message(), own, sentMillis);
      case Exchanged.Unreachable(var _, String reason) -> {
        own.put("reason", reason).end(Outcome.ABSENT);
        yield new Finding.Unknown();
      }
      case Exchanged.TimedOut _, Exchanged.Cancelled _ ->
          failed(
              own,
              VerdictCode.DNS_TIMEOUT,
              "time ran out while the operating system's service at "
                  + socket
                  + " had not yet answered "
                  + asked.name().toHost());
      case Exchanged.Garbled(var _, String reason, int offset) ->
          failed(
              own,
              VerdictCode.DNS_MALFORMED,
              "the operating system's service at "
                  + socket
                  + " sent a malformed answer: "
                  + reason
                  + " at offset "
                  + offset);
      case Exchanged.TcpFailed(String reason, _) ->
          failed(
              own,
              VerdictCode.DNS_RESOLVER_UNREACHABLE,
              "the operating system's service at " + socket + " hung up: " + reason);
    };
  }

  private Message query(Asked asked) {
    Edns edns = Edns.plain().with(LocalOptions.types(asked.types()));
    if (asked.trace().isOn()) {
      edns = edns.with(LocalOptions.journey(time.chance()));
    }
    Question question = Question.of(asked.name(), asked.types().getFirst());
    return Message.query(question).edit().edns(edns).build();
  }

  private static Finding failed(Trace.Span own, VerdictCode code, String text) {
    Cause cause = Cause.of(code, text);
    own.fail(cause);
    return new Finding.Failed(cause);
  }

  private Finding heard(Asked asked, Message answer, Trace.Span own, double sentMillis) {
    Told told = LocalOptions.told(answer);
    var types = LocalOptions.types(answer).orElse(asked.types());
    List<Fact> facts = AnswerFacts.of(answer, asked.name(), types);
    asked.memory().hear(facts, asked.types(), "os-cache");
    NameFacts known = new NameFacts(asked.name(), facts);
    Optional<Cause> failure =
        isComplete(asked, answer) ? Optional.empty() : Optional.of(failure(asked, answer, told));
    Finding finding = Finding.of(asked.types(), known::about, failure);
    if (told.steps().isEmpty()) {
      writeUntold(own, finding);
    } else {
      asked.trace().add(byOurClock(told, sentMillis));
    }
    return finding;
  }

  private static boolean isComplete(Asked asked, Message answer) {
    boolean spoke = answer.rcode().equals(Rcode.NOERROR) || answer.rcode().equals(Rcode.NXDOMAIN);
    return spoke && LocalOptions.types(answer).orElse(asked.types()).containsAll(asked.types());
  }

  private Cause failure(Asked asked, Message answer, Told told) {
    return told.cause()
        .orElseGet(() ->
            Cause.of(
                answer.rcode().equals(Rcode.REFUSED)
                    ? VerdictCode.DNS_REFUSED
                    : VerdictCode.DNS_SERVFAIL,
                "the operating system's service at "
                    + socket
                    + " answered "
                    + answer.rcode()
                    + " for "
                    + asked.name().toHost()
                    + ExtendedError.of(answer).map(e -> " (" + e + ")").orElse("")));
  }

  /** A service that keeps its steps to itself, because we are another user. */
  private static void writeUntold(Trace.Span own, Finding finding) {
    CacheStep.describe(own, finding);
    switch (finding) {
      case Finding.Failed(var cause) -> own.fail(cause);
      case Finding.Found _ -> own.end(Outcome.ANSWER);
      case Finding.Alias _ -> own.end(Outcome.ALIAS);
      case Finding.NoData _ -> own.end(Outcome.NO_DATA);
      case Finding.NoSuchName _ -> own.end(Outcome.NO_SUCH_NAME);
      case Finding.Unknown _ -> own.end(Outcome.MISS);
    }
  }

  /** Times count from the receipt of the question, which is, on one machine, when it was sent. */
  private static List<Step> byOurClock(Told told, double sentMillis) {
    return told.steps().stream()
        .map(step -> Steps.reported(Steps.shifted(step, sentMillis)))
        .toList();
  }

  /** What came of a question about the service's cache. Immutable. */
  public sealed interface Commanded<T> {
    /** It did it. */
    record Done<T>(T value) implements Commanded<T> {}

    /** It did not: why, in one line that names the socket. */
    record Unavailable<T>(String reason) implements Commanded<T> {}
  }

  /** Lets it forget {@code name} and all below it, the root meaning everything: how many facts. */
  public Commanded<Integer> flush(Name name) {
    return switch (command(CacheCommands.flush(name))) {
      case Commanded.Done<Message>(Message answer) ->
          new Commanded.Done<>(CacheCommands.forgotten(answer));
      case Commanded.Unavailable<Message>(String reason) -> new Commanded.Unavailable<>(reason);
    };
  }

  /** All that its cache holds, in the order of names. */
  public Commanded<List<CacheLine>> list() {
    List<CacheLine> lines = new ArrayList<>();
    while (lines.size() < Limits.SYSTEM_CACHE_ENTRIES) {
      switch (command(CacheCommands.list(lines.size()))) {
        case Commanded.Unavailable<Message>(String reason) -> {
          return new Commanded.Unavailable<>(reason);
        }
        case Commanded.Done<Message>(Message answer) -> {
          List<CacheLine> more = CacheCommands.lines(answer);
          if (more.isEmpty()) {
            return new Commanded.Done<>(List.copyOf(lines));
          }
          lines.addAll(more);
        }
      }
    }
    return new Commanded.Done<>(List.copyOf(lines));
  }

  private Commanded<Message> command(Message query) {
    String service = "the operating system's service at " + socket;
    return switch (exchange.ask(socket, query, COMMAND_PATIENCE, time.promise())) {
      case Exchanged.Answered answered ->
          answered.message().rcode().equals(Rcode.NOERROR)
              ? new Commanded.Done<>(answered.message())
              : new Commanded.Unavailable<>(service + " answered " + answered.message().rcode());
      case Exchanged.TimedOut _ -> new Commanded.Unavailable<>(service + " does not answer");
      case Exchanged.Unreachable(var _, String reason) ->
          new Commanded.Unavailable<>(service + " is not running: " + reason);
      case Exchanged.Garbled _, Exchanged.TcpFailed _, Exchanged.Cancelled _ ->
          new Commanded.Unavailable<>(service + " sent an answer that cannot be read");
    };
  }
}
