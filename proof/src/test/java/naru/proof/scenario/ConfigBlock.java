package naru.proof.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * What a scenario's resolver is told, in the words of its file. Immutable.
 *
 * @param clauses in the order of the file
 * @param anchorFiles what files of trust anchors hold at the start, by their id
 * @param zoneFiles what other files hold, by their id
 */
record ConfigBlock(
    List<Clause> clauses,
    Map<String, List<String>> anchorFiles,
    Map<String, List<String>> zoneFiles) {
  ConfigBlock {
    clauses = List.copyOf(clauses);
    anchorFiles = Map.copyOf(anchorFiles);
    zoneFiles = Map.copyOf(zoneFiles);
  }

  /** {@code server:} or another clause, and its settings. */
  record Clause(String name, List<Setting> settings) {
    Clause {
      settings = List.copyOf(settings);
    }

    /** The first value of each setting of this key. */
    Stream<String> values(String key) {
      return settings.stream().filter(s -> s.key().equals(key)).map(Setting::value);
    }

    /** The first value of the last setting of this key: later ones win. */
    Optional<String> value(String key) {
      return values(key).reduce((_, later) -> later);
    }

    /** Whether this key says yes. */
    boolean says(String key) {
      return value(key).filter("yes"::equals).isPresent();
    }
  }

  /** A key and its values: mostly one. */
  record Setting(String key, List<String> values, int line) {
    Setting {
      values = List.copyOf(values);
    }

    /** The first value; empty text when there is none. */
    String value() {
      return values.isEmpty() ? "" : values.getFirst();
    }

    /** The value as a name. */
    Name name() {
      return switch (Name.parse(value())) {
        case Parsed.Ok<Name>(Name name) -> name;
        case Parsed.Malformed<Name>(String why, _) ->
            throw new Broken(line, "name " + value() + ": " + why);
      };
    }

    /** A complaint about the value. */
    Broken wants(String what) {
      return new Broken(line, key + " wants " + what + ", not " + values);
    }
  }

  Stream<Clause> clauses(String name) {
    return clauses.stream().filter(clause -> clause.name().equals(name));
  }

  /** The settings of all {@code server:} clauses. */
  List<Setting> server() {
    return clauses("server").flatMap(clause -> clause.settings().stream()).toList();
  }
}
