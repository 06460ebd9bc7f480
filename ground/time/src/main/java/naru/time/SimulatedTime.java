package naru.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Time in a simulation, decided by its seed alone.
 *
 * <p>Its life: {@link #run} starts a first task; one task runs at a time, the one that holds the
 * baton. Whoever stops to wait picks the next ready task by the seed, and when none is ready, moves
 * the clock from timer to timer until one is; then it passes the baton straight on, or goes on by
 * itself when the turn is its own, which costs no change of threads. A run ends when no task and no
 * timer is left, or fails when tasks wait for what nobody will keep.
 *
 * <p>Thread-safe by the baton: state is touched only by the thread that holds it. While no task
 * runs, the thread that called {@link #run} has it.
 */
public final class SimulatedTime implements Time {
  /** A simulation that takes more turns than this is stuck in a circle. */
  private static final long MAX_TURNS = 50_000_000;

  /** A horizon before which there is no timer. */
  private static final long NO_TIMER = Long.MIN_VALUE;

  private final SplittableRandom random;
  private final Instant epoch;
  private final List<Baton> ready = new ArrayList<>();
  private final List<Baton> waiting = new ArrayList<>();
  private final PriorityQueue<SimulatedTimer> timers =
      new PriorityQueue<>(
          Comparator.<SimulatedTimer>comparingLong(t -> t.at).thenComparingLong(t -> t.order));
  private final Chance chance;
  private final Baton runner = new Baton("runner");
  private Baton current = runner;
  private long nowNanos;
  private long horizonNanos;
  private long turns;
  private long timerOrder;
  private Optional<Throwable> crash = Optional.empty();

  /** A simulation of this seed that begins at {@code epoch}. */
  public SimulatedTime(long seed, Instant epoch) {
    this.random = new SplittableRandom(seed);
    this.epoch = epoch;
    this.chance = random::nextBytes;
  }

  /**
   * Runs {@code first} and everything that it starts, until nothing is left to do.
   *
   * @throws IllegalStateException naming the tasks that wait for a promise nobody will keep
   */
  public void run(String name, Runnable first) {
    start(name, first);
    runUntilQuiet();
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("stuck: " + waiting.stream().map(b -> b.name).toList());
    }
  }

  /** Runs what can run, timers included; tasks that wait without a limit are left waiting. */
  public void runUntilQuiet() {
    runTo(Long.MAX_VALUE);
  }

  /** Runs what can run now, then moves the clock by {@code elapsed}, timers on the way firing. */
  public void advance(Duration elapsed) {
    long target = nowNanos + elapsed.toNanos();
    runTo(target);
    nowNanos = target;
  }

  /**
   * Runs what can run now, then moves the clock at once, as a machine that slept finds it: timers
   * that were due before fire now, the oldest first, and see the new time.
   */
  public void leap(Duration elapsed) {
    runReady();
    nowNanos += elapsed.toNanos();
    while (!timers.isEmpty() && timers.peek().at < nowNanos) {
      fireNextTimer();
      runReady();
    }
  }

  /** Runs what can run without moving the clock. */
  public void runReady() {
    runTo(NO_TIMER);
  }

  /** Gives the baton away until nothing is left that can run by {@code horizon}. */
  private void runTo(long horizon) {
    horizonNanos = horizon;
    turns = 0;
    passBatonFrom(runner);
    Optional<Throwable> thrown = crash;
    crash = Optional.empty();
    thrown.ifPresent(cause -> {
      throw new IllegalStateException("a task crashed", cause);
    });
  }

  /** Time until the next timer; empty when none is set. */
  public Optional<Duration> nextTimer() {
    return Optional.ofNullable(timers.peek()).map(t -> Duration.ofNanos(t.at - nowNanos));
  }

  private void fireNextTimer() {
    SimulatedTimer timer = timers.remove();
    nowNanos = Math.max(nowNanos, timer.at);
    turns = 0;
    timer.action.run();
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public Instant instant() {
    return epoch.plusNanos(nowNanos);
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public <T> Promise<T> promise() {
    return new SimulatedPromise<>();
  }

  @Override
  public void start(String name, Runnable task) {
    Baton baton = new Baton(name);
    ready.add(baton);
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          baton.turn.acquireUninterruptibly();
          runCatching(task);
          release(next());
        });
  }

  private void runCatching(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error thrown) {
      crash = Optional.of(thrown);
    }
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    long at = nowNanos + Math.max(0, delay.toNanos());
    SimulatedTimer timer = new SimulatedTimer(at, timerOrder++, action);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Waits until {@code self} is woken and has its turn. */
  private void waitForTurn(Baton self) {
    waiting.add(self);
    passBatonFrom(self);
  }

  private void passBatonFrom(Baton self) {
    Baton next = next();
    if (next == self) {
      current = self;
    } else {
      release(next);
      self.turn.acquireUninterruptibly();
    }
  }

  private void release(Baton next) {
    current = next;
    next.turn.release();
  }

  /** Whose turn it is now; the runner's when nobody can run, or somebody crashed. */
  private Baton next() {
    runCatching(this::fireUntilReady);
    if (crash.isPresent() || ready.isEmpty()) {
      return runner;
    }
    return ready.remove(random.nextInt(ready.size()));
  }

  private void fireUntilReady() {
    while (ready.isEmpty() && !timers.isEmpty() && timers.peek().at <= horizonNanos) {
      fireNextTimer();
    }
    if (turns++ > MAX_TURNS) {
      throw new IllegalStateException("endless turns without time passing");
    }
  }

  private void wake(Baton baton) {
    if (waiting.remove(baton)) {
      ready.add(baton);
    }
  }

  /** One task's right to run. */
  private static final class Baton {
    final String name;
    final Semaphore turn = new Semaphore(0);

    Baton(String name) {
      this.name = name;
    }
  }

  private static final class SimulatedTimer {
    final long at;
    final long order;
    final Runnable action;

    SimulatedTimer(long at, long order, Runnable action) {
      this.at = at;
      this.order = order;
      this.action = action;
    }
  }

  private final class SimulatedPromise<T> implements Promise<T> {
    private Optional<T> value = Optional.empty();
    private final List<Consumer<? super T>> actions = new ArrayList<>();

    @Override
    public boolean complete(T kept) {
      if (value.isPresent()) {
        return false;
      }
      value = Optional.of(kept);
      List.copyOf(actions).forEach(action -> action.accept(kept));
      actions.clear();
      return true;
    }

    @Override
    public Optional<T> now() {
      return value;
    }

    @Override
    public T await() {
      while (value.isEmpty()) {
        Baton self = current;
        whenComplete(kept -> wake(self));
        waitForTurn(self);
      }
      return value.get();
    }

    @Override
    public Optional<T> await(Duration limit) {
      if (value.isPresent() || limit.isNegative()) {
        return value;
      }
      Baton self = current;
      Timer timer = after(limit, () -> wake(self));
      Consumer<T> wakeUp = kept -> wake(self);
      actions.add(wakeUp);
      waitForTurn(self);
      timer.cancel();
      actions.remove(wakeUp);
      return value;
    }

    @Override
    public void whenComplete(Consumer<? super T> action) {
      if (value.isPresent()) {
        action.accept(value.get());
      } else {
        actions.add(action);
      }
    }
  }
}
