package naru.dnssec;

import java.math.BigInteger;
import java.util.Arrays;

/** Takes the octets of a public key apart. Confined to one thread. */
final class KeyReader {
  private final byte[] octets;
  private int at;

  KeyReader(byte[] octets) {
    this.octets = octets;
  }

  /** Octets that are left. */
  int left() {
    return octets.length - at;
  }

  int u8() throws MalformedKeyException {
    return take(1)[0] & 0xff;
  }

  int u16() throws MalformedKeyException {
    return u8() << 8 | u8();
  }

  /** A positive number of so many octets. */
  BigInteger number(int count) throws MalformedKeyException {
    return new BigInteger(1, take(count));
  }

  byte[] take(int count) throws MalformedKeyException {
    if (count > left()) {
      throw new MalformedKeyException("the key ends where " + count + " octets more should be");
    }
    at += count;
    return Arrays.copyOfRange(octets, at - count, at);
  }
}
