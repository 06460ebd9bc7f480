package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of limits is true: {@code docs/LIMITS.md} has, under a heading with each package's name,
 * a row for every constant of its {@code Limits}, with its value and a reason, and no other.
 */
class LimitsPageTest {
  private static final Pattern HEADING = Pattern.compile("#+ `(naru[.a-z0-9]*)`");

  /** A name, a value (with another way to say it in parentheses, maybe), and a reason. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z][A-Z0-9_]*)` \\| ([^|(]+?)(?: \\([^|]*\\))? \\| [^|]*\\S[^|]* \\|");

  private static final Map<String, Long> UNITS_IN_MILLIS =
      Map.of("d", 86_400_000L, "h", 3_600_000L, "min", 60_000L, "s", 1_000L);

  @Test
  void eachLimitOfTheCodeStandsOnThePageWithItsValueAndNoOther() throws IOException {
    var page = Files.readAllLines(House.top().resolve("docs/LIMITS.md"));
    assertThat(onThePage(page)).containsExactlyInAnyOrderElementsOf(inTheCode());
  }

  @Test
  void theCodeHasLimits() {
    assertThat(inTheCode())
        .contains("naru.visit REDIRECTS 50", "naru.connection ATTEMPT_DELAY 250 ms");
  }

  @Test
  void rowsAreReadUnderTheirHeading() {
    var page =
        """
        | `BEFORE` | 1 | no heading yet |
        ### `naru.wire`
        | limit | value | why |
        |---|---|---|
        | `DEPTH` | 8 | because |
        | `NO_REASON` | 8 | |
        | `OCTETS` | 4,194,304 (4 MiB) | `code` and (words) |
        ## What is not there
        | `AFTER` | 1 | another chapter |
        """;
    assertThat(onThePage(page.lines().toList()))
        .containsExactly("naru.wire DEPTH 8", "naru.wire OCTETS 4,194,304");
  }

  @Test
  void valuesAreWrittenInTheirLargestWholeUnit() {
    assertThat(Stream.of(Duration.ofDays(3650), Duration.ofMinutes(15), Duration.ofMillis(1500)))
        .extracting(LimitsPageTest::text)
        .containsExactly("3,650 d", "15 min", "1,500 ms");
    assertThat(text(8L << 30)).isEqualTo("8,589,934,592");
    assertThat(text(1_000.0)).isEqualTo("1,000");
  }

  private static List<String> onThePage(List<String> page) {
    var rows = new ArrayList<String>();
    String room = "";
    for (var line : page) {
      if (line.startsWith("#")) {
        var heading = HEADING.matcher(line);
        room = heading.matches() ? heading.group(1) : "";
      }
      var row = ROW.matcher(line);
      if (!room.isEmpty() && row.matches()) {
        rows.add(room + " " + row.group(1) + " " + row.group(2));
      }
    }
    return rows;
  }

  private static List<String> inTheCode() {
    return House.CLASSES.stream()
        .filter(type -> type.getSimpleName().equals("Limits"))
        .map(JavaClass::reflect)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
        .map(LimitsPageTest::row)
        .toList();
  }

  private static String row(Field field) {
    try {
      field.setAccessible(true);
      var room = field.getDeclaringClass().getPackageName();
      return room + " " + field.getName() + " " + text(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case Duration time -> span(time.toMillis());
      case Double number -> String.format(Locale.ROOT, "%,.0f", number);
      default -> String.format(Locale.ROOT, "%,d", value);
    };
  }

  private static String span(long millis) {
    return Stream.of("d", "h", "min", "s")
        .filter(unit -> millis % UNITS_IN_MILLIS.getOrDefault(unit, 1L) == 0)
        .findFirst()
        .map(unit -> text(millis / UNITS_IN_MILLIS.getOrDefault(unit, 1L)) + " " + unit)
        .orElseGet(() -> text(millis) + " ms");
  }
}
