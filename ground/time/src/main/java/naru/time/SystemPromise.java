package naru.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A promise on the machine's threads. Thread-safe: guarded by its own monitor, which is not held
 * while anybody waits or an action runs.
 */
final class SystemPromise<T> implements Promise<T> {
  private final TimerWheel timers;
  private volatile @Nullable T value;
  private List<Consumer<? super T>> actions = List.of();

  SystemPromise(TimerWheel timers) {
    this.timers = timers;
  }

  @Override
  public boolean complete(T kept) {
    List<Consumer<? super T>> waiting;
    synchronized (this) {
      if (value != null) {
        return false;
      }
      value = kept;
      waiting = actions;
      actions = List.of();
    }
    waiting.forEach(action -> action.accept(kept));
    return true;
  }

  @Override
  public Optional<T> now() {
    return Optional.ofNullable(value);
  }

  /** A thread that waits, and how its wait ends. */
  private static final class Waiter<T> implements Consumer<T>, Runnable {
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    @Override
    public void accept(T kept) {
      run();
    }

    @Override
    public void run() {
      over = true;
      LockSupport.unpark(thread);
    }

    void park() {
      while (!over) {
        LockSupport.park(this);
        if (thread.isInterrupted()) {
          throw new IllegalStateException("waits are never interrupted");
        }
      }
    }
  }

  @Override
  public T await() {
    Waiter<T> waiter = new Waiter<>();
    whenComplete(waiter);
    waiter.park();
    return now().orElseThrow();
  }

  @Override
  public Optional<T> await(Duration limit) {
    if (value != null || !limit.isPositive()) {
      return now();
    }
    Waiter<T> waiter = new Waiter<>();
    Time.Timer timer = timers.after(nanos(limit), waiter);
    whenComplete(waiter);
    waiter.park();
    timer.cancel();
    if (value == null) {
      forget(waiter);
    }
    return now();
  }

  /** 292 years are for ever. */
  static long nanos(Duration delay) {
    return delay.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : delay.toNanos();
  }

  /** A promise that lives long must not remember everybody who ever waited for it in vain. */
  private synchronized void forget(Waiter<T> waiter) {
    if (!actions.isEmpty()) {
      actions.remove(waiter);
    }
  }

  /** How many wait, actions included. */
  synchronized int waiting() {
    return actions.size();
  }

  @Override
  public void whenComplete(Consumer<? super T> action) {
    T kept = addUnlessKept(action);
    if (kept != null) {
      action.accept(kept);
    }
  }

  private synchronized @Nullable T addUnlessKept(Consumer<? super T> action) {
    if (value == null) {
      if (actions.isEmpty()) {
        actions = new ArrayList<>(1);
      }
      actions.add(action);
    }
    return value;
  }
}
