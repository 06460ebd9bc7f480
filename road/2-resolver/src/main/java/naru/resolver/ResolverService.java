package naru.resolver;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.journey.Told;
import naru.journey.ToldCodec;
import naru.journey.Trace;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.resolver.RecursiveResolver.Flags;
import naru.resolver.service.AnswerWriter;
import naru.resolver.service.Gate;
import naru.resolver.service.OwnAnswers;
import naru.resolver.service.ReadyAnswers;
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
  private final RecursiveResolver resolver;
  private final Gate gate;
  private final OwnAnswers own;
  private final AnswerWriter writer;
  private final ReadyAnswers ready;

  public ResolverService(Time time, RecursiveResolver resolver, ResolverConfig config) {
    this.time = time;
    this.resolver = resolver;
    this.gate = new Gate(config.access());
    this.own = new OwnAnswers(config.identity());
    this.writer = new AnswerWriter(config.ednsOctets(), config.identity());
    this.ready = new ReadyAnswers(time, resolver.revisions());
  }

  @Override
  public int ready(
      byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    return gate.admits(peer) ? ready.copy(query, octets, answer) : NOT_READY;
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    Message message = query.message();
    return switch (gate.judge(query)) {
      case Gate.Verdict.Enter(Question question) -> Optional.of(answer(query, question));
      case Gate.Verdict.TurnedAway away -> Optional.of(writer.turnAway(message, away));
      case Gate.Verdict.Ignored() -> Optional.empty();
    };
  }

  private Message answer(DnsQuery query, Question question) {
    if (!wantsJourney(query)) {
      Message answer = writer.write(query.message(), resolve(query, question, Trace.NONE));
      ready.answered(
          query.message(), question, () -> resolver.known(question, flags(query)), writer::write);
      return answer;
    }
    Trace.Recording trace = Trace.recording(time);
    Resolved resolved = resolve(query, question, trace);
    Message answer = writer.write(query.message(), resolved);
    return telling(answer, new Told(trace.steps(), resolved.cause(), false));
  }

  private Resolved resolve(DnsQuery query, Question question, Trace trace) {
    return own.answer(question).orElseGet(() -> resolver.resolve(question, flags(query), trace));
  }

  private static Flags flags(DnsQuery query) {
    Message.Flags asked = query.message().flags();
    return new Flags(asked.recursionDesired(), asked.checkingDisabled());
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
