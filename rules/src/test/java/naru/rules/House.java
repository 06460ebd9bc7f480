package naru.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the code is: the classes of all rooms, and their sources. Immutable. */
final class House {
  /** The package under which each room has one of its own. */
  static final String ROOT = "naru";

  /** A house with bad habits, to show that the rules can fail. */
  static final String BAD_EXAMPLE = "naru.rules.example";

  private static final List<String> SHELVES = List.of("ground", "road", "travel");

  /** All classes of the rooms, without their tests. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/naru/rules/"))
          .importPackages(ROOT);

  /** All classes of the bad example. */
  static final JavaClasses BAD_CLASSES = new ClassFileImporter().importPackages(BAD_EXAMPLE);

  private House() {}

  /** The top of the repository: the nearest directory upwards that holds the shelves. */
  static Path top() {
    for (var place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
      if (Files.isDirectory(place.resolve("ground"))) {
        return place;
      }
    }
    throw new IllegalStateException("not run inside the repository");
  }

  /** Every Java source of the rooms and of the tests in them. */
  static List<Path> sources() {
    return Stream.concat(SHELVES.stream(), Stream.of("proof", "rules"))
        .flatMap(shelf -> javaFilesUnder(top().resolve(shelf)))
        .toList();
  }

  /** Every Java source of the rooms, without tests. */
  static List<Path> mainSources() {
    return sources().stream().filter(file -> file.toString().contains("/src/main/")).toList();
  }

  private static Stream<Path> javaFilesUnder(Path directory) {
    try (var files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The room of a class under a root: {@code wire} for {@code naru.wire.Name}; else empty. */
  static String room(String root, JavaClass type) {
    var name = type.getPackageName();
    if (!name.startsWith(root + ".")) {
      return "";
    }
    var rest = name.substring(root.length() + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  /** A file's name as seen from the top, for complaints. */
  static String shortName(Path file) {
    return file.startsWith(top()) ? top().relativize(file).toString() : file.toString();
  }
}
