package naru.resolver.anchor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.FileTrouble;

/**
 * The file that a trust point is kept in. It is replaced as a whole: whoever reads it, and whoever
 * finds it after the power failed, sees the old text or the new one. Thread-safe as far as one at a
 * time writes.
 */
public final class StateFile {
  private final Path path;

  StateFile(Path path) {
    this.path = path;
  }

  /** What a file holds, or complaints with file and line. */
  public static Configured<TrustPoint> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Optional<TrustPoint> point = StateText.read(AnchorText.read(file, complaints), complaints);
    return point.isPresent()
        ? complaints.unlessAny(point.get())
        : new Configured.Bad<>(complaints.all());
  }

  /** Puts the state into the file; says in words why it could not. */
  Optional<String> write(TrustPoint point) {
    try {
      replace(path.toRealPath(), StateText.write(point));
      return Optional.empty();
    } catch (IOException trouble) {
      return Optional.of(path + " cannot be written: " + FileTrouble.reason(trouble));
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path directory = Optional.ofNullable(target.getParent()).orElse(target);
    Path draft = Files.createTempFile(directory, "." + target.getFileName() + "-", ".new");
    try {
      readableAs(target, draft);
      write(draft, text);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    sync(directory);
  }

  /** A draft is its owner's alone; whoever could read the file should go on to. */
  private static void readableAs(Path target, Path draft) throws IOException {
    PosixFileAttributeView of = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
    if (of != null && to != null) {
      to.setPermissions(of.readAttributes().permissions());
    }
  }

  private static void write(Path draft, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
  }

  /** The new name is in the directory only then; where directories cannot be opened, soon. */
  private static void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      // The file itself is whole either way.
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
