package naru.app;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import naru.connection.BodySink;

/** A body on its way into a file; the first failure is told at the end. */
final class BodyFile implements BodySink {
  private final OutputStream out;
  private Optional<IOException> failure = Optional.empty();

  BodyFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public void take(byte[] octets, int from, int length) {
    if (failure.isEmpty()) {
      try {
        out.write(octets, from, length);
      } catch (IOException full) {
        failure = Optional.of(full);
      }
    }
  }

  void complain() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
