package naru.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This JVM's program and class path, for processes of our own. */
final class Java {
  private Java() {}

  static Path program() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java");
  }

  /** The words that run {@code main} with these arguments in a process of its own. */
  static List<Object> command(Class<?> main, Object... arguments) {
    List<Object> words = new ArrayList<>();
    words.add(program());
    words.addAll(options());
    words.add(main.getName());
    words.addAll(List.of(arguments));
    return words;
  }

  /** The options of {@code ./naru}, and the class path of the tests. */
  static List<String> options() {
    return Stream.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")))
        .toList();
  }
}
