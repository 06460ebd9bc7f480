package naru.world;

import java.nio.file.Path;

/**
 * How a world is run, as against what it consists of. Immutable.
 *
 * @param sockets an existing directory of our own for its local sockets
 * @param authority the directory of the local CA; the key of the root zone lies beside it
 * @param ports wanted; {@link Ports#STANDARD} falls back to high ones where they cannot be had
 * @param overHttps the resolver also answers DNS over HTTPS, at its own address
 */
public record WorldSettings(Path sockets, Path authority, Ports ports, boolean overHttps) {
  /** The directory of the key that the world's root zone is signed with. */
  public Path keys() {
    return authority.resolveSibling("dnssec");
  }
}
