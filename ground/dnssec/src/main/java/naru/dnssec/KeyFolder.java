package naru.dnssec;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * A directory with the keys of zones, which nobody but its owner can enter: {@code naru.test.csk}
 * for one key, {@code naru.test.ksk} and {@code naru.test.zsk} for two, {@code @.csk} for the root.
 * What is missing is made; what is there stays, be it of another algorithm. Of two processes that
 * make the same key at once, the first wins and both use it. Immutable, thread-safe.
 */
public final class KeyFolder {
  private final Path directory;

  /** The keys in {@code directory}, which is made when the first key is. */
  public KeyFolder(Path directory) {
    this.directory = directory;
  }

  /** What came of looking for the keys of a zone. */
  public sealed interface Found {
    /** They are there. */
    record Keys(List<SigningKey> keys) implements Found {
      public Keys {
        keys = List.copyOf(keys);
      }
    }

    /** They are not, and could not be made: file and reason, for a person. */
    record Refused(String reason) implements Found {}
  }

  /** The keys of a zone. */
  public Found keysOf(Name zone, KeyPlan plan) {
    List<SigningKey> keys = new ArrayList<>();
    for (KeyPlan.Role role : plan.roles()) {
      Path file = directory.resolve(fileName(zone, role));
      try {
        switch (readOrMake(file, plan.algorithm(), role)) {
          case Parsed.Ok<SigningKey>(SigningKey key) -> keys.add(key);
          case Parsed.Malformed<SigningKey>(String reason, _) -> {
            return new Found.Refused(file + ": " + reason);
          }
        }
      } catch (IOException refused) {
        return new Found.Refused(file + ": " + reason(refused));
      }
    }
    return new Found.Keys(keys);
  }

  private Parsed<SigningKey> readOrMake(Path file, int algorithm, KeyPlan.Role role)
      throws IOException {
    if (!Files.exists(file)) {
      OwnerFile.makeDirectory(directory);
      OwnerFile.writeOnce(file, SigningKey.generate(algorithm, role.secureEntryPoint).write());
    }
    Optional<String> openness = OwnerFile.openness(file);
    return openness.isPresent()
        ? new Parsed.Malformed<>(
            "others may read this private key (" + openness.orElseThrow() + "): chmod 600 it", 0)
        : SigningKey.read(OwnerFile.read(file, Limits.KEY_FILE_OCTETS));
  }

  private static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case IOException other -> String.valueOf(other.getMessage());
    };
  }

  /** Any name is a name of a file: octets that may not be come as {@code %2f}. */
  private static String fileName(Name zone, KeyPlan.Role role) {
    String name =
        zone.isRoot()
            ? "@"
            : zone.lowerCase().labels().stream()
                .map(KeyFolder::plain)
                .collect(Collectors.joining("."));
    return name + "." + role.name().toLowerCase(Locale.ROOT);
  }

  private static String plain(byte[] label) {
    StringBuilder text = new StringBuilder();
    for (byte octet : label) {
      char c = (char) (octet & 0xff);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    return text.toString();
  }
}
