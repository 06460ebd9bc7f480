package naru.nameserver;

import java.util.Arrays;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.PacketView;
import naru.wire.Question;

/**
 * What decides a ready answer: the name in lower case, the type, and whether there is an OPT record
 * with or without DO. Filled anew for each packet to look an answer up (confined to one thread);
 * the keys in a table are never filled again.
 */
final class AnswerKey {
  private static final int PLAIN = 0;
  private static final int EDNS = 1;
  private static final int DNSSEC_OK = 2;

  /** After the name: two octets of type, one of OPT. */
  private static final int AFTER_NAME = 3;

  private final byte[] bytes;
  private int octets;
  private int hash;

  /** Room for any key. */
  AnswerKey() {
    this.bytes = new byte[Name.MAX_OCTETS + AFTER_NAME];
  }

  private AnswerKey(Name name) {
    this.bytes = new byte[name.octets() + AFTER_NAME];
    name.lowerCase().copyTo(bytes, 0);
  }

  /** The key of a message that {@link PacketView} would take. */
  static AnswerKey of(Message query, Question question) {
    int opt = query.edns().map(e -> e.dnssecOk() ? DNSSEC_OK : EDNS).orElse(PLAIN);
    AnswerKey key = new AnswerKey(question.name());
    key.finish(question.name().octets(), question.type().code(), opt);
    return key;
  }

  void fill(PacketView query) {
    query.foldName(bytes, 0);
    int opt = query.dnssecOk() ? DNSSEC_OK : query.hasEdns() ? EDNS : PLAIN;
    finish(query.nameOctets(), query.type(), opt);
  }

  private void finish(int nameOctets, int type, int opt) {
    bytes[nameOctets] = (byte) (type >> 8);
    bytes[nameOctets + 1] = (byte) type;
    bytes[nameOctets + 2] = (byte) opt;
    octets = nameOctets + AFTER_NAME;
    // No secret seed is needed: only names of our own zones are ever in the table.
    hash = Long.hashCode(PacketView.hash(bytes, 0, octets, 0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnswerKey key
        && key.hash == hash
        && Arrays.equals(bytes, 0, octets, key.bytes, 0, key.octets);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
