package naru.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads master files (RFC 1035 §5, RFC 2308 §4, RFC 3597 §5).
 *
 * <p>$ORIGIN, $TTL and $INCLUDE are understood, $GENERATE is not. $INCLUDE reads only files at or
 * below the directory of the zone file itself, so that a zone file taken from somebody else opens
 * nothing more; its owner can widen that with {@link #read(Path, Name, Path)}. A relative path
 * starts at the zone file's directory. Octets beyond ASCII are kept as they are.
 *
 * <p>Whether the records make a zone is not asked here. What is held while streaming is one entry.
 */
public final class ZoneFile {
  private ZoneFile() {}

  /** What came of reading. */
  public sealed interface Read {}

  /** All records, in the order of the file. */
  public record Records(List<Record> records) implements Read {
    public Records {
      records = List.copyOf(records);
    }
  }

  /**
   * The first mistake.
   *
   * @param file the file, or the label of the text, it stands in
   * @param line counted from 1; 0 when the file could not be read at all
   * @param reason in words for a person, on one line
   */
  public record Broken(String file, int line, String reason) implements Read {
    @Override
    public String toString() {
      return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
  }

  /** Reads a whole file; relative names are below {@code origin} until a $ORIGIN. */
  public static Read read(Path file, Name origin) {
    return read(file, origin, directoryOf(file));
  }

  /** The same, where $INCLUDE may open any file at or below {@code includable}. */
  public static Read read(Path file, Name origin, Path includable) {
    List<Record> records = new ArrayList<>();
    return gathered(stream(file, origin, includable, records::add), records);
  }

  /** Reads a text that is no file; {@code label} is its name in complaints. No $INCLUDE. */
  public static Read parse(String text, String label, Name origin) {
    List<Record> records = new ArrayList<>();
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ZoneReader reader = new ZoneReader(origin, Optional.empty(), records::add);
    return gathered(reader.read(new ByteArrayInputStream(octets), label), records);
  }

  /** Hands over each record as it is read, until the end or the first mistake. */
  public static Optional<Broken> stream(Path file, Name origin, Consumer<Record> target) {
    return stream(file, origin, directoryOf(file), target);
  }

  private static Optional<Broken> stream(
      Path file, Name origin, Path includable, Consumer<Record> target) {
    ZoneReader.Includes includes =
        new ZoneReader.Includes(directoryOf(file), includable.toAbsolutePath().normalize());
    return new ZoneReader(origin, Optional.of(includes), target).read(file);
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static Read gathered(Optional<Broken> broken, List<Record> records) {
    return broken.isPresent() ? broken.get() : new Records(records);
  }
}
