package naru.resolver.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that a configuration file names. */
public final class FilePaths {
  private FilePaths() {}

  /** The file, relative to the configuration's directory; empty for what is no path. */
  public static Optional<Path> in(Path directory, String text) {
    try {
      return Optional.of(directory.resolve(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
