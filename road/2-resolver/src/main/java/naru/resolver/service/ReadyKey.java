package naru.resolver.service;

import java.util.Arrays;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.PacketView;
import naru.wire.Question;

/**
 * What decides a ready answer: the name in lower case, the type, whether there is an OPT record,
 * and the bits DO, CD and AD. Filled anew for each packet to look an answer up (confined to one
 * thread); the keys in a table are never filled again.
 */
final class ReadyKey {
  private static final int EDNS = 1;
  private static final int DNSSEC_OK = 2;
  private static final int CHECKING_DISABLED = 4;
  private static final int AUTHENTIC_DATA = 8;

  /** After the name: two octets of type, one of the bits. */
  private static final int AFTER_NAME = 3;

  private final long seed;
  private final byte[] bytes;
  private int octets;
  private long hash;

  /**
   * Room for any key.
   *
   * @param seed a secret, so that nobody outside can choose names that collide
   */
  ReadyKey(long seed) {
    this(seed, Name.MAX_OCTETS);
  }

  private ReadyKey(long seed, int nameOctets) {
    this.seed = seed;
    this.bytes = new byte[nameOctets + AFTER_NAME];
  }

  /** The key of a message that {@link PacketView} would take. */
  static ReadyKey of(Message query, Question question, long seed) {
    ReadyKey key = new ReadyKey(seed, question.name().octets());
    question.name().copyLowerCaseTo(key.bytes, 0);
    boolean dnssecOk = query.edns().filter(Edns::dnssecOk).isPresent();
    Message.Flags flags = query.flags();
    int bits =
        bits(query.edns().isPresent(), dnssecOk, flags.checkingDisabled(), flags.authenticData());
    key.finish(question.name().octets(), question.type().code(), bits);
    return key;
  }

  void fill(PacketView query) {
    query.foldName(bytes, 0);
    int bits =
        bits(query.hasEdns(), query.dnssecOk(), query.checkingDisabled(), query.authenticData());
    finish(query.nameOctets(), query.type(), bits);
  }

  private static int bits(boolean edns, boolean dnssecOk, boolean unchecked, boolean authentic) {
    return (edns ? EDNS : 0)
        | (dnssecOk ? DNSSEC_OK : 0)
        | (unchecked ? CHECKING_DISABLED : 0)
        | (authentic ? AUTHENTIC_DATA : 0);
  }

  private void finish(int nameOctets, int type, int bits) {
    bytes[nameOctets] = (byte) (type >> 8);
    bytes[nameOctets + 1] = (byte) type;
    bytes[nameOctets + 2] = (byte) bits;
    octets = nameOctets + AFTER_NAME;
    hash = PacketView.hash(bytes, 0, octets, seed);
  }

  /** 64 bits that no one outside can foresee. */
  long hash() {
    return hash;
  }

  int octets() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadyKey key
        && key.hash == hash
        && Arrays.equals(bytes, 0, octets, key.bytes, 0, key.octets);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }
}
