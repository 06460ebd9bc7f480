package naru.proof.adversary;

import java.util.List;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Question;

/**
 * Where liars and forgers point: it answers whatever it is asked. To be asked there about a name of
 * an honest zone means that a forged delegation was believed. Confined to one run.
 */
final class Trap implements Host {
  private static final int ROUND_TRIP_MILLIS = 3;

  private final Truth truth;
  private final Forgery forgery;
  private final Findings findings;

  Trap(Truth truth, Forgery forgery, Findings findings) {
    this.truth = truth;
    this.forgery = forgery;
    this.findings = findings;
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
      findings.add("a trap was asked about " + question);
    }
    return Message.answerTo(query).authoritative(true).answers(forgery.answer(question)).build();
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
    return ROUND_TRIP_MILLIS;
  }
}
