package naru.proof.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Rdata;

/**
 * One message of a scenario: sent, or compared with. Immutable.
 *
 * @param line where it begins in the file
 * @param match what another message must have in common with it
 * @param message the message, its EDNS options as far as they can be read
 * @param ednsData the data of its OPT record
 * @param octets what is sent instead of the message
 * @param copyId the answer is for the question that it was matched with
 * @param copyQuery the answer repeats that question
 */
record Entry(
    int line,
    Match match,
    Message message,
    Rdata ednsData,
    Optional<Rdata> octets,
    boolean copyId,
    boolean copyQuery) {

  /** Its octets on the wire, as an answer to {@code query}. */
  byte[] answerTo(Message query) {
    byte[] wire =
        copyQuery && octets.isEmpty()
            ? wire(message.edit().questions(query.questions()).build())
            : wire();
    if (wire.length >= 2) {
      wire[0] = (byte) (query.id() >> 8);
      wire[1] = (byte) query.id();
    }
    return wire;
  }

  /** Whether it answers the question of {@code query}, or any. */
  boolean isAnswerTo(Message query) {
    return copyQuery
        || message.questions().isEmpty()
        || message.questions().equals(query.questions());
  }

  /** Its octets on the wire. */
  byte[] wire() {
    return octets.map(Rdata::bytes).orElseGet(() -> wire(message));
  }

  private byte[] wire(Message sent) {
    if (ednsData.octets() == 0) {
      return MessageCodec.encode(sent);
    }
    Edns bare = sent.edns().orElseGet(Edns::plain);
    Edns empty = new Edns(bare.udpPayloadOctets(), bare.version(), bare.dnssecOk(), List.of());
    byte[] encoded = MessageCodec.encode(sent.edit().edns(empty).build());
    // The OPT record is the last one, and the length of its data its last field.
    byte[] whole = Arrays.copyOf(encoded, encoded.length + ednsData.octets());
    whole[encoded.length - 2] = (byte) (ednsData.octets() >> 8);
    whole[encoded.length - 1] = (byte) ednsData.octets();
    ednsData.copyTo(whole, encoded.length);
    return whole;
  }
}
