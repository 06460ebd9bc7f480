package naru.resolver;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import naru.journey.Told;
import naru.journey.ToldCodec;
import naru.journey.Trace;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.ServerCookies.Brought;
import naru.net.Transport;
import naru.resolver.RecursiveResolver.Flags;
import naru.resolver.service.AnswerWriter;
import naru.resolver.service.Cookies;
import naru.resolver.service.Gate;
import naru.resolver.service.OwnAnswers;
import naru.resolver.service.ReadyAnswers;
import naru.resolver.service.Surroundings;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rdata;

/**
 * The resolver as a server: who may ask is let in, what is about the server itself is answered
 * here, and everything else is resolved. Thread-safe.
 */
public final class ResolverService implements DnsHandler {
  private final Time time;
  private final long lateAfterNanos;
  private final RecursiveResolver resolver;
  private final Gate gate;
  private final Cookies cookies;
  private final OwnAnswers own;
  private final AnswerWriter writer;
  private final boolean minimal;
  private final ReadyAnswers ready;

  public ResolverService(Time time, RecursiveResolver resolver, ResolverConfig config) {
    this.time = time;
    this.lateAfterNanos = config.lateAfter().toNanos();
    this.resolver = resolver;
    this.gate = new Gate(time, config);
    this.cookies = Cookies.of(time, config);
    this.own = new OwnAnswers(config.identity(), config.version(), config.minimalAny());
    this.writer = new AnswerWriter(config.ednsOctets(), config.nsid());
    this.minimal = config.minimalResponses();
    this.ready = new ReadyAnswers(time, resolver.revisions());
  }

  @Override
  public int ready(
      byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    if (gate.isPaceSpent(peer)) {
      return ready.beyondPace(query, octets, gate::slips, answer);
    }
    int copied = gate.admits(peer) ? ready.copy(query, octets, answer) : NOT_READY;
    return copied == NOT_READY || gate.keepsPace(peer) ? copied : NOT_READY;
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    long begunNanos = time.nanos();
    Brought cookie = cookies.read(query);
    return answer(query, cookie)
        .filter(_ -> query.transport() != Transport.UDP || !isLate(begunNanos))
        .map(answer -> cookies.answered(answer, cookie));
  }

  private boolean isLate(long begunNanos) {
    return time.nanos() - begunNanos > lateAfterNanos;
  }

  private Optional<Message> answer(DnsQuery query, Brought cookie) {
    return switch (gate.judge(query, cookie)) {
      case Gate.Verdict.Enter entered -> enter(query, entered);
      case Gate.Verdict.TurnedAway away -> Optional.of(writer.turnAway(query.message(), away));
      case Gate.Verdict.ComeAgain again -> Optional.of(writer.putOff(query.message(), again));
      case Gate.Verdict.Ignored() -> Optional.empty();
    };
  }

  /** What the configuration says comes first, then what is about this server, then the others. */
  private Optional<Message> enter(DnsQuery query, Gate.Verdict.Enter entered) {
    Question question = entered.question();
    Optional<LocalAnswer> local = resolver.local(question);
    if (local.isPresent()) {
      return local
          .filter(answer -> !(answer instanceof LocalAnswer.Silence))
          .map(_ -> answer(query, trace -> resolve(query, entered, trace), writer::writeOwn));
    }
    Optional<Resolved> about = own.answer(question);
    if (about.isPresent()) {
      return about.map(resolved -> answer(query, _ -> resolved, this::write));
    }
    Optional<Gate.Verdict> stopped =
        gate.beyond(entered, query.message().flags().recursionDesired());
    return stopped.isEmpty()
        ? Optional.of(fromOthers(query, entered))
        : stopped
            .filter(Gate.Verdict.TurnedAway.class::isInstance)
            .map(away -> writer.turnAway(query.message(), (Gate.Verdict.TurnedAway) away));
  }

  private Message fromOthers(DnsQuery query, Gate.Verdict.Enter entered) {
    Message answer = answer(query, trace -> resolve(query, entered, trace), this::write);
    // What is added to an answer may end before it does: such answers are made anew each time.
    if (minimal) {
      ready.answered(
          query.message(),
          entered.question(),
          () -> resolver.known(entered.question(), flags(query, entered)),
          this::write);
    }
    return answer;
  }

  private Message answer(
      DnsQuery query,
      Function<Trace, Resolved> resolving,
      BiFunction<Message, Resolved, Message> writing) {
    if (!wantsJourney(query)) {
      return writing.apply(query.message(), resolving.apply(Trace.NONE));
    }
    Trace.Recording trace = Trace.recording(time);
    Resolved resolved = resolving.apply(trace);
    Message answer = writing.apply(query.message(), resolved);
    return telling(answer, new Told(trace.steps(), resolved.cause(), false));
  }

  private Message write(Message query, Resolved resolved) {
    Surroundings around =
        minimal
            ? Surroundings.NONE
            : Surroundings.of(
                resolved,
                (name, type) -> resolver.remembered(name, type).filter(resolved::mayCarry));
    return writer.write(query, resolved, around);
  }

  private Resolved resolve(DnsQuery query, Gate.Verdict.Enter entered, Trace trace) {
    return resolver.resolve(entered.question(), flags(query, entered), trace);
  }

  private static Flags flags(DnsQuery query, Gate.Verdict.Enter entered) {
    Message.Flags asked = query.message().flags();
    boolean recursion =
        asked.recursionDesired() || entered.action() == AccessList.Action.ALLOW_SETRD;
    return new Flags(recursion, asked.checkingDisabled());
  }

  /** Only the kernel's word that it is our own user opens our steps to somebody. */
  private static boolean wantsJourney(DnsQuery query) {
    return query.sameUser()
        && query.message().edns().flatMap(e -> e.option(Edns.Option.JOURNEY)).isPresent();
  }

  private static Message telling(Message answer, Told told) {
    byte[] steps = ToldCodec.encode(told, naru.journey.Limits.TOLD_OCTETS);
    Edns.Option option = new Edns.Option(Edns.Option.JOURNEY, Rdata.of(steps));
    return answer.edit().edns(answer.edns().orElseGet(Edns::plain).with(option)).build();
  }
}
