package naru.resolver;

import java.net.InetAddress;
import java.util.List;

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

    boolean holds(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
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
    return prefixes.stream().anyMatch(prefix -> prefix.holds(client));
  }
}
