package naru.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import naru.net.Packets.Moved;
import naru.time.Promise;
import naru.time.Time;

/**
 * Where one question waits for what arrives at its port. Thread-safe: guarded by its own monitor;
 * one task waits, any may put.
 */
final class Seat {
  private final Time time;
  private final Queue<byte[]> arrived = new ArrayDeque<>(2);
  private Optional<Moved> end = Optional.empty();
  private Promise<Boolean> wake;

  Seat(Time time) {
    this.time = time;
    this.wake = time.promise();
  }

  /** A datagram; where too many lie here already, it is lost. */
  void put(byte[] datagram) {
    add(datagram).complete(true);
  }

  private synchronized Promise<Boolean> add(byte[] datagram) {
    if (arrived.size() < Limits.DROPPED) {
      arrived.add(datagram);
    }
    return wake;
  }

  /** Nothing will come any more. */
  void put(Moved why) {
    end(why).complete(true);
  }

  private synchronized Promise<Boolean> end(Moved why) {
    end = end.or(() -> Optional.of(why));
    return wake;
  }

  /** What came. */
  sealed interface Arrival {
    /** Its octets, which are nobody else's. */
    final class Datagram implements Arrival {
      private final byte[] octets;

      Datagram(byte[] octets) {
        this.octets = octets;
      }

      byte[] octets() {
        return octets;
      }
    }

    /** The limit ran out. */
    record Silence() implements Arrival {}

    /** Nothing will come any more. */
    record End(Moved why) implements Arrival {}
  }

  /** Waits for the next datagram. */
  Arrival next(Duration limit) {
    Promise<Boolean> waited = wake();
    if (waited.await(limit).isEmpty()) {
      return new Arrival.Silence();
    }
    return taken().orElseGet(() -> next(limit));
  }

  private synchronized Promise<Boolean> wake() {
    return wake;
  }

  private synchronized Optional<Arrival> taken() {
    byte[] datagram = arrived.poll();
    if (arrived.isEmpty() && end.isEmpty()) {
      wake = time.promise();
    }
    return datagram == null
        ? end.map(Arrival.End::new)
        : Optional.of(new Arrival.Datagram(datagram));
  }
}
