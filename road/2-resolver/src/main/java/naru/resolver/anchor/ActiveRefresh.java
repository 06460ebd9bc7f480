package naru.resolver.anchor;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Name;

/**
 * Asks zones for their keys in time (RFC 5011 §2.3), and keeps the files of trust points up to
 * date. One task from {@link #start} to {@link #close}, or until no zone is left to be asked.
 * Thread-safe.
 */
public final class ActiveRefresh implements AutoCloseable {
  private final Time time;
  private final TrustPoints points;
  private final Consumer<Name> ask;
  private final Logger log;
  private volatile boolean closed;

  /**
   * @param ask asks a zone for its keys, past every cache, and tells the trust points what came of
   *     it
   */
  public ActiveRefresh(Time time, TrustPoints points, Consumer<Name> ask, Logger log) {
    this.time = time;
    this.points = points;
    this.ask = ask;
    this.log = log;
  }

  /** Begins, where there is anything to do. */
  public void start() {
    if (points.untilDue().isPresent()) {
      time.start("trust anchors", this::run);
    }
  }

  private void run() {
    while (true) {
      // Before anything is looked at: whatever happens from here on ends the pause below.
      Promise<Boolean> change = points.nextChange();
      if (closed) {
        return;
      }
      points.due().forEach(this::askIfOpen);
      save();
      Optional<Duration> pause = points.untilDue();
      if (pause.isEmpty()) {
        return;
      }
      change.await(pause.get());
    }
  }

  private void askIfOpen(Name zone) {
    if (closed) {
      return;
    }
    ask.accept(zone);
    if (points.isDue(zone)) {
      // Whatever kept the zone from being asked counts as a failure: it is not due at once again.
      points.failed(zone);
    }
  }

  private void save() {
    points
        .save()
        .forEach(trouble ->
            log.log(
                Logger.Level.WARNING,
                "trust anchors: {0}; validation goes on with those in memory",
                trouble));
  }

  /** Asks nobody any more; what is not written yet is written now. */
  @Override
  public void close() {
    closed = true;
    points.wake();
    save();
  }
}
