package naru.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts about a step, in the order in which they were written: a value for each word. Immutable.
 */
public record Detail(Map<String, Value> values) {
  /** No facts. */
  public static final Detail NONE = new Detail(Map.of());

  public Detail {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One fact. */
  public sealed interface Value {
    /** Words. */
    record Text(String text) implements Value {}

    /** A whole number. */
    record Whole(long number) implements Value {}

    /** A measured number. */
    record Fraction(double number) implements Value {}

    /** Yes or no. */
    record Flag(boolean on) implements Value {}

    /** Several. */
    record Many(List<Value> items) implements Value {
      public Many {
        items = List.copyOf(items);
      }
    }

    /** Facts of their own. */
    record Group(Detail detail) implements Value {}

    static Value of(String text) {
      return new Text(text);
    }

    static Value of(long number) {
      return new Whole(number);
    }

    static Value of(double number) {
      return new Fraction(number);
    }

    static Value of(boolean on) {
      return new Flag(on);
    }

    static Value of(List<String> texts) {
      return new Many(texts.stream().<Value>map(Text::new).toList());
    }
  }

  /** These facts and one more, which replaces an earlier one of the same word. */
  public Detail with(String word, Value value) {
    Map<String, Value> more = new LinkedHashMap<>(values);
    more.put(word, value);
    return new Detail(more);
  }

  /** The words of {@code key}, or nothing. */
  public java.util.Optional<String> text(String key) {
    return values.get(key) instanceof Value.Text(String text)
        ? java.util.Optional.of(text)
        : java.util.Optional.empty();
  }

  /** The whole number of {@code key}, or nothing. */
  public java.util.OptionalLong whole(String key) {
    return values.get(key) instanceof Value.Whole(long number)
        ? java.util.OptionalLong.of(number)
        : java.util.OptionalLong.empty();
  }
}
