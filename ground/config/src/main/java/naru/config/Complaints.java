package naru.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers complaints about one file while it is read. Confined to one thread. */
public final class Complaints {
  private final String file;
  private final List<Complaint> list = new ArrayList<>();
  private final SortedSet<String> asked = new TreeSet<>();

  public Complaints(String file) {
    this.file = file;
  }

  /** The file complained about, as it was named. */
  public String file() {
    return file;
  }

  /** Adds a complaint about {@code line}. */
  public void add(int line, String reason) {
    if (list.size() < Limits.COMPLAINTS) {
      list.add(new Complaint(file, line, reason));
    }
  }

  /** Adds what another reader complained about. */
  public void add(Complaint complaint) {
    list.add(complaint);
  }

  /** Notes that the reader knows a key. */
  void asked(String key) {
    asked.add(key);
  }

  /**
   * Every key that the reader knows, as far as the file led it: {@code listen}, and {@code
   * stub-zones.zone} where there is a stub zone.
   */
  public SortedSet<String> keysAsked() {
    return Collections.unmodifiableSortedSet(asked);
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The complaints in the order of their lines. */
  public List<Complaint> all() {
    return list.stream().sorted(java.util.Comparator.comparingInt(Complaint::line)).toList();
  }

  /** {@code value}, if nothing was complained about. */
  public <T> Configured<T> unlessAny(T value) {
    return isEmpty() ? new Configured.Good<>(value) : new Configured.Bad<>(all());
  }
}
