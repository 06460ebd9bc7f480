package naru.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import naru.config.FileTrouble;
import naru.connection.BodySink;

/**
 * A body on its way into a file, which is opened when the first octets come: a visit that fails
 * before leaves what was there. Confined to one thread.
 */
final class BodyFile implements BodySink {
  /** Nobody wants the body. */
  static final BodyFile NONE = new BodyFile(Optional.empty());

  private final Optional<Path> file;
  private Optional<OutputStream> out = Optional.empty();
  private Optional<IOException> failure = Optional.empty();

  private BodyFile(Optional<Path> file) {
    this.file = file;
  }

  static BodyFile at(Path file) {
    return new BodyFile(Optional.of(file));
  }

  @Override
  public void take(byte[] octets, int from, int length) {
    if (file.isPresent() && failure.isEmpty()) {
      try {
        open(file.get()).write(octets, from, length);
      } catch (IOException full) {
        failure = Optional.of(full);
      }
    }
  }

  private OutputStream open(Path path) throws IOException {
    if (out.isEmpty()) {
      out = Optional.of(Files.newOutputStream(path));
    }
    return out.get();
  }

  /** Closes the file, which an empty body leaves empty; one line when not all could be written. */
  Optional<String> finish(boolean arrived) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (arrived && failure.isEmpty()) {
        OutputStream _ = open(file.get());
      }
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException full) {
      failure = failure.or(() -> Optional.of(full));
    }
    return failure.map(why -> file.get() + ": cannot be written: " + FileTrouble.reason(why));
  }
}
