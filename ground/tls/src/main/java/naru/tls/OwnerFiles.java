package naru.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that only their owner may read, and that appear whole or not at all.
 *
 * <p>A file is written beside its place, forced to the disk, and then linked (the first writer
 * wins) or renamed (the last writer wins). Stateless.
 */
final class OwnerFiles {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final Set<PosixFilePermission> STRANGERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private OwnerFiles() {}

  /** Makes the directory with mode 0700, or closes an existing one to others. */
  static void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      if (isPosix(directory) && !othersMay(directory, OTHERS).isEmpty()) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
      return;
    }
    Files.createDirectories(parent(directory));
    try {
      if (isPosix(parent(directory))) {
        Files.createDirectory(directory, mode("rwx------"));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException another) {
      if (!Files.isDirectory(directory)) {
        throw another;
      }
    }
  }

  /** Whether somebody else could have put files into this directory. */
  static boolean strangersMayWrite(Path directory) throws IOException {
    return isPosix(directory) && !othersMay(directory, STRANGERS_WRITE).isEmpty();
  }

  /** Whether somebody else could read this file. */
  static boolean strangersMayRead(Path file) throws IOException {
    return isPosix(file) && !othersMay(file, OTHERS).isEmpty();
  }

  static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Puts the text there unless a file is there already; true when this call did it. */
  static boolean publishOnce(Path target, String text) throws IOException {
    Path draft = draft(target, text);
    try {
      Files.createLink(target, draft);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    } catch (UnsupportedOperationException noLinks) {
      throw new IOException("the file system has no hard links", noLinks);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Puts the text there in place of whatever was. */
  static void replace(Path target, String text) throws IOException {
    Path draft = draft(target, text);
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path draft(Path target, String text) throws IOException {
    // createTempFile gives mode 0600 on POSIX systems.
    Path draft = Files.createTempFile(parent(target), ".draft-", ".pem");
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true); // a link to a file that a power cut emptied would be a broken root
    }
    return draft;
  }

  /** Reads a text of bounded size. */
  static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    try (var in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(Limits.PEM_FILE_BYTES + 1);
      if (octets.length > Limits.PEM_FILE_BYTES) {
        throw new IOException("it is larger than " + Limits.PEM_FILE_BYTES + " bytes");
      }
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  private static Path parent(Path path) {
    Path absolute = path.toAbsolutePath();
    return Optional.ofNullable(absolute.getParent()).orElse(absolute);
  }

  /** The reason without the file's name, which the trouble names already. */
  static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException taken -> "it exists and is not a directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static Set<PosixFilePermission> othersMay(Path path, Set<PosixFilePermission> what)
      throws IOException {
    Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
    granted.addAll(Files.getPosixFilePermissions(path));
    granted.retainAll(what);
    return granted;
  }

  private static java.nio.file.attribute.FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
