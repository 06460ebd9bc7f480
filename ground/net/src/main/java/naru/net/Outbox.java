package naru.net;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers on their way out of a service, sent in bursts: whoever puts the first one in starts the
 * task that sends all that lie here when its turn comes, after everybody who is ready by then. A
 * peer that is woken once for many answers costs less than one that is woken for each.
 *
 * <p>Thread-safe. It never holds more than one answer a question under way.
 */
final class Outbox {
  private final Answering answering;
  private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();

  Outbox(Answering answering) {
    this.answering = answering;
  }

  private record Letter(DatagramBatch.Port port, byte[] answer, InetSocketAddress peer) {}

  void add(DatagramBatch.Port port, byte[] answer, InetSocketAddress peer) {
    letters.add(new Letter(port, answer, peer));
    if (called.compareAndSet(false, true)) {
      answering.start("dns-udp-out", this::empty);
    }
  }

  private void empty() {
    // First: who puts one in after the last look below has to call again.
    called.set(false);
    for (Letter next = letters.poll(); next != null; next = letters.poll()) {
      next.port.send(next.answer, next.peer);
    }
  }
}
