package naru.resolver.anchor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.config.Complaints;
import naru.config.FileTrouble;
import naru.resolver.Limits;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.ZoneFile;

/**
 * DS and DNSKEY records as a text: a master file (RFC 1035 §5) without directives, in which a
 * record may lack its TTL. Comments begin with a semicolon anywhere, or with {@code #} or {@code
 * //} at the start of a line. They are kept, because some files say more in them. Immutable.
 */
public record AnchorText(List<Entry> entries, List<Remark> remarks) {
  /** What a record without a TTL gets: how long it lives is decided by who answers. */
  private static final String DEFAULT_TTL = "$TTL 86400\n";

  public AnchorText {
    entries = List.copyOf(entries);
    remarks = List.copyOf(remarks);
  }

  /**
   * A record and the comment behind it.
   *
   * @param line where it begins, from 1
   */
  public record Entry(int line, Record record, String comment) {
    /** A DS or a DNSKEY. */
    public RecordData data() {
      return record.data().orThrow();
    }
  }

  /** A line that is only a comment, without the signs that make it one. */
  public record Remark(int line, String text) {}

  /** What a file says; nothing where it cannot be read, which is a complaint. */
  public static AnchorText read(Path file, Complaints complaints) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(Limits.ANCHOR_FILE_OCTETS + 1);
      if (octets.length <= Limits.ANCHOR_FILE_OCTETS) {
        return parse(new String(octets, StandardCharsets.ISO_8859_1), complaints);
      }
      complaints.add(0, "larger than " + Limits.ANCHOR_FILE_OCTETS + " octets");
    } catch (IOException unreadable) {
      complaints.add(0, FileTrouble.reason(unreadable));
    }
    return new AnchorText(List.of(), List.of());
  }

  /** What a text says, as far as there is nothing to complain about. */
  public static AnchorText parse(String text, Complaints complaints) {
    Cutter cutter = new Cutter(complaints);
    text.lines().forEach(cutter::line);
    return cutter.end();
  }

  /** Puts lines together that a parenthesis joins. Confined to one thread. */
  private static final class Cutter {
    private final Complaints complaints;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final StringBuilder entry = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private int number;
    private int firstLine;
    private int depth;

    Cutter(Complaints complaints) {
      this.complaints = complaints;
    }

    void line(String line) {
      number++;
      String stripped = line.strip();
      if (depth == 0) {
        if (stripped.startsWith(";")) {
          remarks.add(new Remark(number, stripped.replaceFirst("^;+", "")));
        }
        boolean says = !stripped.isEmpty() && !";#".contains(stripped.substring(0, 1));
        if (!says || stripped.startsWith("//")) {
          return;
        }
        firstLine = number;
      }
      add(line);
      if (depth == 0) {
        cut();
      }
    }

    private void add(String line) {
      int semicolon = line.indexOf(';');
      String records = semicolon < 0 ? line : line.substring(0, semicolon);
      depth += (int) records.chars().filter(c -> c == '(').count();
      depth = Math.max(0, depth - (int) records.chars().filter(c -> c == ')').count());
      entry.append(records).append('\n');
      comment.append(semicolon < 0 ? "" : line.substring(semicolon));
    }

    private void cut() {
      switch (ZoneFile.parse(DEFAULT_TTL + entry, complaints.file(), Name.ROOT)) {
        case ZoneFile.Broken broken ->
            complaints.add(firstLine + Math.max(0, broken.line() - 2), broken.reason());
        case ZoneFile.Records(List<Record> read) when read.size() != 1 ->
            complaints.add(firstLine, "a DS or DNSKEY record is expected, not a directive");
        case ZoneFile.Records(List<Record> read) -> add(read.getFirst());
      }
      entry.setLength(0);
      comment.setLength(0);
    }

    private void add(Record record) {
      whyNot(record)
          .ifPresentOrElse(
              reason -> complaints.add(firstLine, reason),
              () -> entries.add(new Entry(firstLine, record, comment.toString())));
    }

    private static Optional<String> whyNot(Record record) {
      if (!record.recordClass().equals(RecordClass.IN)) {
        return Optional.of("class IN is expected, not " + record.recordClass());
      }
      Optional<RecordData> data = record.data().ok();
      if (data.isEmpty()) {
        return Optional.of("the data does not fit type " + record.type());
      }
      boolean anchor =
          data.get() instanceof RecordData.Ds || data.get() instanceof RecordData.Dnskey;
      return anchor
          ? Optional.empty()
          : Optional.of("a DS or DNSKEY record is expected, not " + record.type());
    }

    AnchorText end() {
      if (depth > 0) {
        complaints.add(firstLine, "parenthesis without its end");
      }
      return new AnchorText(entries, remarks);
    }
  }
}
