package naru.proof.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.journey.Told;
import naru.journey.ToldCodec;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Limits;
import naru.net.Transport;
import naru.proof.scenario.Comparison.Level;
import naru.proof.scenario.Comparison.Packet;
import naru.proof.scenario.Match.Word;
import naru.proof.scenario.Outcome.Tally;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;

/**
 * Those who ask the resolver, and the answers they got that no step has looked at yet. Questions
 * and answers pass through their octets, as over a socket. Confined to the simulation's baton.
 */
final class Clients {
  private static final InetSocketAddress RESOLVER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53);

  private static final int CLIENT_PORT = 40_000;

  private final Time time;
  private final DnsHandler service;
  private final Journal journal;
  private final List<Answer> answers = new ArrayList<>();
  private int checked;
  private int semantic;
  private int strict;

  Clients(Time time, DnsHandler service, Journal journal) {
    this.time = time;
    this.service = service;
    this.journal = journal;
  }

  /** An answer and who got it. */
  private record Answer(InetAddress client, Packet packet) {
    boolean isFor(Step.CheckAnswer check) {
      return check.client().map(client::equals).orElse(true);
    }

    @Override
    public String toString() {
      Message message = packet.message();
      String question = message.question().map(Question::toString).orElse("no question");
      return question + " " + message.rcode();
    }
  }

  /** Sends the question of an entry. */
  void ask(Entry entry, InetAddress client, Step.Place place) {
    Transport transport = entry.match().has(Word.TCP) ? Transport.TCP : Transport.UDP;
    byte[] wire = entry.wire();
    switch (MessageCodec.decode(wire)) {
      case Parsed.Ok<Message>(Message query) -> {
        journal.message(place + ": client " + client.getHostAddress() + " asks", query);
        time.start("client", () -> ask(query, wire, client, transport));
      }
      case Parsed.Malformed<Message>(String reason, _) -> {
        journal.line(place + ": client " + client.getHostAddress() + " sends: " + reason);
        formatError(wire)
            .ifPresent(message -> answers.add(new Answer(client, new Packet(message, transport))));
      }
    }
  }

  private void ask(Message query, byte[] wire, InetAddress client, Transport transport) {
    Optional<Message> answer =
        ready(query, wire, client, transport).or(() -> walked(query, wire, client, transport));
    answer.ifPresentOrElse(
        each -> {
          journal.message("  == answer to " + client.getHostAddress(), each);
          answers.add(new Answer(client, new Packet(each, transport)));
        },
        () -> journal.line("  == no answer to " + client.getHostAddress()));
  }

  /** The answer that lies ready on the receive loop. */
  private Optional<Message> ready(
      Message query, byte[] wire, InetAddress client, Transport transport) {
    if (transport != Transport.UDP || query.flags().response()) {
      return Optional.empty();
    }
    byte[] answer = new byte[Limits.UDP_ANSWER_OCTETS];
    InetSocketAddress peer = new InetSocketAddress(client, CLIENT_PORT);
    int octets = service.ready(wire, wire.length, transport, peer, answer);
    return octets == DnsHandler.NOT_READY
        ? Optional.empty()
        : Optional.of(MessageCodec.decode(Arrays.copyOf(answer, octets)).orThrow());
  }

  private Optional<Message> walked(
      Message query, byte[] wire, InetAddress client, Transport transport) {
    DnsQuery asked =
        new DnsQuery(
            journal.wantsCauses() ? wantingCause(query) : query,
            wire.length,
            transport,
            Optional.of(new InetSocketAddress(client, CLIENT_PORT)),
            Optional.of(RESOLVER),
            journal.wantsCauses());
    return service
        .answer(asked)
        .map(answer -> journal.wantsCauses() ? withoutCause(query, answer) : answer)
        .map(answer -> received(query, answer, transport));
  }

  /** Asks like a stub of our own, who is told why there is no answer. */
  private static Message wantingCause(Message query) {
    Edns edns = query.edns().orElseGet(Edns::plain);
    Edns.Option journey = new Edns.Option(Edns.Option.JOURNEY, Rdata.of(new byte[8]));
    return query.edit().edns(edns.with(journey)).build();
  }

  private Message withoutCause(Message query, Message answer) {
    answer
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.JOURNEY))
        .flatMap(option -> ToldCodec.decode(option.data().bytes()))
        .flatMap(Told::cause)
        .ifPresent(cause -> journal.line("  == " + cause.code().word() + ": " + cause.text()));
    if (query.edns().isEmpty()) {
      return answer.edit().withoutEdns().build();
    }
    return answer
        .edns()
        .map(edns -> answer.edit().edns(withoutJourney(edns)).build())
        .orElse(answer);
  }

  private static Edns withoutJourney(Edns edns) {
    List<Edns.Option> options =
        edns.options().stream().filter(o -> o.code() != Edns.Option.JOURNEY).toList();
    return new Edns(edns.udpPayloadOctets(), edns.version(), edns.dnssecOk(), options);
  }

  /** What of an answer gets through. */
  private static Message received(Message query, Message answer, Transport transport) {
    int wanted = query.edns().map(Edns::udpPayloadOctets).orElse(0);
    int allowed =
        transport == Transport.UDP
            ? Math.min(Math.max(wanted, MessageCodec.PLAIN_UDP_OCTETS), Limits.UDP_ANSWER_OCTETS)
            : MessageCodec.MAX_OCTETS;
    return MessageCodec.decode(MessageCodec.encode(answer, allowed)).orThrow();
  }

  /** What every listener of ours says to octets that are no message. */
  private static Optional<Message> formatError(byte[] wire) {
    boolean answerable = wire.length >= 12 && (wire[2] & 0x80) == 0;
    return answerable
        ? Optional.of(
            Message.builder()
                .id((wire[0] & 0xff) << 8 | wire[1] & 0xff)
                .opcode(wire[2] >> 3 & 0xf)
                .response(true)
                .recursionDesired((wire[2] & 1) != 0)
                .rcode(Rcode.FORMERR)
                .build())
        : Optional.empty();
  }

  /** Takes the oldest answer that is as the step wants it; false when there is none. */
  boolean take(Step.CheckAnswer check) {
    for (Answer answer : answers) {
      if (answer.isFor(check) && is(Level.CORE, check, answer)) {
        checked++;
        semantic += is(Level.SEMANTIC, check, answer) ? 1 : 0;
        strict += is(Level.STRICT, check, answer) ? 1 : 0;
        answers.remove(answer);
        journal.line(check.place() + ": as wanted");
        return true;
      }
    }
    return false;
  }

  private static boolean is(Level level, Step.CheckAnswer check, Answer answer) {
    return new Comparison(check.entry(), level).holds(answer.packet());
  }

  /** Why no answer is as the step wants it. */
  String whyNot(Step.CheckAnswer check) {
    Optional<Answer> nearest =
        answers.stream()
            .filter(answer -> answer.isFor(check))
            .filter(answer -> sameQuestion(check, answer))
            .findFirst()
            .or(() -> answers.stream().filter(answer -> answer.isFor(check)).findFirst());
    String wanted = check.entry().message().question().map(Question::toString).orElse("");
    return nearest
        .map(answer ->
            wanted
                + ": "
                + String.join(
                    "; ", new Comparison(check.entry(), Level.CORE).differences(answer.packet())))
        .orElse(wanted + ": no answer came");
  }

  private static boolean sameQuestion(Step.CheckAnswer check, Answer answer) {
    return answer.packet().message().questions().equals(check.entry().message().questions());
  }

  /** Answers that no step looked at. */
  Optional<String> unseen() {
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of("answers that nobody checked: " + answers);
  }

  /** How the answers were; of everything else so many checks held. */
  Tally tally(int otherChecks, int extraQueries, int unasked) {
    return new Tally(otherChecks + checked, checked, semantic, strict, extraQueries, unasked);
  }
}
