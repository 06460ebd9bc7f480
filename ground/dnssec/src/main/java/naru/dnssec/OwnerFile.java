package naru.dnssec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that its owner alone may read, and that appears whole or not at all. Stateless. */
final class OwnerFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerFile() {}

  /** Makes a directory of mode 0700 where there is none. */
  static void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Files.createDirectories(parent(directory));
    try {
      if (isPosix(parent(directory))) {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException another) {
      if (!Files.isDirectory(directory)) {
        throw new IOException(directory + " is no directory", another);
      }
    }
  }

  /** Writes a file unless one is there already: beside its place first, then linked. */
  static void writeOnce(Path target, byte[] content) throws IOException {
    // createTempFile gives mode 0600 on POSIX systems.
    Path draft = Files.createTempFile(parent(target), ".draft-", ".key");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer octets = ByteBuffer.wrap(content);
        while (octets.hasRemaining()) {
          channel.write(octets);
        }
        channel.force(true); // a key that a power cut emptied would be a zone nobody believes
      }
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException another) {
      return; // the first writer wins
    } catch (UnsupportedOperationException noLinks) {
      throw new IOException("the file system has no hard links", noLinks);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** The permissions of a file that others may read; empty where nobody else may. */
  static Optional<String> openness(Path file) throws IOException {
    if (!isPosix(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    return OWNER.containsAll(granted)
        ? Optional.empty()
        : Optional.of(PosixFilePermissions.toString(granted));
  }

  /** Reads a file of bounded size. */
  static byte[] read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(limit + 1);
      if (octets.length > limit) {
        throw new IOException("it is larger than " + limit + " octets");
      }
      return octets;
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Path parent(Path path) {
    Path absolute = path.toAbsolutePath();
    return Optional.ofNullable(absolute.getParent()).orElse(absolute);
  }
}
