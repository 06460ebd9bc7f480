package naru.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import naru.config.RuntimeDirectory;

/**
 * A directory for the local sockets of this process, inside the one that only its user can enter.
 * Those of processes that are gone are removed on the way.
 */
record PrivateDirectory(Path path) implements AutoCloseable {
  private static final String PREFIX = "p";

  /** The directory, or why there is none. */
  sealed interface Opened {
    record Open(PrivateDirectory directory) implements Opened {}

    record Refused(String reason) implements Opened {}
  }

  static Opened open(Places places) {
    return switch (RuntimeDirectory.open(places.runtime())) {
      case RuntimeDirectory.Found.Refused(String reason) -> new Opened.Refused(reason);
      case RuntimeDirectory.Found.Usable(Path runtime) -> openIn(runtime);
    };
  }

  private static Opened openIn(Path runtime) {
    Path own = runtime.resolve(PREFIX + ProcessHandle.current().pid());
    try {
      removeStale(runtime);
      Files.createDirectories(own);
      return new Opened.Open(new PrivateDirectory(own));
    } catch (IOException refused) {
      return new Opened.Refused(own + ": cannot be made: " + refused.getMessage());
    }
  }

  private static void removeStale(Path runtime) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(runtime, PREFIX + "[0-9]*")) {
      for (Path directory : all) {
        long pid = Long.parseLong(directory.getFileName().toString().substring(PREFIX.length()));
        if (ProcessHandle.of(pid).isEmpty()) {
          remove(directory);
        }
      }
    } catch (NumberFormatException notOurs) {
      // somebody else's name: it stays
    }
  }

  /** Removes it, with what servers left in it. */
  @Override
  public void close() {
    try {
      remove(path);
    } catch (IOException busy) {
      // the next process of ours removes it
    }
  }

  private static void remove(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
