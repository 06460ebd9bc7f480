package naru.visit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs (RFC 3986 §2.1). */
final class PercentCoding {
  private PercentCoding() {}

  /** The octets meant; a percent sign without two digits stands for itself. */
  static byte[] decode(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (raw[i] == '%' && high >= 0 && low >= 0) {
        octets.write(high << 4 | low);
        i += 2;
      } else {
        octets.write(raw[i]);
      }
    }
    return octets.toByteArray();
  }

  /** Octets outside of ASCII's visible ones, and those of {@code set}, as %XX. */
  static String encode(String text, String set) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet <= 0x1f || octet == 0x7f || set.indexOf(octet) >= 0) {
        out.append('%').append(String.format("%02X", octet & 0xff));
      } else {
        out.append((char) octet);
      }
    }
    return out.toString();
  }
}
