package naru.proof.adversary;

import java.net.InetAddress;
import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Makes false records, all of which lead to the traps of a tree, so that one of them is known
 * wherever it turns up. Confined to one run.
 */
final class Forgery {
  private static final long LONG_SECONDS = 604_800;

  private final List<InetAddress> traps;
  private final Dice dice;

  Forgery(Tree tree, Dice dice) {
    this.traps = tree.traps();
    this.dice = dice;
  }

  /** A trap as an address of {@code owner}. */
  Record address(Name owner) {
    return Record.of(owner, LONG_SECONDS, RecordData.address(dice.any(traps)));
  }

  Record server(Name zone, Name server) {
    return Record.of(zone, LONG_SECONDS, new RecordData.Ns(server));
  }

  Record alias(Name owner, Name target) {
    return Record.of(owner, LONG_SECONDS, new RecordData.Cname(target));
  }

  Record rename(Name owner, Name target) {
    return Record.of(owner, LONG_SECONDS, new RecordData.Dname(target));
  }

  Record soa(Name zone) {
    return Record.of(
        zone, LONG_SECONDS, new RecordData.Soa(zone, zone, 9, 3600, 600, 86_400, LONG_SECONDS));
  }

  /** Records that seem to answer the question. */
  List<Record> answer(Question question) {
    RecordType type = question.type();
    Name owner = question.name();
    if (type.equals(RecordType.A)) {
      return List.of(Record.of(owner, LONG_SECONDS, RecordData.address(traps.getFirst())));
    }
    if (type.equals(RecordType.AAAA)) {
      return List.of(Record.of(owner, LONG_SECONDS, RecordData.address(traps.getLast())));
    }
    if (type.equals(RecordType.NS)) {
      return List.of(server(owner, TreeMaker.child(owner, "ns-trap")));
    }
    return List.of(alias(owner, TreeMaker.child(owner, "trap")));
  }

  /** A whole answer, in one of the ways in which it could do harm. */
  Message reply(Message query, Name zone) {
    Question question = query.question().orElseThrow();
    Message.Builder reply = Message.answerTo(query).authoritative(true);
    Name server = TreeMaker.child(zone, "ns-trap");
    return switch (dice.below(5)) {
      case 0 -> reply.answers(answer(question)).build();
      case 1 ->
          reply
              .answers(answer(question))
              .authority(server(zone, server))
              .additional(address(server))
              .build();
      case 2 ->
          reply
              .authoritative(false)
              .authority(server(question.name(), server))
              .additional(address(server))
              .build();
      case 3 -> reply.rcode(naru.wire.Rcode.NXDOMAIN).authority(soa(zone)).build();
      default ->
          reply
              .authoritative(false)
              .authority(server(zone, server))
              .additional(address(server))
              .build();
    };
  }
}
