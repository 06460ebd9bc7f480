package naru.proof.adversary;

import java.util.Comparator;
import java.util.List;
import naru.nameserver.AuthoritativeServer;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;

/**
 * A server that answers for a zone of its own, and lies about those of others on the way. To be
 * asked about a name that none of its zones can reach means that one of the lies was believed.
 * Confined to one run.
 */
final class Liar implements Host {
  private static final int HONEST_ONE_IN = 3;

  private final AuthoritativeServer server;
  private final Machine machine;
  private final Truth truth;
  private final Lies lies;
  private final Findings findings;
  private final Dice dice;

  Liar(
      AuthoritativeServer server,
      Machine machine,
      Truth truth,
      Lies lies,
      Findings findings,
      Dice dice) {
    this.server = server;
    this.machine = machine;
    this.truth = truth;
    this.lies = lies;
    this.findings = findings;
    this.dice = dice;
  }

  @Override
  public List<byte[]> hear(byte[] datagram) {
    return MessageCodec.decode(datagram) instanceof Parsed.Ok<Message>(Message query)
        ? List.of(MessageCodec.encode(answer(query)))
        : List.of();
  }

  private Message answer(Message query) {
    Question question = query.question().orElseThrow();
    if (!truth.isAmongLiars(question.name(), question.type())) {
      findings.add("a liar was asked about " + question);
    }
    Message answer = server.answer(query).orElseThrow();
    return dice.oneIn(HONEST_ONE_IN) ? answer : lies.lie(answer, zoneOf(question.name()));
  }

  private PlannedZone zoneOf(Name name) {
    return machine.zones.stream()
        .filter(zone -> name.isAtOrBelow(zone.name))
        .max(Comparator.comparingInt(PlannedZone::depth))
        .orElse(machine.zones.getFirst());
  }

  @Override
  public List<byte[]> hearOnStream(byte[] message) {
    return hear(message);
  }

  @Override
  public Door udp() {
    return Door.OPEN;
  }

  @Override
  public Door tcp() {
    return Door.OPEN;
  }

  @Override
  public int roundTripMillis() {
    return machine.roundTripMillis;
  }
}
