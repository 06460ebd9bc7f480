package naru.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;

/** Java sources as the compiler reads them, not compiled. Confined to one thread. */
final class Sources {
  private final SourcePositions positions;
  private final List<CompilationUnitTree> units;

  private Sources(SourcePositions positions, List<CompilationUnitTree> units) {
    this.positions = positions;
    this.units = units;
  }

  static Sources parse(List<Path> files) {
    var compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler()).orElseThrow();
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      var parsed = StreamSupport.stream(task.parse().spliterator(), false);
      return new Sources(
          Trees.instance(task).getSourcePositions(),
          parsed.<CompilationUnitTree>map(unit -> unit).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  /** The first line of a piece of code. */
  long line(CompilationUnitTree unit, Tree code) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, code));
  }

  /** How many lines a piece of code takes. */
  long lines(CompilationUnitTree unit, Tree code) {
    long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, code));
    return end - line(unit, code) + 1;
  }

  static String place(CompilationUnitTree unit, long line) {
    return House.shortName(Path.of(unit.getSourceFile().toUri())) + ":" + line;
  }
}
