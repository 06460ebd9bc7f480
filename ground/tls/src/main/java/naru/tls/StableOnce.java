package naru.tls;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A value computed when first asked; two first askers may both compute it. Thread-safe. */
final class StableOnce<T> implements Supplier<T> {
  private final AtomicReference<Optional<T>> value = new AtomicReference<>(Optional.empty());
  private final Supplier<T> source;

  private StableOnce(Supplier<T> source) {
    this.source = source;
  }

  static <T> Supplier<T> of(Supplier<T> source) {
    return new StableOnce<>(source);
  }

  @Override
  public T get() {
    return value.get().orElseGet(this::compute);
  }

  private T compute() {
    T computed = source.get();
    value.set(Optional.of(computed));
    return computed;
  }
}
