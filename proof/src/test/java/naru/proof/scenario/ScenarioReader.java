package naru.proof.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.net.Addresses;
import naru.proof.scenario.Scenario.Range;
import naru.wire.Name;

/** Reads a scenario's file. Confined to one thread. */
final class ScenarioReader {
  private static final Pattern STEP = Pattern.compile("STEP\\s+(\\d{1,9})\\s+(\\S+)\\s*(.*)");
  private static final Pattern RANGE = Pattern.compile("RANGE_BEGIN\\s+(\\d{1,9})\\s+(\\d{1,9})");
  private static final Pattern ADDRESS = Pattern.compile("\\bADDRESS\\s+(\\S+)");
  private static final Pattern ASSIGN = Pattern.compile("(\\S+)\\s*=\\s*(.*)");

  private final Lines lines;
  private final Directives directives = new Directives();
  private final List<Range> ranges = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private ScenarioReader(Lines lines) {
    this.lines = lines;
  }

  /** What came of reading. */
  sealed interface Read {
    record Whole(Scenario scenario) implements Read {}

    /** The first mistake. */
    record Mistake(int line, String reason) implements Read {}
  }

  static Read read(Path file) {
    try {
      byte[] octets = Files.readAllBytes(file);
      return parse(new String(octets, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return new Read.Mistake(0, "cannot be read: " + unreadable.getMessage());
    }
  }

  static Read parse(String text) {
    Lines lines = new Lines(Arrays.asList(text.split("\r?\n", -1)));
    try {
      return new Read.Whole(new ScenarioReader(lines).read());
    } catch (Broken broken) {
      return new Read.Mistake(broken.line, broken.reason);
    }
  }

  /** What a line of a file says for all lines behind it. Confined to one thread. */
  static final class Directives {
    private RecordLine records = new RecordLine(Name.ROOT, 3600);

    RecordLine recordLine() {
      return records;
    }

    /** Whether the line was a directive. */
    boolean take(String line, Lines lines) {
      String[] words = line.split("\\s+", -1);
      if (!line.startsWith("$ORIGIN") && !line.startsWith("$TTL")) {
        return false;
      }
      if (words.length < 2) {
        throw lines.broken(words[0] + " without a value");
      }
      if (words[0].equals("$ORIGIN")) {
        Name origin = records.name(words[1], lines.number());
        records = new RecordLine(origin, records.defaultTtlSeconds());
      } else if (words[1].matches("[0-9]{1,9}")) {
        records = new RecordLine(records.origin(), Long.parseLong(words[1]));
      } else {
        throw lines.broken(words[1] + " is not a time to live");
      }
      return true;
    }
  }

  private Scenario read() {
    ConfigBlock config = ConfigReader.read(lines);
    String begin = lines.next();
    while (!begin.startsWith("SCENARIO_BEGIN")) {
      begin = lines.next();
    }
    String line = lines.next();
    while (!line.startsWith("SCENARIO_END")) {
      part(line);
      line = lines.next();
    }
    String title = begin.substring("SCENARIO_BEGIN".length()).strip();
    return new Scenario(title, config, ranges, paired(steps));
  }

  private void part(String line) {
    if (directives.take(line, lines)) {
      return;
    }
    if (line.startsWith("RANGE_BEGIN")) {
      ranges.add(range(line));
    } else if (line.startsWith("STEP")) {
      Matcher step = STEP.matcher(line);
      if (!step.matches()) {
        throw lines.broken("no step: " + line);
      }
      steps.add(step(step));
    }
  }

  private Range range(String line) {
    Matcher bounds = RANGE.matcher(line);
    if (!bounds.find()) {
      throw lines.broken("no range: " + line);
    }
    Optional<Scenario.Place> server = Optional.empty();
    List<Entry> entries = new ArrayList<>();
    String inside = lines.next();
    while (!inside.startsWith("RANGE_END")) {
      if (inside.startsWith("ENTRY_BEGIN")) {
        entries.add(EntryReader.read(lines, directives));
      } else if (inside.startsWith("ADDRESS")) {
        server = Optional.of(server(inside));
      } else {
        directives.take(inside, lines);
      }
      inside = lines.next();
    }
    int from = Integer.parseInt(bounds.group(1));
    return new Range(from, Integer.parseInt(bounds.group(2)), server, entries);
  }

  /** {@code ADDRESS ip[@port]}. */
  private Scenario.Place server(String line) {
    Matcher found = ADDRESS.matcher(line);
    if (!found.find()) {
      throw lines.broken("no address: " + line);
    }
    String[] parts = found.group(1).split("@", 2);
    Optional<Integer> port =
        parts.length == 2 && parts[1].matches("[0-9]{1,5}")
            ? Optional.of(Integer.valueOf(parts[1]))
            : Optional.empty();
    return new Scenario.Place(address(parts[0]), port);
  }

  private InetAddress address(String text) {
    return Addresses.literal(text).orElseThrow(() -> lines.broken(text + " is no address"));
  }

  private Step step(Matcher line) {
    Step.Place place = new Step.Place(Integer.parseInt(line.group(1)), lines.number());
    String word = line.group(2);
    String rest = line.group(3);
    return switch (word) {
      case "QUERY" -> new Step.Query(place, client(rest), entry());
      case "CHECK_ANSWER" -> new Step.CheckAnswer(place, client(rest), entry());
      case "CHECK_OUT_QUERY" -> new Step.CheckOutQuery(place, client(rest), entry());
      case "REPLY" -> new Step.Reply(place, entry());
      case "TIMEOUT" -> new Step.Timeout(place);
      case "ERROR" -> new Step.Hangup(place);
      // Which server is the fastest may change whom we ask, never what we answer.
      case "TRAFFIC", "NOTHING", "INFRA_RTT" -> new Step.Quiet(place);
      case "TIME_PASSES" -> new Step.TimePasses(place, seconds(rest));
      case "ASSIGN" -> assign(place, rest);
      case "CHECK_AUTOTRUST" -> new Step.CheckAnchors(place, id(rest), file());
      case "CHECK_TEMPFILE" -> {
        file();
        yield new Step.Unsupported(place, word);
      }
      case "FLUSH_MESSAGE", "EXPIRE_MESSAGE" -> new Step.Unsupported(place, word);
      default -> throw lines.broken("unknown step " + word);
    };
  }

  private Optional<InetAddress> client(String rest) {
    return rest.startsWith("ADDRESS") ? Optional.of(server(rest).address()) : Optional.empty();
  }

  /** The entry of a step; its client's address may stand on a line of its own before. */
  private Entry entry() {
    String line = lines.next();
    while (directives.take(line, lines)) {
      line = lines.next();
    }
    if (!line.startsWith("ENTRY_BEGIN")) {
      throw lines.broken("a step without its entry: " + line);
    }
    return EntryReader.read(lines, directives);
  }

  private String seconds(String rest) {
    String[] words = rest.split("\\s+", 2);
    boolean known = words[0].equals("ELAPSE") || words[0].equals("EVAL");
    if (!known || words.length < 2) {
      throw lines.broken("how much time passes? " + rest);
    }
    return words[1].replaceFirst("\\s*;.*", "");
  }

  private Step assign(Step.Place place, String rest) {
    Matcher assignment = ASSIGN.matcher(rest);
    if (!assignment.matches()) {
      throw lines.broken("no assignment: " + rest);
    }
    return new Step.Assign(place, assignment.group(1), assignment.group(2).strip());
  }

  private static String id(String rest) {
    return rest.split("\\s+", 2)[0];
  }

  private List<String> file() {
    String line = lines.next();
    if (!line.startsWith("FILE_BEGIN")) {
      throw lines.broken("a check without its file: " + line);
    }
    return lines.until("FILE_END");
  }

  /** A question that is looked for and then answered becomes one step. */
  private static List<Step> paired(List<Step> steps) {
    List<Step> paired = new ArrayList<>();
    for (Step step : steps) {
      boolean answers =
          step instanceof Step.Reply
              && !paired.isEmpty()
              && paired.getLast() instanceof Step.CheckOutQuery;
      if (answers) {
        Step.CheckOutQuery asked = (Step.CheckOutQuery) paired.removeLast();
        paired.add(new Step.Canned(asked.place(), asked, (Step.Reply) step));
      } else {
        paired.add(step);
      }
    }
    return paired;
  }
}
