package naru.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Limits;
import naru.journey.Told;
import naru.journey.ToldCodec;
import naru.time.Chance;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rdata;
import naru.wire.RecordType;

/**
 * What our own programs say to each other over a local stream, in EDNS options of local use (RFC
 * 6891 §9):
 *
 * <ul>
 *   <li>the journey: a question carries an id of 8 octets, the answer what there is to tell;
 *   <li>the types: a question for one type carries all types it wants to know (16 bits each), so
 *       that A and AAAA are one question; the answer carries those that it speaks of.
 * </ul>
 */
final class LocalOptions {
  /** The types of one question or answer. */
  static final int TYPES = 65_301;

  private static final int JOURNEY_ID_OCTETS = 8;

  private LocalOptions() {}

  /** A journey's id: it only says that somebody listens. */
  static Edns.Option journey(Chance chance) {
    byte[] id = new byte[JOURNEY_ID_OCTETS];
    chance.fill(id);
    return new Edns.Option(Edns.Option.JOURNEY, Rdata.of(id));
  }

  static boolean asksForJourney(Message query) {
    return option(query, Edns.Option.JOURNEY)
        .filter(data -> data.octets() == JOURNEY_ID_OCTETS)
        .isPresent();
  }

  static Edns.Option told(Told told) {
    byte[] bytes = ToldCodec.encode(told, Limits.TOLD_OCTETS);
    return new Edns.Option(Edns.Option.JOURNEY, Rdata.of(bytes));
  }

  /** What an answer tells; nothing when it does not. */
  static Told told(Message answer) {
    return option(answer, Edns.Option.JOURNEY)
        .flatMap(data -> ToldCodec.decode(data.bytes()))
        .orElse(Told.NOTHING);
  }

  static Edns.Option types(List<RecordType> types) {
    byte[] bytes = new byte[2 * types.size()];
    for (int i = 0; i < types.size(); i++) {
      bytes[2 * i] = (byte) (types.get(i).code() >> 8);
      bytes[2 * i + 1] = (byte) types.get(i).code();
    }
    return new Edns.Option(TYPES, Rdata.of(bytes));
  }

  /** The types that a message carries; empty when it carries none, or too many. */
  static Optional<List<RecordType>> types(Message message) {
    return option(message, TYPES)
        .map(Rdata::bytes)
        .filter(bytes -> bytes.length % 2 == 0)
        .filter(bytes -> bytes.length <= 2 * naru.names.Limits.TYPES_A_QUESTION)
        .map(LocalOptions::readTypes);
  }

  private static List<RecordType> readTypes(byte[] bytes) {
    List<RecordType> types = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += 2) {
      types.add(new RecordType((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
    }
    return types.stream().distinct().toList();
  }

  private static Optional<Rdata> option(Message message, int code) {
    return message.edns().flatMap(edns -> edns.option(code)).map(Edns.Option::data);
  }
}
