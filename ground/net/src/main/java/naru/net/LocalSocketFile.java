package naru.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * The file of a local socket: made for its owner alone, in a directory that only the owner can
 * enter; removed when stale and at the end. Immutable.
 *
 * @param key which file it is, so that a successor's is never removed
 */
record LocalSocketFile(Path path, UserPrincipal owner, Optional<Object> key) {
  /** Somebody answers on this socket, or the path is no socket at all. */
  static boolean isTaken(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    // Connecting to an ordinary file is refused like a stale socket; it is not ours to remove.
    return !attributes(path).isOther() || answers(path);
  }

  private static boolean answers(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException _) {
      return false;
    }
  }

  /** Binds {@code listener} to a path that is not taken, in place of a stale file. */
  static LocalSocketFile bind(ServerSocketChannel listener, Path path) throws IOException {
    Files.deleteIfExists(path);
    listener.bind(UnixDomainSocketAddress.of(path), Limits.BACKLOG);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    return new LocalSocketFile(path, owner, Optional.ofNullable(attributes(path).fileKey()));
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the kernel says that the peer runs as the user who owns this file: ourselves. */
  boolean isOfOwner(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner);
  }

  /** Removes the file, unless another server has put its own there meanwhile. */
  void remove() {
    try {
      if (key.equals(Optional.ofNullable(attributes(path).fileKey()))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException _) {
      // Gone already, or its directory is: a stale file is dealt with by the next to bind.
    }
  }
}
