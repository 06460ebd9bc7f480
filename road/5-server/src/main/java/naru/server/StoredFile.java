package naru.server;

import java.nio.file.Path;
import java.util.Optional;
import naru.server.Reply.Octets;

/**
 * A file as it was when it was looked at. Immutable.
 *
 * @param path without symbolic links
 * @param entityTag strong, quotes included
 * @param lastModified in seconds of the epoch
 * @param content all of it, when it is small
 * @param change what would differ if it were another file or had been written to
 */
record StoredFile(
    Path path,
    long size,
    long lastModified,
    String entityTag,
    String mediaType,
    Optional<Octets> content,
    Change change) {

  /** What tells one state of a file from another. */
  record Change(long size, long modifiedNanos, String identity) {}

  /** The octets from {@code offset} on. */
  Reply.Body part(long offset, long length) {
    return content
        .<Reply.Body>map(
            all -> new Octets(all.array(), Math.toIntExact(offset), Math.toIntExact(length)))
        .orElseGet(() -> new Reply.FilePart(path, offset, length));
  }
}
