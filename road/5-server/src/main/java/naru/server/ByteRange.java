package naru.server;

import java.util.Locale;

/** What a Range header asks of a file (RFC 9110 §14.1.2). Immutable. */
sealed interface ByteRange {

  /** All of it: no range that we know, or several, which a server may ignore. */
  record Whole() implements ByteRange {}

  /** One part. */
  record Part(long first, long length) implements ByteRange {}

  /** A part that does not exist. */
  record Outside() implements ByteRange {}

  static ByteRange read(String header, long size) {
    String text = header.strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
      return new Whole();
    }
    String spec = text.substring(6).strip();
    int dash = spec.indexOf('-');
    if (dash < 0 || spec.indexOf(',') >= 0) {
      return new Whole();
    }
    String first = spec.substring(0, dash);
    String last = spec.substring(dash + 1);
    if (!number(first) || !number(last) || first.isEmpty() && last.isEmpty()) {
      return new Whole();
    }
    return first.isEmpty() ? suffix(value(last), size) : from(value(first), last, size);
  }

  private static ByteRange suffix(long count, long size) {
    long length = Math.min(count, size);
    return length == 0 ? new Outside() : new Part(size - length, length);
  }

  private static ByteRange from(long first, String last, long size) {
    long end = last.isEmpty() ? Long.MAX_VALUE : value(last);
    if (end < first) {
      return new Whole(); // RFC 9110 §14.1.1: invalid, therefore ignored
    }
    return first >= size ? new Outside() : new Part(first, Math.min(end, size - 1) - first + 1);
  }

  private static boolean number(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Digits as a number; too many of them are beyond every file. */
  private static long value(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
