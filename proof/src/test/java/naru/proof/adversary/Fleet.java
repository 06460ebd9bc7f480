package naru.proof.adversary;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Many runs, one on each processor at a time. Each is on a virtual thread, as its tasks are, so
 * that the baton goes from task to task without a change of the kernel's threads. Thread-safe.
 */
final class Fleet {
  private final LongFunction<Voyage.Outcome> sail;
  private final AtomicLong next;
  private final long end;
  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();

  Fleet(LongFunction<Voyage.Outcome> sail, long from, long count) {
    this.sail = sail;
    this.next = new AtomicLong(from);
    this.end = from + count;
  }

  /** Sails all; {@code harbour} is told of each outcome, one at a time. */
  void sail(Consumer<Voyage.Outcome> harbour) throws InterruptedException {
    int ships = Runtime.getRuntime().availableProcessors();
    CountDownLatch home = new CountDownLatch(ships);
    for (int i = 0; i < ships; i++) {
      Thread.ofVirtual()
          .name("ship " + i)
          .start(() -> {
            try {
              sailOn(harbour);
            } catch (RuntimeException | Error bug) {
              bugs.add(bug);
            } finally {
              home.countDown();
            }
          });
    }
    home.await();
    if (!bugs.isEmpty()) {
      throw new IllegalStateException("a bug of the adversary itself", bugs.peek());
    }
  }

  private void sailOn(Consumer<Voyage.Outcome> harbour) {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      Voyage.Outcome outcome = sail.apply(seed);
      synchronized (this) {
        harbour.accept(outcome);
      }
    }
  }
}
