package naru.connection;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes a peer's octets fit for a terminal and a report: what could move a cursor, hide text or
 * turn its direction is escaped, and the whole is bounded. Stateless.
 */
final class Printable {
  private Printable() {}

  /** Octets as UTF-8 where they are that, else as ISO 8859-1. */
  static String of(byte[] octets) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return of(decoder.decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException notUtf8) {
      return of(new String(octets, StandardCharsets.ISO_8859_1));
    }
  }

  /** A text whose characters stand for octets, as fields of HTTP/1.1 are kept. */
  static String ofOctets(String latin1) {
    return of(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A text from a library that may quote the peer. */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int shown = text.offsetByCodePoints(0, Math.min(codePoints(text), Limits.TEXT_SHOWN));
    text.substring(0, shown).codePoints().forEach(point -> append(out, point));
    if (shown < text.length()) {
      out.append("... (").append(text.length()).append(" characters)");
    }
    return out.toString();
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void append(StringBuilder out, int point) {
    switch (point) {
      case '\r' -> out.append("\\r");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (isHarmless(point)) {
          out.appendCodePoint(point);
        } else {
          out.append(point < 0x100 ? "\\x%02x".formatted(point) : "\\u{%x}".formatted(point));
        }
      }
    }
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
