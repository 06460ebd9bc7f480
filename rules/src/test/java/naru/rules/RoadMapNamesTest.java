package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The map names what there is: every class in backticks on {@code docs/ROAD.md} exists, and has the
 * method that stands behind its dot.
 */
class RoadMapNamesTest {
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][a-z0-9]\\w*)(?:\\.([a-z]\\w*))?`");

  @Test
  void everyClassAndMethodOnTheMapExists() throws IOException {
    var page = Files.readString(House.top().resolve("docs/ROAD.md"));
    assertThat(named(page)).hasSizeGreaterThan(40);
    assertThat(strangers(page)).isEmpty();
  }

  @Test
  void whatThereIsNotIsSeen() {
    assertThat(strangers("`Visit.walk` and `Visit.fly`, `Carpet`, `Step`, `--walk`, `naru.wire`"))
        .containsExactly("`Visit.fly`", "`Carpet`");
  }

  private static List<String> named(String page) {
    return NAMED.matcher(page).results().map(found -> found.group()).toList();
  }

  private static List<String> strangers(String page) {
    return NAMED
        .matcher(page)
        .results()
        .filter(found -> !exists(found.group(1), Optional.ofNullable(found.group(2))))
        .map(found -> found.group())
        .toList();
  }

  private static boolean exists(String type, Optional<String> method) {
    return House.CLASSES.stream()
            .anyMatch(known ->
                known.getSimpleName().equals(type)
                    && method.map(name -> hasMethod(known, name)).orElse(true))
        || method.isEmpty()
            && House.sources().stream().anyMatch(file -> file.endsWith(type + ".java"));
  }

  private static boolean hasMethod(JavaClass type, String name) {
    return type.getMethods().stream().anyMatch(method -> method.getName().equals(name));
  }
}
