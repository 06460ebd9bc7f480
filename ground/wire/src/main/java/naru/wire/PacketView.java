package naru.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A checked view over the bytes of a query, for the hot path: one question and at most an OPT
 * record are read in place. Whatever is not such a query is left to {@link MessageCodec}.
 *
 * <pre>
 *   view.wrap(packet, offset, octets)  false: not a plain query, take the long way
 *     id(), type(), dnssecOk() ...     valid until the packet changes or the next wrap
 *     foldName(key, 0)                 the name in lower case, to look it up
 * </pre>
 *
 * <p>Never allocates and never throws for what a packet says. Confined to one thread; the packet's
 * bytes belong to the caller and must not change while the view is used.
 */
public final class PacketView {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static final int HEADER_OCTETS = 12;

  /** Root name, type, class, TTL, length (RFC 6891 §6.1.2). */
  private static final int OPT_OCTETS = 11;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOP_BITS = ONES << 7;

  private byte[] bytes = new byte[0];
  private int from;
  private int end;
  private int nameOctets;
  private int optAt;

  /** Looks at a packet; false when it is no plain query of version 0 of EDNS, or is malformed. */
  public boolean wrap(byte[] packet, int offset, int octets) {
    bytes = packet;
    from = offset;
    end = offset + octets;
    optAt = -1;
    if (octets < HEADER_OCTETS || !hasPlainHeader()) {
      return false;
    }
    nameOctets = measureName();
    if (nameOctets < 0 || end - questionEnd() < 0) {
      return false;
    }
    return u16(from + 10) == 0 ? questionEnd() == end : readOpt();
  }

  /** QR and TC clear, opcode QUERY; counts 1, 0, 0 and 0 or 1. */
  private boolean hasPlainHeader() {
    return (bytes[from + 2] & 0xfa) == 0
        && u16(from + 4) == 1
        && u16(from + 6) == 0
        && u16(from + 8) == 0
        && u16(from + 10) <= 1;
  }

  /** Octets of the question's name, which nothing stands before to point to; -1 for a bad one. */
  private int measureName() {
    int start = from + HEADER_OCTETS;
    int at = start;
    while (at < end) {
      int label = bytes[at] & 0xff;
      at += 1 + label;
      if (label > Name.MAX_LABEL_OCTETS || at - start > Name.MAX_OCTETS) {
        return -1;
      }
      if (label == 0) {
        return at - start;
      }
    }
    return -1;
  }

  private int questionEnd() {
    return from + HEADER_OCTETS + nameOctets + 4;
  }

  /** RFC 6891 §6.1.1: owned by the root; its options must fill it. */
  private boolean readOpt() {
    int at = questionEnd();
    if (end - at < OPT_OCTETS || bytes[at] != 0 || u16(at + 1) != 41) {
      return false;
    }
    int optionEnd = at + OPT_OCTETS + u16(at + 9);
    if (bytes[at + 6] != 0 || bytes[at + 5] != 0 || optionEnd != end) {
      return false; // an extended rcode, another version, or octets after it
    }
    optAt = at;
    return optionsFill(at + OPT_OCTETS);
  }

  private boolean optionsFill(int first) {
    int at = first;
    while (end - at >= 4) {
      at += 4 + u16(at + 2);
    }
    return at == end;
  }

  private int u16(int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  public int id() {
    return u16(from);
  }

  public boolean recursionDesired() {
    return (bytes[from + 2] & 1) != 0;
  }

  public boolean checkingDisabled() {
    return (bytes[from + 3] & 0x10) != 0;
  }

  public boolean authenticData() {
    return (bytes[from + 3] & 0x20) != 0;
  }

  /** The type asked for. */
  public int type() {
    return u16(from + HEADER_OCTETS + nameOctets);
  }

  /** The class asked for. */
  public int recordClass() {
    return u16(from + HEADER_OCTETS + nameOctets + 2);
  }

  /** Whether there is an OPT record. */
  public boolean hasEdns() {
    return optAt >= 0;
  }

  /** What the client can receive over UDP; 512 without EDNS and at least (RFC 6891 §6.2.3). */
  public int udpPayloadOctets() {
    int plain = MessageCodec.PLAIN_UDP_OCTETS;
    return optAt < 0 ? plain : Math.max(plain, u16(optAt + 3));
  }

  public boolean dnssecOk() {
    return optAt >= 0 && (bytes[optAt + 7] & 0x80) != 0;
  }

  /** Whether the OPT record has options: cookies, a journey and the like need the long way. */
  public boolean hasOptions() {
    return optAt >= 0 && u16(optAt + 9) > 0;
  }

  /** Octets of the name asked for, the root's included. */
  public int nameOctets() {
    return nameOctets;
  }

  /** Copies the name as it came. */
  public void copyName(byte[] target, int offset) {
    System.arraycopy(bytes, from + HEADER_OCTETS, target, offset, nameOctets);
  }

  /**
   * Writes an answer without records that says that it is truncated (TC): the question again, QR
   * and RA set. Returns its octets.
   */
  public int copyTruncated(byte[] target) {
    int octets = questionEnd() - from;
    System.arraycopy(bytes, from, target, 0, octets);
    target[2] = (byte) (0x80 | 0x02 | bytes[from + 2] & 0x01);
    target[3] = (byte) (0x80 | bytes[from + 3] & 0x10);
    target[11] = 0; // no OPT record; the other counts are those of a query
    return octets;
  }

  /** The name asked for. This one allocates. */
  public Name name() {
    return Name.ofChecked(
        Arrays.copyOfRange(bytes, from + HEADER_OCTETS, from + HEADER_OCTETS + nameOctets));
  }

  /**
   * Writes an answer without records: the question with this rcode, RA, and an OPT record where
   * there was one, without its options.
   *
   * @return its octets
   */
  public int copyFailed(byte[] target, Rcode rcode, int ednsOctets) {
    int octets = questionEnd() - from + (optAt < 0 ? 0 : OPT_OCTETS);
    System.arraycopy(bytes, from, target, 0, octets);
    target[2] = (byte) (0x80 | bytes[from + 2] & 0x01);
    target[3] = (byte) (0x80 | bytes[from + 3] & 0x10 | rcode.code());
    if (optAt >= 0) {
      int opt = optAt - from;
      target[opt + 3] = (byte) (ednsOctets >> 8);
      target[opt + 4] = (byte) ednsOctets;
      target[opt + 9] = 0;
      target[opt + 10] = 0;
    }
    return octets;
  }

  /** Copies the name in lower case, eight octets at a time; length octets never look like 'A'. */
  public void foldName(byte[] target, int offset) {
    int source = from + HEADER_OCTETS;
    int i = 0;
    for (; i <= nameOctets - Long.BYTES; i += Long.BYTES) {
      LONGS.set(target, offset + i, foldEight((long) LONGS.get(bytes, source + i)));
    }
    for (; i < nameOctets; i++) {
      target[offset + i] = Name.fold(bytes[source + i]);
    }
  }

  /** Sets bit 0x20 of those octets that are 'A' to 'Z'. */
  private static long foldEight(long octets) {
    long low = octets & ~TOP_BITS;
    long fromA = low + (0x80 - 'A') * ONES;
    long afterZ = low + (0x80 - 'Z' - 1) * ONES;
    long upper = (fromA ^ afterZ) & ~octets & TOP_BITS;
    return octets | upper >>> 2;
  }

  /**
   * A hash of a folded name; {@code seed} is a secret of the table it is used in, so that nobody
   * outside can choose names that collide.
   */
  public static long hash(byte[] folded, int offset, int octets, long seed) {
    long hash = seed ^ octets;
    int i = 0;
    for (; i <= octets - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(folded, offset + i));
    }
    long tail = 0;
    for (; i < octets; i++) {
      tail = tail << 8 | folded[offset + i] & 0xff;
    }
    return mix(hash ^ tail);
  }

  private static long mix(long value) {
    long product = value * 0x9e37_79b9_7f4a_7c15L;
    return (product ^ product >>> 32) * 0xd6e8_feb8_6659_fd93L;
  }
}
