package naru.tls;

import java.net.InetAddress;
import java.util.Arrays;

/** An IP network: the form in which a CA is constrained to addresses. Immutable. */
final class Network {
  private static final int BITS = 8;

  private final byte[] address;
  private final byte[] mask;

  private Network(byte[] address, byte[] mask) {
    this.address = address;
    this.mask = mask;
  }

  /** Reads {@code 127.0.0.0/8}, or one address. */
  static Network of(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
    int prefix = slash < 0 ? address.length * BITS : Integer.parseInt(text.substring(slash + 1));
    byte[] mask = new byte[address.length];
    for (int bit = 0; bit < prefix; bit++) {
      mask[bit / BITS] |= (byte) (1 << (BITS - 1 - bit % BITS));
    }
    return new Network(address, mask);
  }

  /** RFC 5280 §4.2.1.10: iPAddress in a constraint is the address, then the mask. */
  static Network ofConstraint(byte[] addressAndMask) {
    int half = addressAndMask.length / 2;
    return new Network(
        Arrays.copyOf(addressAndMask, half),
        Arrays.copyOfRange(addressAndMask, half, addressAndMask.length));
  }

  byte[] addressAndMask() {
    byte[] both = Arrays.copyOf(address, address.length + mask.length);
    System.arraycopy(mask, 0, both, address.length, mask.length);
    return both;
  }

  boolean contains(InetAddress candidate) {
    byte[] octets = candidate.getAddress();
    if (octets.length != address.length) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      if (((octets[i] ^ address[i]) & mask[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    int prefix = 0;
    for (byte octet : mask) {
      prefix += Integer.bitCount(Byte.toUnsignedInt(octet));
    }
    try {
      return InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;
    } catch (java.net.UnknownHostException wrongLength) {
      return Arrays.toString(address) + "/" + prefix;
    }
  }
}
