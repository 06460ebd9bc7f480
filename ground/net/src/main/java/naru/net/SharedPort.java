package naru.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Moved;
import naru.time.Time;

/**
 * A source port towards one server, and the questions that go out from it.
 *
 * <p>Its life: opened for a question, from which on one task receives; joined by further questions
 * while it is young, not worn and nobody guesses at it; closed when the last of them has gone, or a
 * moment later if it was shared, since more may come.
 *
 * <p>What arrives belongs to the question with its id. What belongs to none is shown to all who
 * wait, because somebody may be guessing; but not if it answers a former question of this port.
 * Thread-safe: guarded by its own monitor, which is never held across a wait.
 */
final class SharedPort {
  private final Time time;
  private final DatagramPort port;
  private final int room;
  private final long endOfYouth;
  private final Map<Integer, Seat> waiting = new HashMap<>();
  private final Set<Integer> formerIds = new HashSet<>();
  private int uses;
  private int strays;
  private boolean closed;

  /** A port just opened, which can receive datagrams of {@code room} octets. */
  SharedPort(Time time, DatagramPort port, int room) {
    this.time = time;
    this.port = port;
    this.room = room;
    this.endOfYouth = time.nanos() + Limits.PORT_LIFE.toNanos();
  }

  /** Whether a question could join that must be able to receive so many octets. */
  synchronized boolean isOpenTo(int octets) {
    boolean young =
        uses < Limits.QUESTIONS_A_PORT
            && strays < Limits.NEAR_MISSES
            && endOfYouth - time.nanos() > 0;
    // Whoever opened it is the first to join, however long that took.
    return !closed && octets <= room && (young || uses == 0);
  }

  /** Takes a seat for a question with this id; empty where there is none any more. */
  synchronized Optional<Seat> join(int id, int octets) {
    if (!isOpenTo(octets) || waiting.containsKey(id) || formerIds.contains(id)) {
      return Optional.empty();
    }
    Seat seat = new Seat(time);
    waiting.put(id, seat);
    uses++;
    return Optional.of(seat);
  }

  /** Sends a question that has a seat. */
  Moved send(byte[] wire) {
    return port.send(ByteBuffer.wrap(wire));
  }

  /** The question with this id is over. */
  void leave(int id) {
    if (isLastToGo(id)) {
      if (isShared()) {
        var _ = time.after(Limits.PORT_LINGER, this::closeIfIdle);
      } else {
        closeIfIdle();
      }
    }
  }

  private synchronized boolean isLastToGo(int id) {
    waiting.remove(id);
    formerIds.add(id);
    return waiting.isEmpty();
  }

  private synchronized boolean isShared() {
    return uses > 1;
  }

  private void closeIfIdle() {
    if (endsIdle()) {
      port.close();
    }
  }

  private synchronized boolean endsIdle() {
    closed = closed || waiting.isEmpty();
    return waiting.isEmpty();
  }

  /** Receives until the port is closed: the work of one task. */
  void receive() {
    byte[] datagram = new byte[room];
    Optional<Moved> end = Optional.empty();
    while (end.isEmpty()) {
      end = receive(datagram);
    }
    for (Seat seat : end()) {
      seat.put(end.get());
    }
    port.close();
  }

  private Optional<Moved> receive(byte[] datagram) {
    Moved moved = port.receive(ByteBuffer.wrap(datagram));
    if (moved instanceof Moved.Octets(int octets)) {
      deliver(Arrays.copyOf(datagram, octets));
      return Optional.empty();
    }
    return Optional.of(moved);
  }

  private void deliver(byte[] datagram) {
    for (Seat seat : seatsFor(datagram)) {
      seat.put(datagram);
    }
  }

  private synchronized List<Seat> seatsFor(byte[] datagram) {
    int id = datagram.length < 2 ? -1 : (datagram[0] & 0xff) << 8 | datagram[1] & 0xff;
    Seat seat = waiting.get(id);
    if (seat != null) {
      return List.of(seat);
    }
    if (formerIds.contains(id)) {
      return List.of();
    }
    strays++;
    return new ArrayList<>(waiting.values());
  }

  private synchronized List<Seat> end() {
    closed = true;
    return new ArrayList<>(waiting.values());
  }
}
