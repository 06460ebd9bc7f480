package naru.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Why a key, a certificate, a trust store or the local CA cannot be used. Immutable. */
public sealed interface TlsTrouble {

  /** The file or directory cannot be read. */
  record Unreadable(Path file, String reason) implements TlsTrouble {}

  /** The file or directory cannot be written. */
  record Unwritable(Path file, String reason) implements TlsTrouble {}

  /** The file holds something else than it should. */
  record Malformed(Path file, String reason) implements TlsTrouble {}

  /** Others than the owner may reach what must be private. */
  record Exposed(Path file, String permissions, String remedy) implements TlsTrouble {}

  /** The private key does not belong to the first certificate. */
  record KeyMismatch(Path certificateFile, Path keyFile) implements TlsTrouble {}

  /** The local root has ended. */
  record RootExpired(Path file, Instant notAfter) implements TlsTrouble {}

  /** The local root may not vouch for this name. */
  record NotPermitted(Path rootFile, String name, List<String> permitted) implements TlsTrouble {}

  /** The name is neither a DNS name nor an IP address. */
  record NotAName(String name) implements TlsTrouble {}

  /** The local CA holds as many leaves as it may. */
  record TooManyLeaves(Path directory, int limit) implements TlsTrouble {}

  /** One clear line that names the guilty file. */
  default String line() {
    return switch (this) {
      case Unreadable(Path file, String reason) -> "cannot read " + file + ": " + reason;
      case Unwritable(Path file, String reason) -> "cannot write " + file + ": " + reason;
      case Malformed(Path file, String reason) -> file + ": " + reason;
      case Exposed(Path file, String permissions, String remedy) ->
          file + " is open to others (" + permissions + "): " + remedy;
      case KeyMismatch(Path certificate, Path key) ->
          "the key in " + key + " does not belong to the first certificate in " + certificate;
      case RootExpired(Path file, Instant notAfter) ->
          "the local root in " + file + " ended at " + notAfter + ": remove it to make a new one";
      case NotPermitted(Path rootFile, String name, List<String> permitted) ->
          "the local root in %s may not vouch for %s (only for %s): name it when the root is made"
              .formatted(rootFile, name, String.join(", ", permitted));
      case NotAName(String name) -> "\"" + name + "\" is neither a DNS name nor an IP address";
      case TooManyLeaves(Path directory, int limit) ->
          directory + " holds " + limit + " certificates, which is the limit: remove some";
    };
  }
}
