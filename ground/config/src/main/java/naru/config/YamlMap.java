package naru.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a configuration file. Ask for each key by the shape it should have; a wrong shape is
 * a complaint and counts as absent. At the end {@link #complainAboutOthers} names the keys that
 * nobody asked for. Confined to one thread.
 */
public final class YamlMap {
  private final Complaints complaints;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final int line;
  private final String path;

  YamlMap(MappingNode mapping, Complaints complaints) {
    this(mapping, complaints, "");
  }

  private YamlMap(MappingNode mapping, Complaints complaints, String path) {
    this.complaints = complaints;
    this.path = path;
    this.line = lineOf(mapping);
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        complaints.add(lineOf(tuple.getKeyNode()), "a key must be a word");
      } else if (values.containsKey(key.getValue())) {
        complaints.add(lineOf(key), "key \"" + key.getValue() + "\" stands twice");
      } else {
        values.put(key.getValue(), tuple.getValueNode());
        lines.put(key.getValue(), lineOf(key));
      }
    }
  }

  /** A text or number with the line it stands on. */
  public record Scalar(String text, int line) {}

  /** The line where this mapping begins, from 1. */
  public int line() {
    return line;
  }

  /** The line of {@code key}, or of the mapping when it is absent. */
  public int line(String key) {
    return lines.getOrDefault(key, line);
  }

  /** All keys, in the order of the file; asking for them counts as asking for each. */
  public List<String> keys() {
    asked.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  public Complaints complaints() {
    return complaints;
  }

  /** A text, number or truth value as it is written. */
  public Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  /** The same with its line. */
  public Optional<Scalar> scalar(String key) {
    return node(key).flatMap(node -> scalarOf(key, node));
  }

  /** The text of {@code key}; absence is a complaint. */
  public Optional<String> needText(String key) {
    if (!values.containsKey(key)) {
      complaints.add(line, "key \"" + key + "\" is missing");
    }
    return text(key);
  }

  /** A whole number from {@code least} to {@code most}. */
  public Optional<Integer> number(String key, int least, int most) {
    return parsed(
        key,
        text -> wholeNumber(text).filter(n -> n >= least && n <= most),
        "a number from " + least + " to " + most);
  }

  /** True or false. */
  public Optional<Boolean> flag(String key) {
    return parsed(
        key,
        text ->
            switch (text) {
              case "true", "yes", "on" -> Optional.of(true);
              case "false", "no", "off" -> Optional.of(false);
              default -> Optional.empty();
            },
        "true or false");
  }

  /** A value that {@code reader} understands; {@code expected} is told when it does not. */
  public <T> Optional<T> parsed(String key, Function<String, Optional<T>> reader, String expected) {
    return scalar(key).flatMap(scalar -> read(key, scalar, reader, expected));
  }

  /** Values that {@code reader} understands: a list, or one alone. */
  public <T> List<T> parsedList(String key, Function<String, Optional<T>> reader, String expected) {
    List<T> list = new ArrayList<>();
    scalars(key).forEach(s -> read(key, s, reader, expected).ifPresent(list::add));
    return list;
  }

  /** A list of texts with their lines; one text alone counts as a list of one. */
  public List<Scalar> scalars(String key) {
    List<Scalar> scalars = new ArrayList<>();
    for (Node item : items(key)) {
      scalarOf(key, item).ifPresent(scalars::add);
    }
    return scalars;
  }

  /** A mapping. */
  public Optional<YamlMap> map(String key) {
    return node(key).flatMap(node -> mapOf(key, node));
  }

  /** A list of mappings. */
  public List<YamlMap> maps(String key) {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : items(key)) {
      mapOf(key, item).ifPresent(maps::add);
    }
    return maps;
  }

  /** Complains about each key that nobody asked for. */
  public void complainAboutOthers() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        complaints.add(line(key), "unknown key \"" + key + "\"");
      }
    }
  }

  /** Complains about the value of {@code key}. */
  public void complain(String key, String reason) {
    complaints.add(line(key), reason);
  }

  private <T> Optional<T> read(
      String key, Scalar scalar, Function<String, Optional<T>> reader, String expected) {
    Optional<T> value = reader.apply(scalar.text());
    if (value.isEmpty()) {
      String found = "\"" + scalar.text() + "\"";
      complaints.add(scalar.line(), key + ": " + expected + " is expected, not " + found);
    }
    return value;
  }

  private Optional<Node> node(String key) {
    asked.add(key);
    complaints.asked(path + key);
    return Optional.ofNullable(values.get(key));
  }

  private List<Node> items(String key) {
    return node(key)
        .map(node -> node instanceof SequenceNode list ? list.getValue() : List.of(node))
        .orElse(List.of());
  }

  private Optional<Scalar> scalarOf(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(new Scalar(scalar.getValue(), lineOf(scalar)));
    }
    complaints.add(lineOf(node), key + ": a single value is expected");
    return Optional.empty();
  }

  private Optional<YamlMap> mapOf(String key, Node node) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(mapping, complaints, path + key + "."));
    }
    complaints.add(lineOf(node), key + ": keys and values are expected");
    return Optional.empty();
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
