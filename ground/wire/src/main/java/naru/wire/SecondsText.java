package naru.wire;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Spans and points of time in master files, all in seconds. */
final class SecondsText {
  private static final long MAX = 0xffff_ffffL;

  private SecondsText() {}

  /** {@code 5400}, {@code 1h30m}, {@code 2W}: 32 bits of seconds; empty when it is no such. */
  static OptionalLong span(String text) {
    long total = 0;
    long number = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.max(number, 0) * 10 + (c - '0');
      } else {
        long unit = unit(c);
        if (unit == 0 || number < 0) {
          return OptionalLong.empty();
        }
        total += number * unit;
        number = -1;
      }
      if (number > MAX || total > MAX) {
        return OptionalLong.empty();
      }
    }
    total += Math.max(number, 0);
    return text.isEmpty() || total > MAX ? OptionalLong.empty() : OptionalLong.of(total);
  }

  private static long unit(char c) {
    return switch (c) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> 0;
    };
  }

  /** RFC 4034 §3.2: YYYYMMDDHHMMSS in UTC, or seconds since 1970 in at most ten digits. */
  static OptionalLong point(String text) {
    if (text.length() != 14) {
      boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits ? span(text) : OptionalLong.empty();
    }
    try {
      long seconds =
          LocalDateTime.of(
                  Integer.parseInt(text, 0, 4, 10),
                  Integer.parseInt(text, 4, 6, 10),
                  Integer.parseInt(text, 6, 8, 10),
                  Integer.parseInt(text, 8, 10, 10),
                  Integer.parseInt(text, 10, 12, 10),
                  Integer.parseInt(text, 12, 14, 10))
              .toEpochSecond(ZoneOffset.UTC);
      return seconds < 0 || seconds > MAX ? OptionalLong.empty() : OptionalLong.of(seconds);
    } catch (DateTimeException | NumberFormatException notADate) {
      return OptionalLong.empty();
    }
  }

  /** Seconds since 1970 as YYYYMMDDHHMMSS. */
  static void appendPoint(StringBuilder text, long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    text.append(time.getYear());
    for (int part :
        new int[] {
          time.getMonthValue(),
          time.getDayOfMonth(),
          time.getHour(),
          time.getMinute(),
          time.getSecond()
        }) {
      text.append(part < 10 ? "0" : "").append(part);
    }
  }
}
