package naru.names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Told;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Server;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;

/**
 * One question put to the resolvers one after the other, until one of them gives an answer that
 * counts. A resolver that refused or failed is not asked again; one that was silent is, as often as
 * the settings say. Confined to one task; what it came to is read when that task is done.
 */
final class StubQuestion {
  private static final Duration NO_TIME = Duration.ZERO;

  private final DnsExchange exchange;
  private final Time time;
  private final StubResolver.Settings settings;
  private final Question question;
  private final long deadlineNanos;
  private final Trace trace;
  private final List<Try> tries = new ArrayList<>();
  private Optional<Try> answered = Optional.empty();
  private boolean ranOut;

  StubQuestion(
      DnsExchange exchange,
      Time time,
      StubResolver.Settings settings,
      Question question,
      long deadlineNanos,
      Trace trace) {
    this.exchange = exchange;
    this.time = time;
    this.settings = settings;
    this.question = question;
    this.deadlineNanos = deadlineNanos;
    this.trace = trace;
  }

  /**
   * One resolver asked once.
   *
   * @param server who was really asked: the resolver's local stream, maybe
   * @param sentMillis by the clock of the trace
   */
  record Try(StubResolver.Upstream upstream, Server server, double sentMillis, Exchanged outcome) {
    Optional<Message> message() {
      return outcome instanceof Exchanged.Answered answered
          ? Optional.of(answered.message())
          : Optional.empty();
    }

    boolean counts() {
      return message()
          .map(Message::rcode)
          .filter(rcode -> rcode.equals(Rcode.NOERROR) || rcode.equals(Rcode.NXDOMAIN))
          .isPresent();
    }

    boolean wasSilent() {
      return outcome instanceof Exchanged.TimedOut;
    }
  }

  Question question() {
    return question;
  }

  List<Try> tries() {
    return tries;
  }

  /** The try whose answer counts. */
  Optional<Try> answered() {
    return answered;
  }

  /** Asks; {@code upstreams} in the order in which their turn comes. */
  void run(List<StubResolver.Upstream> upstreams) {
    List<StubResolver.Upstream> left = upstreams;
    for (int attempt = 0; attempt < settings.attempts() && !left.isEmpty(); attempt++) {
      List<StubResolver.Upstream> silent = new ArrayList<>();
      for (StubResolver.Upstream upstream : left) {
        Try last = ask(upstream);
        if (last.counts()) {
          answered = Optional.of(last);
          return;
        }
        if (last.wasSilent()) {
          silent.add(upstream);
        }
        if (deadlineNanos - time.nanos() <= 0) {
          ranOut = true;
          return;
        }
      }
      left = silent;
    }
  }

  /** Asks one resolver: over its local stream when somebody wants to hear its story. */
  private Try ask(StubResolver.Upstream upstream) {
    if (trace.isOn() && upstream.stream().isPresent()) {
      Message query = withEdns(query(), Edns.plain().with(LocalOptions.journey(time.chance())));
      Try told = send(upstream, upstream.stream().get(), query, Limits.STREAM_PATIENCE);
      if (!(told.outcome instanceof Exchanged.Unreachable)) {
        return told;
      }
    }
    Message query = withEdns(query(), Edns.plain());
    Try last = send(upstream, upstream.server(), query, settings.timeout());
    // RFC 6891 §7: a server of old that does not know EDNS is asked without it.
    boolean withoutEdns =
        last.message()
            .filter(m -> m.rcode().equals(Rcode.FORMERR) && m.edns().isEmpty())
            .isPresent();
    return withoutEdns ? send(upstream, upstream.server(), query(), settings.timeout()) : last;
  }

  private Message query() {
    // RFC 6840 §5.7: AD in a question says that AD in the answer is understood.
    return Message.query(question).edit().authenticData(settings.trustAuthenticData()).build();
  }

  private static Message withEdns(Message query, Edns edns) {
    return query.edit().edns(edns).build();
  }

  private Try send(
      StubResolver.Upstream upstream, Server server, Message query, Duration patience) {
    Duration left = Duration.ofNanos(deadlineNanos - time.nanos());
    Duration limit = left.compareTo(patience) < 0 ? left : patience;
    double sent = trace.millis();
    Exchanged outcome =
        limit.compareTo(NO_TIME) <= 0
            ? new Exchanged.Cancelled()
            : exchange.ask(server, query, limit, time.promise());
    Try made = new Try(upstream, server, sent, outcome);
    tries.add(made);
    return made;
  }

  /** What the resolver told of its own steps, with the answer that counts or the last one. */
  Told told() {
    return answered
        .or(this::lastWithMessage)
        .flatMap(Try::message)
        .map(LocalOptions::told)
        .orElse(Told.NOTHING);
  }

  /** The try whose story {@link #told()} is. */
  Optional<Try> teller() {
    return answered.or(this::lastWithMessage);
  }

  private Optional<Try> lastWithMessage() {
    return tries.reversed().stream().filter(each -> each.message().isPresent()).findFirst();
  }

  /** Why there is no answer: what a resolver said weighs more than that one was silent. */
  Optional<Cause> failure() {
    if (answered.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        lastWithMessage()
            .map(this::refusal)
            .or(() -> ranOut ? Optional.of(outOfTime()) : Optional.empty())
            .or(() -> firstOf(Exchanged.TcpFailed.class))
            .or(() -> firstOf(Exchanged.Garbled.class))
            .orElseGet(this::unreachable));
  }

  private Cause refusal(Try last) {
    Message message = last.message().orElseThrow();
    Optional<Cause> toldCause = LocalOptions.told(message).cause();
    if (toldCause.isPresent()) {
      return toldCause.get();
    }
    boolean refused = message.rcode().equals(Rcode.REFUSED);
    String why = ExtendedError.of(message).map(error -> " (" + error + ")").orElse("");
    return new Cause(
        refused ? VerdictCode.DNS_REFUSED : VerdictCode.DNS_SERVFAIL,
        "resolver " + last.upstream + " answered " + message.rcode() + " for " + asked() + why,
        proof());
  }

  private Cause outOfTime() {
    Object waitedFor = tries.isEmpty() ? "any resolver" : tries.getLast().upstream;
    return new Cause(
        VerdictCode.DNS_TIMEOUT,
        "time ran out while resolver " + waitedFor + " had not yet answered " + asked(),
        proof());
  }

  private Optional<Cause> firstOf(Class<? extends Exchanged> kind) {
    return tries.stream()
        .filter(each -> kind.isInstance(each.outcome))
        .findFirst()
        .flatMap(this::broken);
  }

  private Optional<Cause> broken(Try each) {
    return switch (each.outcome) {
      case Exchanged.TcpFailed(String reason, _) ->
          Optional.of(
              new Cause(
                  VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED,
                  "resolver "
                      + each.upstream
                      + " cut its answer to "
                      + asked()
                      + " over UDP, and TCP failed: "
                      + reason,
                  proof()));
      case Exchanged.Garbled(var _, String reason, int offset) ->
          Optional.of(
              new Cause(
                  VerdictCode.DNS_MALFORMED,
                  "resolver "
                      + each.upstream
                      + " sent a malformed answer to "
                      + asked()
                      + ": "
                      + reason
                      + " at offset "
                      + offset,
                  proof()));
      case Exchanged.Answered _,
          Exchanged.TimedOut _,
          Exchanged.Unreachable _,
          Exchanged.Cancelled _ ->
          Optional.empty();
    };
  }

  private Cause unreachable() {
    List<String> servers = tries.stream().map(each -> each.upstream.toString()).distinct().toList();
    String who = (servers.size() == 1 ? "resolver " : "resolvers ") + String.join(", ", servers);
    String what =
        tries.stream().allMatch(Try::wasSilent)
            ? " did not answer " + asked()
            : " cannot be reached: " + words(tries.getLast());
    return new Cause(VerdictCode.DNS_RESOLVER_UNREACHABLE, who + what, proof());
  }

  private String asked() {
    return question.name().toHost() + " " + question.type();
  }

  /** Every try, a line each. */
  List<String> proof() {
    return tries.stream().map(this::line).toList();
  }

  private String line(Try each) {
    return each.server + " " + question.type() + ": " + words(each);
  }

  private static String words(Try each) {
    return switch (each.outcome) {
      case Exchanged.Answered answered ->
          answered.message().rcode() + " over " + answered.transport().word();
      case Exchanged.TimedOut timedOut ->
          "no answer over "
              + timedOut.transport().word()
              + (timedOut.dropped().isEmpty() ? "" : ", dropped: " + timedOut.dropped());
      case Exchanged.Unreachable(var transport, String reason) ->
          reason + " (" + transport.word() + ")";
      case Exchanged.Garbled(var transport, String reason, int offset) ->
          "malformed over " + transport.word() + ": " + reason + " at offset " + offset;
      case Exchanged.TcpFailed(String reason, _) -> "truncated over udp, tcp failed: " + reason;
      case Exchanged.Cancelled _ -> "no time left";
    };
  }
}
