package naru.nameserver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import naru.net.DnsHandler;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.PacketView;
import naru.wire.Question;
import naru.wire.ReadyAnswer;
import naru.wire.RecordClass;

/**
 * Answers from the zones of one moment, as bytes: made when first given, copied from then on. They
 * go when the zones go. Thread-safe.
 *
 * <p>HOT PATH: {@link #copy} neither allocates nor waits. Only names that are in a zone are kept,
 * so that nobody can fill the table with names of his own making; when it is full, it stays so.
 */
final class CompiledAnswers {
  /** What one thread of a receive loop uses again and again. */
  private static final class Desk {
    private final PacketView query = new PacketView();
    private final AnswerKey key = new AnswerKey();
  }

  private static final ThreadLocal<Desk> DESKS = ThreadLocal.withInitial(Desk::new);

  private final Zones zones;
  private final Map<AnswerKey, ReadyAnswer> answers = new ConcurrentHashMap<>();

  CompiledAnswers(Zones zones) {
    this.zones = zones;
  }

  Zones zones() {
    return zones;
  }

  /** As {@link DnsHandler#ready}. */
  int copy(byte[] packet, int octets, Transport transport, byte[] target) {
    Desk desk = DESKS.get();
    PacketView query = desk.query;
    if (!query.wrap(packet, 0, octets)
        || query.hasOptions()
        || query.recordClass() != RecordClass.IN.code()) {
      return DnsHandler.NOT_READY;
    }
    desk.key.fill(query);
    ReadyAnswer answer = answers.get(desk.key);
    if (answer == null || answer.octets() > room(query, transport, target)) {
      return DnsHandler.NOT_READY;
    }
    return answer.copyTo(target, 0, query, 0) ? answer.octets() : DnsHandler.NOT_READY;
  }

  /** A larger answer is the listener's to cut. */
  private static int room(PacketView query, Transport transport, byte[] target) {
    return transport == Transport.UDP
        ? Math.min(target.length, Math.min(query.udpPayloadOctets(), Edns.SAFE_UDP_OCTETS))
        : target.length;
  }

  /** Keeps the answer to a query that {@link #copy} may meet again. */
  void keep(Message query, Message answer) {
    if (answers.size() < Limits.READY_ANSWERS && isPlain(query)) {
      query
          .question()
          .filter(this::isOfAZone)
          .ifPresent(question -> keep(AnswerKey.of(query, question), answer));
    }
  }

  private void keep(AnswerKey key, Message answer) {
    ReadyAnswer.of(answer)
        .filter(ready -> ready.octets() <= Edns.SAFE_UDP_OCTETS)
        .ifPresent(ready -> answers.putIfAbsent(key, ready));
  }

  private static boolean isPlain(Message query) {
    return query.opcode() == Message.QUERY
        && query.additionals().isEmpty()
        && query.edns().map(e -> e.version() == 0 && e.options().isEmpty()).orElse(true);
  }

  private boolean isOfAZone(Question question) {
    return question.recordClass().equals(RecordClass.IN)
        && zones.nearest(question.name()).flatMap(z -> z.node(question.name())).isPresent();
  }
}
