package naru.time;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value that will be there once: the first to {@link #complete} it wins, all others are told that
 * they came late. Failures are values too, so a promise never ends in an exception. Waits are ended
 * by completing the promise, never by interrupting the thread. Thread-safe.
 */
public interface Promise<T> {
  /** Keeps the promise; false when it was kept before. */
  boolean complete(T value);

  /** The value, if it is there already. */
  Optional<T> now();

  /** Waits until the promise is kept. */
  T await();

  /** Waits at most {@code limit}; empty when it ran out. A negative limit does not wait. */
  Optional<T> await(Duration limit);

  /**
   * Calls {@code action} once with the value: at once when it is there, else on the thread that
   * keeps the promise. The action must be short and must not wait.
   */
  void whenComplete(Consumer<? super T> action);

  /** Whether the promise is kept. */
  default boolean isComplete() {
    return now().isPresent();
  }

  /** A promise that is kept with the value of the first of {@code racers} to finish. */
  static <T> Promise<T> first(Time time, List<Promise<T>> racers) {
    Promise<T> winner = time.promise();
    racers.forEach(racer -> racer.whenComplete(winner::complete));
    return winner;
  }
}
