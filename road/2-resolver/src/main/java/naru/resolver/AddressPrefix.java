package naru.resolver;

import java.net.InetAddress;
import java.util.Optional;
import naru.net.Addresses;

/**
 * The addresses that share their first bits. Immutable.
 *
 * @param bits how many, 0 to the width of the address
 */
public record AddressPrefix(InetAddress address, int bits) {
  public AddressPrefix {
    if (bits < 0 || bits > address.getAddress().length * 8) {
      throw new IllegalArgumentException(address.getHostAddress() + "/" + bits);
    }
  }

  /** A prefix of a program: {@code AddressPrefix.of("10.0.0.0/8")}. */
  public static AddressPrefix of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** Reads {@code 192.0.2.0/24}; an address alone means itself. */
  public static Optional<AddressPrefix> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = Addresses.literal(slash < 0 ? text : text.substring(0, slash));
    return address.flatMap(known -> {
      int width = known.getAddress().length * 8;
      String bits = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
      return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= width
          ? Optional.of(new AddressPrefix(known, Integer.parseInt(bits)))
          : Optional.empty();
    });
  }

  /** Whether {@code other} is one of them; an address of the other family never is. */
  public boolean holds(InetAddress other) {
    return holds(other.getAddress());
  }

  /** The same of an address's octets. */
  boolean holds(byte[] theirs) {
    byte[] mine = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != theirs[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0;
  }

  /** As it is read. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
