package naru.proof.scenario;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordText;
import naru.wire.RecordType;
import naru.wire.ZoneFile;

/**
 * Reads a record or a question of one line. Unlike a zone, a scenario may hold data that does not
 * fit its type, and signatures without a signature. Immutable.
 */
record RecordLine(Name origin, long defaultTtlSeconds) {
  private static final int GENERIC = 2;
  private static final int SOA_FIELDS = 7;

  /** The record; a line that is none is {@link Broken}. */
  Record record(String text, int line) {
    String zone = "$TTL " + defaultTtlSeconds + "\n" + text;
    return switch (ZoneFile.parse(zone, "line", origin)) {
      case ZoneFile.Records(List<Record> records) when records.size() == 1 -> records.getFirst();
      case ZoneFile.Records _ -> throw new Broken(line, "not one record: " + text);
      case ZoneFile.Broken(_, _, String reason) -> unusual(text, line, reason);
    };
  }

  /** What the reader of zones does not take. */
  private Record unusual(String text, int line, String reason) {
    Fields fields = fields(text, line);
    String data = fields.rest();
    Rdata rdata =
        data.startsWith("\\#")
            ? generic(data.substring(GENERIC), line)
            : RareTypes.data(fields.type(), data, origin)
                .or(() -> withoutItsEnd(fields.type(), data))
                .or(() -> withoutWhatFollows(fields.type(), data))
                .orElseThrow(() -> new Broken(line, reason));
    return new Record(fields.owner(), fields.type(), fields.recordClass(), fields.ttl(), rdata);
  }

  /** Data whose last field, of base64 or hexadecimal digits, is empty. */
  private Optional<Rdata> withoutItsEnd(RecordType type, String data) {
    boolean hex = type.equals(RecordType.DS);
    String bare = data.replaceFirst(";.*", "");
    Parsed<Rdata> one = RecordText.parse(type, bare + (hex ? " 00" : " AA=="), origin);
    return one.ok().map(rdata -> Rdata.of(Arrays.copyOf(rdata.bytes(), rdata.octets() - 1)));
  }

  /** A start of authority with more numbers than it has fields. */
  private Optional<Rdata> withoutWhatFollows(RecordType type, String data) {
    String[] words = data.replaceFirst(";.*", "").strip().split("\\s+", -1);
    if (!type.equals(RecordType.SOA) || words.length <= SOA_FIELDS) {
      return Optional.empty();
    }
    String fields = String.join(" ", Arrays.asList(words).subList(0, SOA_FIELDS));
    return RecordText.parse(type, fields, origin).ok();
  }

  /** RFC 3597 §5, but whatever the type. */
  private static Rdata generic(String text, int line) {
    String[] words = text.replaceFirst(";.*", "").strip().split("\\s+", 2);
    String hex = words.length > 1 ? words[1].replaceAll("[\\s()]", "") : "";
    if (!words[0].equals(Integer.toString(hex.length() / 2))) {
      throw new Broken(line, "\\# " + words[0] + " followed by " + hex.length() / 2 + " octets");
    }
    return Rdata.of(hex(hex, line));
  }

  static byte[] hex(String digits, int line) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException notHex) {
      throw new Broken(line, "not hexadecimal: " + digits);
    }
  }

  private record Fields(
      Name owner, long ttl, RecordClass recordClass, RecordType type, String rest) {}

  /** {@code owner [ttl] [class] type rest}. */
  private Fields fields(String text, int line) {
    String[] words = text.strip().split("\\s+", -1);
    int at = 1;
    long ttl = defaultTtlSeconds;
    RecordClass recordClass = RecordClass.IN;
    for (int i = 0; i < 2 && at < words.length; i++) {
      Optional<RecordClass> named = RecordClass.parse(words[at]);
      if (words[at].matches("[0-9]{1,9}")) {
        ttl = Long.parseLong(words[at++]);
      } else if (named.isPresent()) {
        recordClass = named.get();
        at++;
      }
    }
    if (at >= words.length) {
      throw new Broken(line, "no record: " + text);
    }
    String rest = String.join(" ", Arrays.asList(words).subList(at + 1, words.length));
    return new Fields(name(words[0], line), ttl, recordClass, type(words[at], line), rest);
  }

  /** {@code name [class] type}. */
  Question question(String text, int line) {
    String[] words = text.replaceFirst("\\s;.*", "").strip().split("\\s+", -1);
    if (words.length < 2) {
      throw new Broken(line, "no question: " + text);
    }
    int at = 1;
    if (words.length > 2 && words[at].matches("[0-9]+")) {
      at++;
    }
    Optional<RecordClass> named =
        at + 1 < words.length ? RecordClass.parse(words[at]) : Optional.empty();
    RecordType type = type(words[named.isPresent() ? at + 1 : at], line);
    return new Question(name(words[0], line), type, named.orElse(RecordClass.IN));
  }

  private static RecordType type(String text, int line) {
    return RecordType.parse(text)
        .or(() -> RareTypes.parse(text))
        .orElseThrow(() -> new Broken(line, "unknown type " + text));
  }

  /** A name, below the origin where it has no dot at its end. */
  Name name(String text, int line) {
    boolean absolute = text.endsWith(".") || origin.isRoot();
    String whole = text.equals("@") ? origin.toString() : absolute ? text : text + "." + origin;
    return switch (Name.parse(whole)) {
      case Parsed.Ok<Name>(Name name) -> name;
      case Parsed.Malformed<Name>(String why, _) ->
          throw new Broken(line, "name " + text + ": " + why);
    };
  }
}
