package naru.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * A hosts file, read when a name is first looked up and again whenever it has changed: what a
 * person wrote by hand wins over everything. While a changed file cannot be read, its last good
 * state stays; a file that is gone has no lines.
 *
 * <p>Thread-safe: an immutable state is replaced as a whole; two threads may read the file at the
 * same time.
 */
public final class HostsFile implements NameSource {
  private final Path file;
  private volatile State state = new State(Stamp.NONE, HostsTable.EMPTY, Condition.ABSENT, "");

  private HostsFile(Path file) {
    this.file = file;
  }

  /** The hosts file at {@code file}; nothing is read yet. */
  public static HostsFile at(Path file) {
    return new HostsFile(file);
  }

  /** The system's own. */
  public static HostsFile system() {
    return at(Path.of("/etc/hosts"));
  }

  private enum Condition {
    READ,
    ABSENT,
    UNREADABLE
  }

  private record State(Stamp stamp, HostsTable table, Condition condition, String problem) {}

  /** How a changed file is noticed: one call to the kernel. */
  private record Stamp(long octets, Optional<FileTime> modified, Optional<Object> inode) {
    static final Stamp NONE = new Stamp(-1, Optional.empty(), Optional.empty());

    static Stamp of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // A pipe, as a shell's <(...) gives, can be read only once: it never changes.
        return attributes.isRegularFile()
            ? new Stamp(
                attributes.size(),
                Optional.of(attributes.lastModifiedTime()),
                Optional.ofNullable(attributes.fileKey()))
            : new Stamp(0, Optional.empty(), Optional.ofNullable(attributes.fileKey()));
      } catch (IOException gone) {
        return NONE;
      }
    }
  }

  private State current() {
    State known = state;
    Stamp stamp = Stamp.of(file);
    if (stamp.equals(Stamp.NONE) && known.condition == Condition.ABSENT) {
      return known;
    }
    // New permissions leave the stamp as it was: what could not be read is tried again.
    if (!stamp.equals(known.stamp) || known.condition == Condition.UNREADABLE) {
      known = read(stamp, known);
      state = known;
    }
    return known;
  }

  private State read(Stamp stamp, State before) {
    return switch (ConfigText.read(file, Limits.HOSTS_OCTETS)) {
      case ConfigText.Read(String text) ->
          new State(stamp, HostsTable.parse(file.toString(), text), Condition.READ, "");
      case ConfigText.Absent() -> new State(stamp, HostsTable.EMPTY, Condition.ABSENT, "");
      case ConfigText.Unreadable(String reason) ->
          new State(stamp, before.table, Condition.UNREADABLE, reason);
    };
  }

  /** Why this file cannot be used, in one line that names it; empty when it can. */
  public Optional<String> problem() {
    State now = current();
    return switch (now.condition) {
      case READ -> Optional.empty();
      case ABSENT -> Optional.of(file + ": no such file");
      case UNREADABLE -> Optional.of(file + ": " + now.problem);
    };
  }

  /** The lines that were skipped when it was last read. */
  public List<Complaint> complaints() {
    return current().table.complaints();
  }

  /** Whether some line has {@code name}. */
  boolean knows(Name name) {
    return !current().table.find(name).isEmpty();
  }

  @Override
  public Finding find(Asked asked) {
    Trace.Span step = asked.trace().begin(Step.Hosts::new, asked.name().toHost());
    State now = current();
    List<HostsTable.Entry> entries = wanted(now.table.find(asked.name()), asked.types());
    describe(step, now);
    if (entries.isEmpty()) {
      step.end(now.condition == Condition.ABSENT ? Outcome.ABSENT : Outcome.MISS);
      return new Finding.Unknown();
    }
    List<RecordSet> sets = sets(asked.name(), entries);
    step.put("line", entries.getFirst().line());
    step.put("addresses", FoundText.data(sets));
    step.end(Outcome.HIT);
    HostsLine line = new HostsLine(file.toString(), entries.getFirst().line());
    return new Finding.Found(sets, Optional.of(line));
  }

  private void describe(Trace.Span step, State now) {
    if (!step.isOn()) {
      return;
    }
    step.put("file", file.toString());
    if (now.condition == Condition.UNREADABLE) {
      step.put("problem", now.problem);
    }
    if (!now.table.complaints().isEmpty()) {
      List<String> lines = new ArrayList<>();
      now.table.complaints().forEach(complaint -> lines.add(complaint.toString()));
      step.put("complaints", lines);
    }
  }

  private static List<HostsTable.Entry> wanted(
      List<HostsTable.Entry> entries, List<RecordType> types) {
    List<HostsTable.Entry> wanted = new ArrayList<>();
    for (HostsTable.Entry entry : entries) {
      if (types.contains(RecordData.address(entry.address()).type())) {
        wanted.add(entry);
      }
    }
    return wanted;
  }

  /** As records that may not be kept: the file is looked at each time. */
  private static List<RecordSet> sets(Name name, List<HostsTable.Entry> entries) {
    List<Record> records = new ArrayList<>();
    for (HostsTable.Entry entry : entries) {
      records.add(Record.of(name, 0, RecordData.address(entry.address())));
    }
    return RecordSet.group(records);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
