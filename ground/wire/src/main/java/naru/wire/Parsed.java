package naru.wire;

import java.util.Optional;
import java.util.function.Function;

/** What came of reading bytes or text from outside: a value, or where and why there is none. */
public sealed interface Parsed<T> {
  /** The input was well formed. */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * The input was not.
   *
   * @param reason what is wrong, in words for a person
   * @param offset where: the byte of a message, the character of a text
   */
  record Malformed<T>(String reason, int offset) implements Parsed<T> {
    /** The same complaint about a larger thing. */
    public <U> Malformed<U> as() {
      return new Malformed<>(reason, offset);
    }

    @Override
    public String toString() {
      return reason + " at offset " + offset;
    }
  }

  /** The value, if there is one. */
  default Optional<T> ok() {
    return switch (this) {
      case Ok<T>(T value) -> Optional.of(value);
      case Malformed<T> _ -> Optional.empty();
    };
  }

  /** The same result with another value. */
  default <U> Parsed<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(change.apply(value));
      case Malformed<T> malformed -> malformed.as();
    };
  }

  /** The value of input that the program itself wrote; malformed input is a programmer's error. */
  default T orThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Malformed<T> malformed -> throw new IllegalArgumentException(malformed.toString());
    };
  }
}
