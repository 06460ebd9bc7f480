package naru.server;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Dates of HTTP (RFC 9110 §5.6.7). Stateless: no locale and no pattern to load at the start. */
final class HttpDate {
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private HttpDate() {}

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  static String text(long epochSecond) {
    LocalDateTime at = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(29);
    text.append(DAYS.get(at.getDayOfWeek().getValue() - 1)).append(", ");
    two(text, at.getDayOfMonth()).append(' ').append(MONTHS.get(at.getMonthValue() - 1));
    text.append(' ').append(at.getYear()).append(' ');
    two(text, at.getHour()).append(':');
    two(text, at.getMinute()).append(':');
    return two(text, at.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The second that any of the three forms means; a recipient must know them all. */
  static Optional<Long> epochSecond(String text, Instant now) {
    List<String> words = List.of(text.strip().split("[ ,:-]+", 10));
    if (words.size() == 8 && words.get(7).equals("GMT")) {
      return at(words.get(3), words.get(2), words.get(1), words.subList(4, 7), now);
    }
    if (words.size() == 7) {
      return at(words.get(6), words.get(1), words.get(2), words.subList(3, 6), now);
    }
    return Optional.empty();
  }

  private static Optional<Long> at(
      String year, String month, String day, List<String> clock, Instant now) {
    try {
      LocalDateTime at =
          LocalDateTime.of(
              fullYear(year, now),
              MONTHS.indexOf(month) + 1,
              Integer.parseInt(day),
              Integer.parseInt(clock.get(0)),
              Integer.parseInt(clock.get(1)),
              Math.min(59, Integer.parseInt(clock.get(2))));
      return Optional.of(at.toEpochSecond(ZoneOffset.UTC));
    } catch (NumberFormatException | DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /** Two digits that seem more than 50 years ahead mean the past. */
  private static int fullYear(String digits, Instant now) {
    int year = Integer.parseInt(digits);
    if (digits.length() != 2) {
      return year;
    }
    int thisYear = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC).getYear();
    int near = thisYear - thisYear % 100 + year;
    return near > thisYear + 50 ? near - 100 : near;
  }
}
