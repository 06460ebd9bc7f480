package naru.time;

/**
 * Numbers that nobody outside can guess: message ids, ports, cookies, the order of servers.
 * Thread-safe.
 */
public interface Chance {
  /** Fills {@code target} with random bytes. */
  void fill(byte[] target);

  /** 64 random bits. */
  default long bits() {
    byte[] bytes = new byte[Long.BYTES];
    fill(bytes);
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | (b & 0xff);
    }
    return value;
  }

  /** A number from 0 to {@code bound - 1}, each as likely (Lemire's rejection on 32 bits). */
  default int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    if (bound == 1) {
      return 0;
    }
    long threshold = (0x1_0000_0000L - bound) % bound;
    while (true) {
      long product = (bits() & 0xffff_ffffL) * bound;
      if ((product & 0xffff_ffffL) >= threshold) {
        return (int) (product >>> 32);
      }
    }
  }
}
