package naru.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/** Addresses as text: dotted IPv4, and IPv6 as RFC 4291 §2.2 reads and RFC 5952 §4 writes it. */
public final class AddressText {
  private AddressText() {}

  /** An address: {@code 127.0.0.1}, {@code ::1}. */
  public static String of(InetAddress address) {
    StringBuilder text = new StringBuilder();
    append(text, address.getAddress());
    return text.toString();
  }

  /** An address as a URL has it: IPv6 in brackets (RFC 3986 §3.2.2). */
  public static String inUrl(InetAddress address) {
    return address.getAddress().length == 4 ? of(address) : "[" + of(address) + "]";
  }

  /** An address and a port: {@code 127.0.0.1:53}, {@code [::1]:53}. */
  public static String of(InetSocketAddress address) {
    return inUrl(address.getAddress()) + ":" + address.getPort();
  }

  static Optional<byte[]> four(String text) {
    byte[] octets = new byte[4];
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int start = at;
      int value = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      boolean ends = i == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == start || value > 255 || !ends) {
        return Optional.empty();
      }
      octets[i] = (byte) value;
      at++;
    }
    return Optional.of(octets);
  }

  static Optional<byte[]> six(String text) {
    byte[] octets = new byte[16];
    int filled = 0;
    int gap = text.startsWith("::") ? 0 : -1;
    int at = gap == 0 ? 2 : 0;
    while (at < text.length()) {
      int end = endOfGroup(text, at);
      if (end < text.length() && text.charAt(end) == '.') {
        return tail(text.substring(at), octets, filled, gap);
      }
      if (end == at || end - at > 4 || filled > 14) {
        return Optional.empty();
      }
      int group = Integer.parseInt(text, at, end, 16);
      octets[filled++] = (byte) (group >> 8);
      octets[filled++] = (byte) group;
      at = end;
      if (at < text.length()) {
        boolean again = text.startsWith("::", at);
        if (text.charAt(at) != ':' || again && gap >= 0 || !again && at + 1 == text.length()) {
          return Optional.empty();
        }
        gap = again ? filled : gap;
        at += again ? 2 : 1;
      }
    }
    return spread(octets, filled, gap);
  }

  /** The last 32 bits as a dotted IPv4 address. */
  private static Optional<byte[]> tail(String dotted, byte[] octets, int filled, int gap) {
    Optional<byte[]> last = filled <= 12 ? four(dotted) : Optional.empty();
    last.ifPresent(four -> System.arraycopy(four, 0, octets, filled, 4));
    return last.flatMap(_ -> spread(octets, filled + 4, gap));
  }

  /** Moves what follows {@code ::} to the end; the gap stands for one group at least. */
  private static Optional<byte[]> spread(byte[] octets, int filled, int gap) {
    if (gap < 0 ? filled != 16 : filled > 14) {
      return Optional.empty();
    }
    if (gap >= 0) {
      System.arraycopy(octets, gap, octets, 16 - (filled - gap), filled - gap);
      Arrays.fill(octets, gap, 16 - (filled - gap), (byte) 0);
    }
    return Optional.of(octets);
  }

  private static int endOfGroup(String text, int from) {
    int at = from;
    while (at < text.length() && at - from < 5 && isHexDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  /** Writes 4 or 16 octets. */
  static void append(StringBuilder text, byte[] octets) {
    if (octets.length == 4) {
      appendFour(text, octets, 0);
    } else if (isMapped(octets)) {
      // RFC 5952 §5: a known prefix before an IPv4 address is followed by its dotted form.
      text.append("::ffff:");
      appendFour(text, octets, 12);
    } else {
      appendSix(text, octets);
    }
  }

  private static void appendFour(StringBuilder text, byte[] octets, int from) {
    for (int i = 0; i < 4; i++) {
      text.append(i == 0 ? "" : ".").append(octets[from + i] & 0xff);
    }
  }

  private static boolean isMapped(byte[] octets) {
    for (int i = 0; i < 10; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return octets[10] == -1 && octets[11] == -1;
  }

  private static void appendSix(StringBuilder text, byte[] octets) {
    int gap = longestZeros(octets);
    int gapGroups = gap < 0 ? 0 : zerosFrom(octets, gap);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i += gapGroups - 1;
        continue;
      }
      if (i > 0 && i != gap + gapGroups) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(octets, i)));
    }
  }

  /** RFC 5952 §4.2: the first of the longest runs of two or more zero groups; -1 for none. */
  private static int longestZeros(byte[] octets) {
    int best = -1;
    int bestGroups = 1;
    for (int i = 0; i < 8; i++) {
      int groups = zerosFrom(octets, i);
      if (groups > bestGroups) {
        best = i;
        bestGroups = groups;
      }
    }
    return best;
  }

  private static int zerosFrom(byte[] octets, int first) {
    int groups = 0;
    while (first + groups < 8 && group(octets, first + groups) == 0) {
      groups++;
    }
    return groups;
  }

  private static int group(byte[] octets, int i) {
    return (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
  }
}
