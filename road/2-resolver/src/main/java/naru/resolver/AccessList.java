package naru.resolver;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import naru.net.Addresses;

/**
 * Who may ask: addresses under one of the prefixes. A resolver open to all is a weapon against
 * others (RFC 5358), so nobody but this machine is, unless told. Immutable.
 */
public record AccessList(List<Prefix> prefixes) {
  /** This machine only. */
  public static final AccessList LOOPBACK =
      new AccessList(
          List.of(
              new Prefix(InetAddress.ofLiteral("127.0.0.0"), 8),
              new Prefix(InetAddress.ofLiteral("::1"), 128)));

  public AccessList {
    prefixes = List.copyOf(prefixes);
  }

  /** The first {@code bits} of an address. */
  public record Prefix(InetAddress address, int bits) {
    public Prefix {
      if (bits < 0 || bits > address.getAddress().length * 8) {
        throw new IllegalArgumentException(address.getHostAddress() + "/" + bits);
      }
    }

    /** Reads {@code 192.0.2.0/24}; an address alone means itself. */
    public static Optional<Prefix> parse(String text) {
      int slash = text.indexOf('/');
      Optional<InetAddress> address =
          Addresses.literal(slash < 0 ? text : text.substring(0, slash));
      return address.flatMap(known -> {
        int width = known.getAddress().length * 8;
        String bits = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
        return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= width
            ? Optional.of(new Prefix(known, Integer.parseInt(bits)))
            : Optional.empty();
      });
    }

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
      return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }
  }

  /** Whether {@code client} may ask. */
  public boolean admits(InetAddress client) {
    byte[] octets = client.getAddress();
    for (Prefix prefix : prefixes) {
      if (prefix.holds(octets)) {
        return true;
      }
    }
    return false;
  }
}
