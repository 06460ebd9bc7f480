package naru.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import naru.time.Chance;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Rcode;

/**
 * A question as it goes out, with an id and, over UDP, letters' case that nobody can guess, and the
 * judge of what comes back. Immutable.
 *
 * <p>Before an answer is decoded, the question's own id and name are written over the disguise, so
 * that compressed names that point at the question come out in the asker's case too.
 */
final class Disguise {
  private static final int HEADER_OCTETS = 12;
  private static final int TYPE_AND_CLASS_OCTETS = 4;

  private final Message query;
  private final byte[] plain;
  private final byte[] wire;
  private final int questionEnd;
  private final boolean overUdp;
  private final boolean mixedCase;

  private Disguise(Message query, Chance chance, boolean overUdp, boolean mixedCase) {
    int nameOctets = query.question().orElseThrow(Disguise::notOneQuestion).name().octets();
    this.query = query;
    this.plain = MessageCodec.encode(query);
    this.questionEnd = HEADER_OCTETS + nameOctets + TYPE_AND_CLASS_OCTETS;
    this.overUdp = overUdp;
    this.mixedCase = mixedCase;
    this.wire = disguised(chance);
  }

  /** For datagrams. */
  static Disguise forDatagrams(Message query, Chance chance, boolean mixedCase) {
    return new Disguise(query, chance, true, mixedCase);
  }

  /** For a stream, where the connection is the proof. */
  static Disguise forStream(Message query, Chance chance) {
    return new Disguise(query, chance, false, false);
  }

  private static IllegalArgumentException notOneQuestion() {
    return new IllegalArgumentException("an exchange is one question");
  }

  /** One random bit a letter (0x20), and 16 for the id. */
  private byte[] disguised(Chance chance) {
    byte[] random = new byte[2 + (questionEnd + 7) / 8];
    chance.fill(random);
    byte[] disguised = plain.clone();
    disguised[0] = random[0];
    disguised[1] = random[1];
    for (int i = HEADER_OCTETS; mixedCase && i < questionEnd - TYPE_AND_CLASS_OCTETS; i++) {
      boolean flip = (random[2 + i / 8] >> i % 8 & 1) != 0;
      if (flip && isLetter(disguised[i])) {
        disguised[i] ^= 0x20;
      }
    }
    return disguised;
  }

  /** Length octets are at most 63 and so no letters. */
  private static boolean isLetter(byte octet) {
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /** The id it goes out with. */
  int id() {
    return (wire[0] & 0xff) << 8 | wire[1] & 0xff;
  }

  /** To be sent. */
  byte[] wire() {
    return wire;
  }

  /** What something received is to this question. Immutable. */
  sealed interface Judged {
    /** The answer, with the query's own id and question. */
    record Ours(Message message) implements Judged {}

    /** Ours, but only a part of it. */
    record Truncated() implements Judged {}

    /** Ours by its id, but the letters' case was not kept. */
    record Folded() implements Judged {}

    /** Ours, as far as it can be read. */
    record Garbled(String reason, int offset, boolean questionFits) implements Judged {}

    /** Not ours, or not to be told from a forger's. */
    record NotOurs(String reason) implements Judged {}
  }

  /**
   * Judges {@code octets} octets received from the peer that was asked (RFC 5452 §9.1); what is
   * ours is written over.
   */
  Judged judge(byte[] received, int octets) {
    ByteBuffer in = ByteBuffer.wrap(received, 0, octets);
    if (octets < HEADER_OCTETS) {
      return new Judged.NotOurs(octets + " octets, less than a header");
    }
    if (received[0] != wire[0] || received[1] != wire[1]) {
      return new Judged.NotOurs("id " + (in.getShort(0) & 0xffff) + " is not the question's");
    }
    if ((received[2] & 0x80) == 0) {
      return new Judged.NotOurs("a question, not an answer");
    }
    if ((received[2] >> 3 & 0xf) != query.opcode()) {
      return new Judged.NotOurs("another opcode");
    }
    return switch (in.getShort(4)) {
      case 0 -> withoutQuestion(received, octets);
      case 1 -> withQuestion(received, octets);
      default -> new Judged.NotOurs((in.getShort(4) & 0xffff) + " questions instead of one");
    };
  }

  /** Some servers refuse with a bare header; that it may be, but never an answer. */
  private Judged withoutQuestion(byte[] received, int octets) {
    Rcode rcode = new Rcode(received[3] & 0xf);
    boolean refusal =
        rcode.equals(Rcode.FORMERR)
            || rcode.equals(Rcode.NOTIMP)
            || rcode.equals(Rcode.REFUSED)
            || rcode.equals(Rcode.SERVFAIL);
    return refusal ? decoded(whole(received, octets)) : new Judged.NotOurs("no question in it");
  }

  private Judged withQuestion(byte[] received, int octets) {
    if (octets < questionEnd) {
      return new Judged.Garbled("ends within the question", octets, false);
    }
    if (!sameQuestion(received)) {
      return new Judged.NotOurs("another question");
    }
    boolean exactly =
        Arrays.equals(received, HEADER_OCTETS, questionEnd, wire, HEADER_OCTETS, questionEnd);
    if (mixedCase && !exactly) {
      return new Judged.Folded();
    }
    if (overUdp && (received[2] & 0x02) != 0) {
      return new Judged.Truncated();
    }
    byte[] restored = whole(received, octets);
    System.arraycopy(plain, HEADER_OCTETS, restored, HEADER_OCTETS, questionEnd - HEADER_OCTETS);
    return decoded(restored);
  }

  private static byte[] whole(byte[] received, int octets) {
    return octets == received.length ? received : Arrays.copyOf(received, octets);
  }

  /** The same name but for its case; type and class as they are. */
  private boolean sameQuestion(byte[] received) {
    for (int i = HEADER_OCTETS; i < questionEnd; i++) {
      boolean inName = i < questionEnd - TYPE_AND_CLASS_OCTETS;
      boolean sameLetter =
          inName && isLetter(received[i]) && (received[i] | 0x20) == (wire[i] | 0x20);
      if (received[i] != wire[i] && !sameLetter) {
        return false;
      }
    }
    return true;
  }

  private Judged decoded(byte[] restored) {
    restored[0] = plain[0];
    restored[1] = plain[1];
    return switch (MessageCodec.decode(restored)) {
      case Parsed.Ok<Message>(Message message) ->
          new Judged.Ours(
              message.questions().isEmpty()
                  ? message.edit().questions(query.questions()).build()
                  : message);
      case Parsed.Malformed<Message>(String reason, int offset) ->
          new Judged.Garbled(reason, offset, true);
    };
  }
}
