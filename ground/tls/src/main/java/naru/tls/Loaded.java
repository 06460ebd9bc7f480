package naru.tls;

import java.util.function.Function;

/**
 * What came of an attempt to read or make something that lives in files. Immutable.
 *
 * @param <T> what was wanted
 */
public sealed interface Loaded<T> {

  /** It is there. */
  record Ready<T>(T value) implements Loaded<T> {}

  /** It is not, and why. */
  record Failed<T>(TlsTrouble trouble) implements Loaded<T> {}

  /** Goes on with the value, or carries the trouble along. */
  default <R> Loaded<R> then(Function<? super T, Loaded<R>> next) {
    return switch (this) {
      case Ready<T>(T value) -> next.apply(value);
      case Failed<T>(TlsTrouble trouble) -> new Failed<>(trouble);
    };
  }

  /** The value, where the caller has made sure that there is one. */
  default T orThrow() {
    return switch (this) {
      case Ready<T>(T value) -> value;
      case Failed<T>(TlsTrouble trouble) -> throw new IllegalStateException(trouble.line());
    };
  }
}
