package naru.names;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, up to a limit. Confined to one thread. */
final class Complaints {
  private final String file;
  private final List<Complaint> list = new ArrayList<>();
  private int leftOut;
  private int lastLine;

  Complaints(String file) {
    this.file = file;
  }

  void add(int line, String reason) {
    if (list.size() < Limits.COMPLAINTS) {
      list.add(new Complaint(file, line, reason));
    } else {
      leftOut++;
      lastLine = line;
    }
  }

  List<Complaint> toList() {
    List<Complaint> all = new ArrayList<>(list);
    if (leftOut > 0) {
      all.add(new Complaint(file, lastLine, leftOut + " more broken lines up to here"));
    }
    return List.copyOf(all);
  }
}
