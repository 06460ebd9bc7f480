package naru.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A promise on the machine's threads: the JDK's own future, with our words. Thread-safe. */
final class SystemPromise<T> implements Promise<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  @Override
  public boolean complete(T value) {
    return future.complete(value);
  }

  @Override
  public Optional<T> now() {
    return future.isDone() ? Optional.of(future.join()) : Optional.empty();
  }

  @Override
  public T await() {
    return future.join();
  }

  @Override
  public Optional<T> await(Duration limit) {
    if (limit.isNegative()) {
      return now();
    }
    try {
      return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException ranOut) {
      return Optional.empty();
    } catch (InterruptedException | ExecutionException impossible) {
      throw new IllegalStateException(
          "waits are never interrupted, values never thrown", impossible);
    }
  }

  @Override
  public void whenComplete(Consumer<? super T> action) {
    var _ = future.thenAccept(action);
  }
}
