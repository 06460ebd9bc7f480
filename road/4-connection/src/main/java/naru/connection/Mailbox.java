package naru.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import naru.time.Promise;
import naru.time.Time;

/**
 * Where the network's thread posts what happened, and the visit's thread waits for it.
 *
 * <p>Thread-safe: the queue and the bell are guarded by this object's monitor, which is never held
 * across a wait.
 */
final class Mailbox<T> {
  private final Time time;
  private final Queue<T> letters = new ArrayDeque<>();
  private Promise<Boolean> bell;

  Mailbox(Time time) {
    this.time = time;
    this.bell = time.promise();
  }

  synchronized void put(T letter) {
    letters.add(letter);
    bell.complete(true);
  }

  /** The next letter; empty when none came before {@code deadlineNanos}. */
  Optional<T> take(long deadlineNanos) {
    while (true) {
      Promise<Boolean> rings;
      synchronized (this) {
        Optional<T> next = poll();
        if (next.isPresent()) {
          return next;
        }
        bell = time.promise();
        rings = bell;
      }
      if (rings.await(Duration.ofNanos(deadlineNanos - time.nanos())).isEmpty()) {
        return poll();
      }
    }
  }

  /** The next letter, if it is there already. */
  synchronized Optional<T> poll() {
    return Optional.ofNullable(letters.poll());
  }
}
