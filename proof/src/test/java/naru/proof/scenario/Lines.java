package naru.proof.scenario;

import java.util.List;

/** The lines of a file, taken one after the other. Confined to one thread. */
final class Lines {
  private final List<String> lines;
  private int at;

  Lines(List<String> lines) {
    this.lines = lines;
  }

  boolean more() {
    return at < lines.size();
  }

  /** The next line as it stands in the file. */
  String raw() {
    if (!more()) {
      throw new Broken(Math.max(1, lines.size()), "the file ends too early");
    }
    return lines.get(at++);
  }

  /** The next line that says something, without the blanks around it. */
  String next() {
    String line = raw().strip();
    while (line.isEmpty() || line.startsWith(";")) {
      line = raw().strip();
    }
    return line;
  }

  /** Whether a line that says something is left. */
  boolean moreToSay() {
    int from = at;
    while (from < lines.size()) {
      String line = lines.get(from++).strip();
      if (!line.isEmpty() && !line.startsWith(";")) {
        return true;
      }
    }
    return false;
  }

  /** The lines up to the one that begins with {@code end}, which is taken too. */
  List<String> until(String end) {
    int from = at;
    while (!raw().strip().startsWith(end)) {
      // goes on
    }
    return List.copyOf(lines.subList(from, at - 1));
  }

  /** Gives the last line back. */
  void back() {
    at--;
  }

  /** The number of the line taken last, counted from 1. */
  int number() {
    return at;
  }

  Broken broken(String reason) {
    return new Broken(Math.max(1, at), reason);
  }
}
