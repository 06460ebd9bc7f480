package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Somebody on the way to a server who sees every question and answers as he likes: with forged
 * records, without signatures or proofs, with signatures of his own, or with what he heard before.
 * Nothing but signatures tells his answers from the server's. Confined to one run.
 */
final class Tap implements Host {
  private static final int HEARD = 12;

  private final Host server;
  private final Tree tree;
  private final Forgery forgery;
  private final Dice dice;
  private final List<Message> heard = new ArrayList<>();

  Tap(Host server, Tree tree, Forgery forgery, Dice dice) {
    this.server = server;
    this.tree = tree;
    this.forgery = forgery;
    this.dice = dice;
  }

  @Override
  public List<byte[]> hear(byte[] datagram) {
    return server.hear(datagram).stream().map(this::altered).toList();
  }

  @Override
  public List<byte[]> hearOnStream(byte[] message) {
    return server.hearOnStream(message).stream().map(this::altered).toList();
  }

  private byte[] altered(byte[] octets) {
    if (!(MessageCodec.decode(octets) instanceof Parsed.Ok<Message>(Message answer))
        || answer.question().isEmpty()
        || answer.flags().truncated()) {
      return octets;
    }
    heard.add(answer);
    if (heard.size() > HEARD) {
      heard.removeFirst();
    }
    return dice.oneIn(3) ? octets : MessageCodec.encode(altered(answer));
  }

  private Message altered(Message answer) {
    return switch (dice.below(12)) {
      case 0 -> forged(answer);
      case 1 -> each(answer, this::elsewhere);
      case 2 -> without(answer, record -> record.type().equals(RecordType.RRSIG));
      case 3 -> without(answer, Tap::isDenial);
      case 4 -> without(answer, record -> isDenial(record) || ofKeys(record));
      case 5 -> answer.edit().authenticData(true).rcode(Rcode.NOERROR).build();
      case 6 -> replayed(answer);
      case 7 -> deniedByReplay(answer);
      case 8 -> signedByLiars(answer);
      case 9 -> each(answer, record -> record.withTtl(Record.MAX_TTL_SECONDS));
      case 10 -> movedTo(answer, dice.any(tree.known()));
      default -> answer.edit().withoutRecords().rcode(Rcode.NXDOMAIN).build();
    };
  }

  private Message forged(Message answer) {
    Question question = answer.question().orElseThrow();
    Message query = Message.query(question).edit().id(answer.id()).recursionDesired(false).build();
    return forgery.reply(query, tree.zoneOf(question.name()).name);
  }

  private Record elsewhere(Record record) {
    boolean address = record.type().equals(RecordType.A) || record.type().equals(RecordType.AAAA);
    return address ? forgery.address(record.owner()) : record;
  }

  private static boolean isDenial(Record record) {
    return record.type().equals(RecordType.NSEC) || record.type().equals(RecordType.NSEC3);
  }

  private static boolean ofKeys(Record record) {
    return record.type().equals(RecordType.DS) || record.type().equals(RecordType.RRSIG);
  }

  private static Message each(Message answer, UnaryOperator<Record> how) {
    return answer
        .edit()
        .withoutRecords()
        .answers(answer.answers().stream().map(how).toList())
        .authorities(answer.authorities().stream().map(how).toList())
        .additionals(answer.additionals().stream().map(how).toList())
        .build();
  }

  private static Message without(Message answer, Predicate<Record> out) {
    return answer
        .edit()
        .withoutRecords()
        .answers(answer.answers().stream().filter(out.negate()).toList())
        .authorities(answer.authorities().stream().filter(out.negate()).toList())
        .additionals(answer.additionals().stream().filter(out.negate()).toList())
        .build();
  }

  /** Another question's answer. */
  private Message replayed(Message answer) {
    Message other = dice.any(heard);
    return other.edit().id(answer.id()).questions(answer.questions()).build();
  }

  /** The denial of another name or type. */
  private Message deniedByReplay(Message answer) {
    Message.Builder denial =
        answer.edit().withoutRecords().rcode(dice.oneIn(2) ? Rcode.NXDOMAIN : Rcode.NOERROR);
    for (Message other : heard) {
      if (dice.oneIn(2)) {
        denial.authorities(
            other.authorities().stream()
                .filter(record -> !record.type().equals(RecordType.NS))
                .toList());
      }
    }
    return denial.build();
  }

  private Message signedByLiars(Message answer) {
    Question question = answer.question().orElseThrow();
    List<Record> records = forgery.answer(question);
    Name signer = tree.zoneOf(question.name()).name;
    Message.Builder signed = answer.edit().withoutRecords().answers(records);
    signed.answer(Sealing.signedByLiars(RecordSet.of(records), signer));
    return question.type().equals(RecordType.DNSKEY)
        ? answer.edit().withoutRecords().answers(Sealing.keysOfLiars(signer)).build()
        : signed.build();
  }

  /** What is true of one name, said of another. */
  private static Message movedTo(Message answer, Name other) {
    Name asked = answer.question().orElseThrow().name();
    return each(answer, record -> record.owner().equals(other) ? record.withOwner(asked) : record);
  }

  @Override
  public boolean foldsCase() {
    return server.foldsCase();
  }

  @Override
  public Door udp() {
    return server.udp();
  }

  @Override
  public Door tcp() {
    return server.tcp();
  }

  @Override
  public int roundTripMillis() {
    return server.roundTripMillis();
  }
}
