package naru.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directory of local sockets, which only its user can enter. Whoever finds another user's
 * directory in its place, or one that others can enter, is refused: a socket in it could be
 * anybody's.
 */
public final class RuntimeDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private RuntimeDirectory() {}

  /** The directory, or why there is none. */
  public sealed interface Found {
    /** It is there, and ours alone. */
    record Usable(Path path) implements Found {}

    /** It cannot be used: one line that names it. */
    record Refused(String reason) implements Found {}
  }

  /** Where it is: below {@code XDG_RUNTIME_DIR}, else in the temporary directory. */
  public static Path path(Map<String, String> environment, String user, Path temporary) {
    return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .filter(dir -> !dir.isEmpty())
        .map(dir -> Path.of(dir, "naru"))
        .orElse(temporary.resolve("naru-" + user));
  }

  /** The directory, made if need be. */
  public static Found open(Path path) {
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      return judge(path);
    } catch (IOException refused) {
      return new Found.Refused(path + ": cannot be made: " + FileTrouble.reason(refused));
    }
  }

  private static Found judge(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()) {
      return new Found.Refused(path + ": is not a directory");
    }
    String owner = attributes.owner().getName();
    String self = System.getProperty("user.name", "");
    if (!owner.equals(self)) {
      return new Found.Refused(path + ": belongs to " + owner + ", not to " + self);
    }
    if (!OWNER_ONLY.containsAll(attributes.permissions())) {
      return new Found.Refused(path + ": others can enter it; its mode must be 0700");
    }
    return new Found.Usable(path);
  }
}
