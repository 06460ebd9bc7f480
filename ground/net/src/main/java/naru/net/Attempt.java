package naru.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import naru.net.Disguise.Judged;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Message;

/**
 * One question to one server under way: its deadline, what it waits on, and what it let pass.
 *
 * <p>Confined to the asking task, but for {@link #cancel}, which closes what is waited on.
 */
final class Attempt {
  private final Time time;
  private final Message query;
  private final long begunNanos;
  private final long endNanos;
  private final AtomicReference<Runnable> endsTheWait = new AtomicReference<>(() -> {});
  private volatile boolean cancelled;
  private final List<String> dropped = new ArrayList<>();
  private int droppedBeyond;
  private int nearMisses;
  private int askedAgain;
  private Optional<Judged.Garbled> garbled = Optional.empty();

  Attempt(Time time, Message query, Duration limit) {
    this.time = time;
    this.query = query;
    this.begunNanos = time.nanos();
    this.endNanos = begunNanos + limit.toNanos();
  }

  Message query() {
    return query;
  }

  void cancelWith(Promise<?> promise) {
    promise.whenComplete(_ -> cancel());
  }

  private void cancel() {
    cancelled = true;
    endsTheWait.get().run();
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Says how to end the wait that follows. */
  void endWaitBy(Runnable close) {
    endsTheWait.set(close);
    if (cancelled) {
      close.run();
    }
  }

  /** Nothing is waited on any more, and a late cancel keeps nothing alive. */
  void finished() {
    endsTheWait.set(() -> {});
  }

  Duration left() {
    return Duration.ofNanos(endNanos - time.nanos());
  }

  void drop(String line) {
    if (dropped.size() < Limits.DROPPED) {
      dropped.add(line);
    } else {
      droppedBeyond++;
    }
  }

  /** Counts a wrong answer from the right peer; true at the one that is too many. */
  boolean tooManyNearMisses() {
    nearMisses++;
    return nearMisses == Limits.NEAR_MISSES;
  }

  /** Counts a question that must be asked once more; false at the one that is too many. */
  boolean mayAskAgain() {
    askedAgain++;
    return askedAgain <= Limits.COOKIE_ROUNDS;
  }

  /** Remembers an unreadable answer, which is the outcome if no better one comes. */
  void garbledBy(Judged.Garbled answer) {
    drop("unreadable at offset " + answer.offset() + ": " + answer.reason());
    garbled = garbled.or(() -> Optional.of(answer));
  }

  /** Another transport begins anew. */
  void forgetGarbled() {
    garbled = Optional.empty();
  }

  List<String> dropped() {
    List<String> lines = new ArrayList<>(dropped);
    if (droppedBeyond > 0) {
      lines.add("and " + droppedBeyond + " more");
    }
    return lines;
  }

  Exchanged answered(Message message, Transport transport, int octets) {
    return new Exchanged.Answered(
        message, transport, octets, time.millisSince(begunNanos), dropped());
  }

  /** The end of the wait without an answer. */
  Exchanged silence(Transport transport) {
    return garbled
        .<Exchanged>map(g -> new Exchanged.Garbled(transport, g.reason(), g.offset()))
        .orElseGet(() -> new Exchanged.TimedOut(transport, dropped()));
  }
}
