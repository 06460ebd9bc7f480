package naru.proof;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code dig} or {@code kdig} printed: their comments differ in little. Immutable.
 *
 * @param flags of the header, as {@code aa}
 */
record Dug(String status, Set<String> flags, String text) {
  private static final Pattern STATUS = Pattern.compile("status: ([A-Z]+)");
  private static final Pattern FLAGS = Pattern.compile("(?i);; flags: ([a-z ]*);");
  private static final Pattern RECORD =
      Pattern.compile("(\\S+)\\s+\\d+\\s+(IN|CH)\\s+([A-Z0-9]+)\\s+(.*)");

  /** Asks with either program. */
  static Dug dig(Program program, InetSocketAddress server, Object... arguments) {
    List<Object> all = new ArrayList<>();
    all.add("@" + server.getAddress().getHostAddress());
    all.add("-p");
    all.add(server.getPort());
    if (program.path().endsWith("dig")) {
      all.add("+tries=1");
    } else {
      all.add("+retry=0");
    }
    all.add("+time=5");
    all.addAll(List.of(arguments));
    return of(program.run(all.toArray()).text());
  }

  static Dug of(String text) {
    Matcher status = STATUS.matcher(text);
    Matcher flags = FLAGS.matcher(text);
    if (!status.find() || !flags.find()) {
      throw new AssertionError("no answer: " + text);
    }
    return new Dug(status.group(1), Set.of(flags.group(1).trim().split(" ", -1)), text);
  }

  /** Owner, type and data of the records of a section: {@code ANSWER}. */
  Set<String> records(String section) {
    List<String> lines =
        text.lines()
            .dropWhile(line -> !line.equals(";; " + section + " SECTION:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank() && !line.startsWith(";"))
            .toList();
    return normal(lines.stream());
  }

  Set<String> answers() {
    return records("ANSWER");
  }

  /** Lines of records without their TTLs, so that the second does not matter. */
  static Set<String> normal(Stream<String> lines) {
    Set<String> records = new TreeSet<>();
    lines.forEach(line -> records.add(normal(line)));
    return records;
  }

  private static String normal(String line) {
    Matcher record = RECORD.matcher(line);
    if (!record.matches()) {
      throw new AssertionError("no record: " + line);
    }
    String data = record.group(4).replaceAll("\\s+", " ");
    boolean isName = record.group(3).matches("CNAME|DNAME|NS"); // a question's letters may show
    return record.group(1).toLowerCase(Locale.ROOT)
        + " "
        + record.group(3)
        + " "
        + (isName ? data.toLowerCase(Locale.ROOT) : data);
  }

  boolean overTcp() {
    return text.contains("(TCP)");
  }
}
