package naru.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import naru.server.Reply.Octets;
import naru.server.RequestTarget.Location;
import naru.server.StoredFile.Change;

/**
 * A folder whose files are given out, and nothing outside it: a symbolic link that leaves it leads
 * nowhere, and neither does a name that begins with a dot (but {@code .well-known}, RFC 8615).
 *
 * <p>Small files are kept in memory; after {@link Limits#FRESH} each is compared with the disk
 * before it is given out again. Thread-safe.
 */
public final class Folder implements Content {
  private static final String INDEX = "index.html";

  private final Path root;
  private final FileCache cache = new FileCache();

  /** The folder {@code root}; it is looked at when the server starts. */
  public Folder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /** Why it cannot be served; empty when it can. */
  Optional<String> trouble() {
    if (!Files.exists(root)) {
      return Optional.of(root + ": no such folder");
    }
    if (!Files.isDirectory(root)) {
      return Optional.of(root + ": is not a folder");
    }
    return Files.isReadable(root) && Files.isExecutable(root)
        ? Optional.empty()
        : Optional.of(root + ": may not be read");
  }

  /** The file, if it lies in memory and was compared with the disk just now. Never waits. */
  Optional<StoredFile> fresh(Location location, long nowNanos) {
    return cache.fresh(location.key(), nowNanos);
  }

  /** What is there now. Looks at the disk. */
  Found look(Location location, long nowNanos) {
    try {
      return resolve(location, nowNanos);
    } catch (AccessDeniedException denied) {
      return new Found.Forbidden();
    } catch (IOException | InvalidPathException absent) {
      return new Found.Missing(); // also: a name too long, a file where a directory should be
    }
  }

  private Found resolve(Location location, long nowNanos) throws IOException {
    Path named = root;
    for (String segment : location.segments()) {
      if (segment.startsWith(".") && !segment.equals(".well-known")) {
        return new Found.Missing();
      }
      named = named.resolve(segment);
    }
    Path inside = root.toRealPath();
    Path real = named.toRealPath();
    if (!real.startsWith(inside)) {
      return new Found.Forbidden();
    }
    if (!Files.isDirectory(real)) {
      return location.slash() ? new Found.Missing() : file(location, real, nowNanos);
    }
    if (!location.slash() && !location.segments().isEmpty()) {
      return new Found.WithoutSlash();
    }
    Path index = real.resolve(INDEX);
    if (!Files.exists(index)) {
      return new Found.Forbidden(); // no listing
    }
    Path realIndex = index.toRealPath();
    return realIndex.startsWith(inside)
        ? file(location, realIndex, nowNanos)
        : new Found.Forbidden();
  }

  private Found file(Location location, Path real, long nowNanos) throws IOException {
    var attributes =
        Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile() || !Files.isReadable(real)) {
      return new Found.Forbidden(); // a pipe would block whoever opens it
    }
    Change change =
        new Change(
            attributes.size(),
            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            String.valueOf(attributes.fileKey()));
    Optional<StoredFile> kept = cache.unchanged(location.key(), real, change, nowNanos);
    if (kept.isPresent()) {
      return new Found.Stored(kept.get());
    }
    StoredFile file = read(real, attributes, change);
    cache.put(location.key(), file, nowNanos);
    return new Found.Stored(file);
  }

  private static StoredFile read(Path real, BasicFileAttributes attributes, Change change)
      throws IOException {
    Optional<Octets> content =
        attributes.size() <= Limits.CACHED_FILE_OCTETS ? small(real) : Optional.empty();
    long size = content.map(Octets::length).orElse(attributes.size());
    String tag =
        "\"%x-%x-%x\"".formatted(size, change.modifiedNanos(), change.identity().hashCode());
    return new StoredFile(
        real,
        size,
        attributes.lastModifiedTime().to(TimeUnit.SECONDS),
        tag,
        MediaTypes.of(String.valueOf(real.getFileName())),
        content,
        change);
  }

  /** The whole file, unless it has grown beyond what is kept in memory. */
  private static Optional<Octets> small(Path real) throws IOException {
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      byte[] octets = in.readNBytes(Limits.CACHED_FILE_OCTETS + 1);
      return octets.length <= Limits.CACHED_FILE_OCTETS
          ? Optional.of(new Octets(octets, 0, octets.length))
          : Optional.empty();
    }
  }
}
