package naru.wire;

import java.util.Arrays;
import java.util.Optional;

/**
 * An answer written once and copied for each query that equals its own: only the id, RD, CD, the
 * letters' case of the question's name and the TTLs change. The same answer fits queries with and
 * without EDNS only if it holds no OPT record, so keep one for each. Immutable.
 */
public final class ReadyAnswer {
  private final byte[] bytes;
  private final int nameOctets;
  private final int[] ttlOffsets;
  private final long leastTtlSeconds;

  private ReadyAnswer(byte[] bytes, int nameOctets, int[] ttlOffsets, long leastTtlSeconds) {
    this.bytes = bytes;
    this.nameOctets = nameOctets;
    this.ttlOffsets = ttlOffsets;
    this.leastTtlSeconds = leastTtlSeconds;
  }

  /** Empty for a message that has not just one question. */
  public static Optional<ReadyAnswer> of(Message answer) {
    return answer
        .question()
        .map(question -> of(MessageCodec.encode(answer), question.name().octets()));
  }

  private static ReadyAnswer of(byte[] bytes, int nameOctets) {
    WireReader in = new WireReader(bytes);
    in.skip(6);
    int records = in.u16() + in.u16() + in.u16();
    in.skip(nameOctets + 4);
    int[] offsets = new int[records];
    int found = 0;
    long least = Record.MAX_TTL_SECONDS;
    for (int i = 0; i < records; i++) {
      in.name();
      boolean isOpt = in.u16() == RecordType.OPT.code();
      in.skip(2);
      int ttlAt = in.offset();
      long ttl = in.u32();
      if (!isOpt) {
        offsets[found++] = ttlAt;
        least = Math.min(least, ttl);
      }
      in.skip(in.u16());
    }
    return new ReadyAnswer(bytes, nameOctets, Arrays.copyOf(offsets, found), least);
  }

  /** Octets of the answer, whatever the query. */
  public int octets() {
    return bytes.length;
  }

  /**
   * Writes the answer to {@code query}, whose name must be the same but for case.
   *
   * @param ageSeconds how long ago the TTLs were true; 0 where they do not run, as in a zone
   * @return false, with nothing written, when one of the records has expired
   */
  public boolean copyTo(byte[] target, int offset, PacketView query, long ageSeconds) {
    if (query.nameOctets() != nameOctets) {
      throw new IllegalArgumentException("an answer to another question");
    }
    if (ageSeconds > leastTtlSeconds) {
      return false;
    }
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    u16At(target, offset, query.id());
    set(target, offset + 2, 0x01, query.recursionDesired());
    set(target, offset + 3, 0x10, query.checkingDisabled());
    query.copyName(target, offset + PacketView.HEADER_OCTETS);
    if (ageSeconds > 0) {
      lowerTtls(target, offset, ageSeconds);
    }
    return true;
  }

  private void lowerTtls(byte[] target, int offset, long ageSeconds) {
    for (int ttlAt : ttlOffsets) {
      long ttl = 0;
      for (int i = 0; i < 4; i++) {
        ttl = ttl << 8 | bytes[ttlAt + i] & 0xff;
      }
      long left = ttl - ageSeconds;
      u16At(target, offset + ttlAt, (int) (left >>> 16));
      u16At(target, offset + ttlAt + 2, (int) left);
    }
  }

  private static void set(byte[] target, int at, int bit, boolean on) {
    target[at] = (byte) (on ? target[at] | bit : target[at] & ~bit);
  }

  private static void u16At(byte[] target, int at, int value) {
    target[at] = (byte) (value >> 8);
    target[at + 1] = (byte) value;
  }
}
