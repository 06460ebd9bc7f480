package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes that invite reading. */
class SizesTest {
  private static final int LINES_OF_A_FILE = 500;
  private static final int COLUMNS_OF_A_LINE = 100;
  private static final int LINES_OF_A_METHOD = 60;

  /** Methods that may be longer, each with the reason. */
  private static final Map<String, String> EXCUSED =
      Map.of("RecordDataCodec.write", "one arm of a switch for each type of record");

  @Test
  void filesAndLinesInviteReading() {
    assertThat(tooLongFilesAndLines(House.sources())).isEmpty();
  }

  @Test
  void methodsTellOneThing() {
    assertThat(tooLongMethods(House.sources())).isEmpty();
  }

  @Test
  void badSizesAreSeen(@TempDir Path directory) throws IOException {
    var lines = new ArrayList<>(List.of("class Long {", "  void tooLong() {"));
    IntStream.range(0, LINES_OF_A_FILE).forEach(_ -> lines.add("    ;"));
    lines.addAll(List.of("  }", "// " + "x".repeat(COLUMNS_OF_A_LINE), "}"));
    var file = Files.write(directory.resolve("Long.java"), lines);

    assertThat(tooLongFilesAndLines(List.of(file)))
        .anyMatch(line -> line.endsWith("505 lines"))
        .anyMatch(line -> line.endsWith(":504: 103 columns"));
    assertThat(tooLongMethods(List.of(file)))
        .singleElement()
        .asString()
        .endsWith(":2: tooLong has 502 lines");
  }

  private static List<String> tooLongFilesAndLines(List<Path> files) {
    return files.stream().flatMap(SizesTest::complaints).toList();
  }

  private static Stream<String> complaints(Path file) {
    var lines = read(file);
    var wide =
        IntStream.range(0, lines.size())
            .filter(i -> columns(lines.get(i)) > COLUMNS_OF_A_LINE)
            .filter(i -> !lines.get(i).startsWith("import "))
            .mapToObj(i ->
                "%s:%d: %d columns".formatted(House.shortName(file), i + 1, columns(lines.get(i))));
    var all =
        lines.size() > LINES_OF_A_FILE
            ? Stream.of("%s: %d lines".formatted(House.shortName(file), lines.size()))
            : Stream.<String>empty();
    return Stream.concat(all, wide);
  }

  private static int columns(String line) {
    return line.codePointCount(0, line.length());
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> tooLongMethods(List<Path> files) {
    var sources = Sources.parse(files);
    var complaints = new ArrayList<String>();
    for (var unit : sources.units()) {
      methodScanner(sources, unit, complaints).scan(unit, null);
    }
    return complaints;
  }

  /** A method's name with its file's: {@code RecordDataCodec.write}. */
  private static String name(CompilationUnitTree unit, MethodTree method) {
    var file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    return file.replace(".java", ".") + method.getName();
  }

  private static TreeScanner<@Nullable Void, @Nullable Void> methodScanner(
      Sources sources, CompilationUnitTree unit, List<String> complaints) {
    return new TreeScanner<>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void ignored) {
        long lines = sources.lines(unit, method);
        if (lines > LINES_OF_A_METHOD && !EXCUSED.containsKey(name(unit, method))) {
          var place = Sources.place(unit, sources.line(unit, method));
          complaints.add("%s: %s has %d lines".formatted(place, method.getName(), lines));
        }
        return super.visitMethod(method, null);
      }
    };
  }
}
