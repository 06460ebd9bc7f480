package naru.proof.adversary;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.nameserver.AuthoritativeServer;
import naru.net.DnsHandler;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;

/**
 * Our own name server on a machine, with what ails it. Datagrams are shown to its ready answers
 * first, as a listener does. Confined to one run.
 */
final class NameServerHost implements Host {
  private static final int DATAGRAM_OCTETS = 1232;
  private static final int HEADER_OCTETS = 12;
  private static final int SLOW_MILLIS = 1_300;

  private final AuthoritativeServer server;
  private final Ailment ailment;
  private final int roundTripMillis;
  private final Dice dice;
  private int heard;

  NameServerHost(AuthoritativeServer server, Machine machine, Dice dice) {
    this.server = server;
    this.ailment = machine.ailment;
    this.roundTripMillis = machine.roundTripMillis;
    this.dice = dice;
  }

  @Override
  public boolean foldsCase() {
    return ailment == Ailment.FOLDS_CASE;
  }

  @Override
  public Door udp() {
    return switch (ailment) {
      case CLOSED -> Door.CLOSED;
      case SILENT -> Door.SILENT;
      default -> Door.OPEN;
    };
  }

  @Override
  public Door tcp() {
    return switch (ailment) {
      case CLOSED, TRUNCATES_WITHOUT_TCP -> Door.CLOSED;
      case SILENT -> Door.SILENT;
      default -> Door.OPEN;
    };
  }

  /** The name server answers everybody alike. */
  private static final InetSocketAddress ANYBODY =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1);

  @Override
  public int roundTripMillis() {
    return ailment == Ailment.SLOW ? SLOW_MILLIS + roundTripMillis : roundTripMillis;
  }

  @Override
  public List<byte[]> hear(byte[] datagram) {
    heard++;
    if (ailment == Ailment.FORGETFUL && heard % 2 == 1) {
      return List.of();
    }
    Optional<byte[]> answer = answer(datagram, Transport.UDP).map(this::spoiled);
    return ailment == Ailment.REPEATS
        ? answer.map(each -> List.of(each, each, each)).orElse(List.of())
        : answer.stream().toList();
  }

  @Override
  public List<byte[]> hearOnStream(byte[] message) {
    Optional<byte[]> answer = answer(message, Transport.TCP);
    return switch (ailment) {
      case TRUNCATES_AND_HANGS -> List.of();
      case PIECEMEAL -> answer.map(each -> List.of(withId(each, 1), each)).orElse(List.of());
      case FOLDS_CASE, ALWAYS_TRUNCATES -> answer.stream().toList();
      default -> answer.map(this::spoiled).stream().toList();
    };
  }

  /** What is sent before it is spoiled. */
  private Optional<byte[]> answer(byte[] query, Transport transport) {
    if (!(MessageCodec.decode(query) instanceof Parsed.Ok<Message>(Message message))) {
      return Optional.empty();
    }
    return switch (ailment) {
      case LAME -> Optional.of(error(message, Rcode.REFUSED));
      case REFUSES_BARE -> Optional.of(bare(message, Rcode.REFUSED));
      case SERVFAIL -> Optional.of(error(message, Rcode.SERVFAIL));
      case NOTIMP -> Optional.of(error(message, Rcode.NOTIMP));
      case NO_EDNS ->
          message.edns().isPresent()
              ? Optional.of(bare(message, Rcode.FORMERR))
              : Optional.of(told(query, message, transport));
      default -> Optional.of(told(query, message, transport));
    };
  }

  private static byte[] error(Message query, Rcode rcode) {
    return MessageCodec.encode(Message.answerTo(query).rcode(rcode).edns(Edns.plain()).build());
  }

  private static byte[] bare(Message query, Rcode rcode) {
    return MessageCodec.encode(Message.answerTo(query).questions(List.of()).rcode(rcode).build());
  }

  private byte[] told(byte[] query, Message message, Transport transport) {
    if (transport == Transport.UDP) {
      byte[] ready = new byte[DATAGRAM_OCTETS];
      int octets = server.ready(query, query.length, Transport.UDP, ANYBODY, ready);
      if (octets != DnsHandler.NOT_READY && octets <= octetsAllowed(message)) {
        return Arrays.copyOf(ready, octets);
      }
    }
    Message answer = altered(server.answer(message).orElseThrow());
    int limit = transport == Transport.UDP ? octetsAllowed(message) : MessageCodec.MAX_OCTETS;
    return MessageCodec.encode(answer, limit);
  }

  private int octetsAllowed(Message query) {
    int asked = query.edns().map(Edns::udpPayloadOctets).orElse(MessageCodec.PLAIN_UDP_OCTETS);
    return ailment == Ailment.SMALL_DATAGRAMS
        ? MessageCodec.PLAIN_UDP_OCTETS
        : Math.min(asked, DATAGRAM_OCTETS);
  }

  private Message altered(Message answer) {
    return ailment == Ailment.CACHE
        ? answer.edit().authoritative(false).recursionAvailable(true).build()
        : answer;
  }

  private byte[] spoiled(byte[] answer) {
    return switch (ailment) {
      case FOLDS_CASE -> folded(answer);
      case ALWAYS_TRUNCATES, TRUNCATES_WITHOUT_TCP, TRUNCATES_AND_HANGS -> truncated(answer);
      case CUT -> Arrays.copyOf(answer, HEADER_OCTETS + (answer.length - HEADER_OCTETS) * 2 / 3);
      case GARBAGE -> garbage(answer);
      case OTHER_ID -> withId(answer, 1 + dice.below(0xffff));
      case OTHER_QUESTION -> otherQuestion(answer);
      default -> answer;
    };
  }

  /** The question's name in lower case; a label's length is no letter. */
  private static byte[] folded(byte[] answer) {
    for (int i = HEADER_OCTETS; i < answer.length && answer[i] != 0; i += 1 + answer[i]) {
      for (int j = i + 1; j <= i + answer[i]; j++) {
        answer[j] = (byte) Character.toLowerCase(answer[j]);
      }
    }
    return answer;
  }

  private static byte[] truncated(byte[] answer) {
    Message message = MessageCodec.decode(answer).orThrow();
    return MessageCodec.encode(message.edit().withoutRecords().truncated(true).build());
  }

  private byte[] garbage(byte[] answer) {
    byte[] garbage = dice.octets(answer.length);
    int kept = dice.below(answer.length);
    System.arraycopy(answer, 0, garbage, 0, Math.min(kept, HEADER_OCTETS));
    return garbage;
  }

  /** The same with an id that differs by so much. */
  private static byte[] withId(byte[] answer, int difference) {
    byte[] other = answer.clone();
    int id = ((other[0] & 0xff) << 8 | other[1] & 0xff) + difference;
    other[0] = (byte) (id >> 8);
    other[1] = (byte) id;
    return other;
  }

  private byte[] otherQuestion(byte[] answer) {
    Message message = MessageCodec.decode(answer).orThrow();
    Question asked = message.question().orElseThrow();
    Question other = asked.withName(TreeMaker.child(asked.name(), "x" + dice.word(1)));
    return MessageCodec.encode(message.edit().questions(List.of(other)).build());
  }
}
