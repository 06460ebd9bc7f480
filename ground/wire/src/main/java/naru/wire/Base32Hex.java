package naru.wire;

import java.util.Arrays;
import java.util.Optional;

/** Base32 with the extended hex alphabet, without padding (RFC 4648 §7, RFC 5155 §3.3). */
public final class Base32Hex {
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

  private Base32Hex() {}

  /** The digits of {@code octets}, in upper case. */
  public static String encode(byte[] octets) {
    StringBuilder text = new StringBuilder((octets.length * 8 + 4) / 5);
    int held = 0;
    int bits = 0;
    for (byte octet : octets) {
      held = held << 8 | octet & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(DIGITS.charAt(held >> bits & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(DIGITS.charAt(held << 5 - bits & 31));
    }
    return text.toString();
  }

  /** Empty when a character is none of the alphabet, or the last ones say no whole octet. */
  public static Optional<byte[]> decode(String text) {
    byte[] octets = new byte[text.length() * 5 / 8];
    int filled = 0;
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      held = held << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        octets[filled++] = (byte) (held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return held != 0 || bits >= 5 ? Optional.empty() : Optional.of(Arrays.copyOf(octets, filled));
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int upper = c >= 'a' && c <= 'v' ? c - 32 : c;
    return upper >= 'A' && upper <= 'V' ? upper - 'A' + 10 : -1;
  }
}
