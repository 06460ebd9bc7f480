package naru.wire;

import java.util.Arrays;
import java.util.Optional;

/**
 * The escapes of master files (RFC 1035 §5.1): <code>\X</code> is the character X itself, <code>
 * \DDD</code> the octet of that decimal number.
 */
final class Escapes {
  private Escapes() {}

  /** The octet that the text says at this place; -1 when it says none. */
  static int octetAt(String text, int at) {
    char c = text.charAt(at);
    if (c != '\\') {
      return c <= 0xff ? c : -1;
    }
    if (at + 1 >= text.length()) {
      return -1;
    }
    char next = text.charAt(at + 1);
    if (!isDigit(next)) {
      return next <= 0xff ? next : -1;
    }
    if (at + 3 >= text.length() || !isDigit(text.charAt(at + 2)) || !isDigit(text.charAt(at + 3))) {
      return -1;
    }
    int octet = Integer.parseInt(text, at + 1, at + 4, 10);
    return octet <= 0xff ? octet : -1;
  }

  /** How many characters say the octet at this place. */
  static int widthAt(String text, int at) {
    if (text.charAt(at) != '\\') {
      return 1;
    }
    return isDigit(text.charAt(at + 1)) ? 4 : 2;
  }

  /** The octets of a text; empty when an escape is broken. */
  static Optional<byte[]> octets(String text) {
    byte[] octets = new byte[text.length()];
    int filled = 0;
    int at = 0;
    while (at < text.length()) {
      int octet = octetAt(text, at);
      if (octet < 0) {
        return Optional.empty();
      }
      octets[filled++] = (byte) octet;
      at += widthAt(text, at);
    }
    return Optional.of(Arrays.copyOf(octets, filled));
  }

  /** The octets between quotation marks. */
  static void appendQuoted(StringBuilder text, byte[] octets) {
    text.append('"');
    for (byte each : octets) {
      int octet = each & 0xff;
      if (octet < ' ' || octet >= 0x7f) {
        appendDecimal(text, octet);
      } else {
        if (octet == '"' || octet == '\\') {
          text.append('\\');
        }
        text.append((char) octet);
      }
    }
    text.append('"');
  }

  static void appendDecimal(StringBuilder text, int octet) {
    text.append('\\')
        .append((char) ('0' + octet / 100))
        .append((char) ('0' + octet / 10 % 10))
        .append((char) ('0' + octet % 10));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
