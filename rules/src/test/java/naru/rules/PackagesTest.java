package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every package says what it is, and knows no null. */
class PackagesTest {
  @Test
  void everyPackageSaysWhatItIs() {
    assertThat(silentPackages(House.mainSources())).isEmpty();
  }

  @Test
  void silentPackagesAreSeen(@TempDir Path directory) throws IOException {
    var without = Files.createDirectories(directory.resolve("without")).resolve("A.java");
    var bare = Files.createDirectories(directory.resolve("bare")).resolve("package-info.java");
    Files.writeString(without, "class A {}");
    Files.writeString(bare, "package bare;");

    assertThat(silentPackages(List.of(without, bare)))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith("without: no package-info.java"),
            line -> assertThat(line).endsWith("bare: not @NullMarked"),
            line -> assertThat(line).endsWith("bare: no word about what it is"));
  }

  private static List<String> silentPackages(List<Path> sources) {
    return sources.stream()
        .map(file -> Objects.requireNonNull(file.getParent()))
        .distinct()
        .flatMap(PackagesTest::complaints)
        .toList();
  }

  private static Stream<String> complaints(Path directory) {
    var info = directory.resolve("package-info.java");
    var name = House.shortName(directory);
    if (!Files.exists(info)) {
      return Stream.of(name + ": no package-info.java");
    }
    var text = read(info);
    return Stream.of(
            text.contains("@NullMarked") ? "" : name + ": not @NullMarked",
            text.contains("/**") ? "" : name + ": no word about what it is")
        .filter(line -> !line.isEmpty());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
