package naru.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4: a keyed hash of 64 bits that nobody without the key can guess, fast on short inputs
 * (Aumasson and Bernstein, 2012). Immutable.
 */
final class SipHash {
  static final int KEY_OCTETS = 16;

  private final long key0;
  private final long key1;

  /**
   * @param key 16 octets
   */
  SipHash(byte[] key) {
    if (key.length != KEY_OCTETS) {
      throw new IllegalArgumentException("a key of " + key.length + " octets");
    }
    ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    this.key0 = words.getLong();
    this.key1 = words.getLong();
  }

  /** The hash as its eight octets. */
  byte[] hash(byte[] message) {
    long hash = new State(key0, key1).absorb(message).squeeze();
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(hash).array();
  }

  /** Four words that are stirred. Confined to one call. */
  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long key0, long key1) {
      v0 = key0 ^ 0x736f_6d65_7073_6575L;
      v1 = key1 ^ 0x646f_7261_6e64_6f6dL;
      v2 = key0 ^ 0x6c79_6765_6e65_7261L;
      v3 = key1 ^ 0x7465_6462_7974_6573L;
    }

    State absorb(byte[] message) {
      ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
      while (in.remaining() >= Long.BYTES) {
        absorb(in.getLong());
      }
      long last = (long) message.length << 56;
      for (int shift = 0; in.hasRemaining(); shift += 8) {
        last |= (in.get() & 0xffL) << shift;
      }
      absorb(last);
      return this;
    }

    private void absorb(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long squeeze() {
      v2 ^= 0xff;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
