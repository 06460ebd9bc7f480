package naru.net;

import java.util.Optional;
import java.util.function.Supplier;

/** A thing that is made when it is first needed, and once. Thread-safe: guarded by its monitor. */
final class Once<T> {
  private final Supplier<T> making;
  private Optional<T> made = Optional.empty();

  /**
   * @param making must not wait
   */
  Once(Supplier<T> making) {
    this.making = making;
  }

  /** What was made so far. */
  synchronized Optional<T> made() {
    return made;
  }

  synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(making.get());
    }
    return made.get();
  }
}
