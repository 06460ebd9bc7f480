package naru.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import naru.config.FileTrouble;
import naru.config.RuntimeDirectory;

/**
 * A directory for the local sockets of this process, inside the one that only its user can enter.
 * Those of processes that are gone are removed on the way.
 */
record PrivateDirectory(Path path) implements AutoCloseable {
  private static final String PREFIX = "p";
  private static final AtomicInteger OPENED = new AtomicInteger();

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
    long pid = ProcessHandle.current().pid();
    Path own = runtime.resolve(PREFIX + pid + "-" + OPENED.incrementAndGet());
    try {
      removeStale(runtime);
      Files.createDirectories(own);
      return new Opened.Open(new PrivateDirectory(own));
    } catch (IOException refused) {
      return new Opened.Refused(own + ": cannot be made: " + FileTrouble.reason(refused));
    }
  }

  private static void removeStale(Path runtime) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(runtime, PREFIX + "[0-9]*-*")) {
      for (Path directory : all) {
        String name = String.valueOf(directory.getFileName());
        long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-')));
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
