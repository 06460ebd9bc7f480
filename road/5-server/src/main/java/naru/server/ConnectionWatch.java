package naru.server;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import naru.time.Time;

/**
 * Closes connections on which a request does not get finished: a head that trickles in, a body that
 * never ends, a client that keeps us waiting for its next request. Looks at all of them once a
 * second. Thread-safe.
 */
final class ConnectionWatch {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Time time;
  private final Map<HttpConnection, Watched> connections = new ConcurrentHashMap<>();
  private volatile boolean running = true;

  ConnectionWatch(Time time) {
    this.time = time;
  }

  /** One connection: how many requests are being answered, and since when none is. */
  private static final class Watched {
    final AtomicInteger answering = new AtomicInteger();
    final AtomicInteger bodiesDue = new AtomicInteger();
    volatile long quietSince;
    volatile long bodySince;

    Watched(long now) {
      quietSince = now;
    }

    boolean overdue(long now) {
      boolean noRequest = answering.get() == 0 && now - quietSince > Limits.REQUEST.toNanos();
      boolean noBody = bodiesDue.get() > 0 && now - bodySince > Limits.BODY.toNanos();
      return noRequest || noBody;
    }
  }

  void start() {
    var _ = time.after(PERIOD, this::look);
  }

  void stop() {
    running = false;
  }

  int count() {
    return connections.size();
  }

  private void look() {
    long now = time.nanos();
    connections.forEach((connection, watched) -> {
      if (watched.overdue(now)) {
        var _ = connection.close();
      }
    });
    if (running) {
      start();
    }
  }

  void opened(HttpConnection connection) {
    connections.put(connection, new Watched(time.nanos()));
    connection.closeHandler(_ -> connections.remove(connection));
  }

  /** A request's head has arrived whole. */
  void begins(HttpConnection connection, boolean bodyDue) {
    Watched watched = connections.get(connection);
    if (watched != null) {
      watched.answering.incrementAndGet();
      if (bodyDue && watched.bodiesDue.getAndIncrement() == 0) {
        watched.bodySince = time.nanos();
      }
    }
  }

  /** A request's body has arrived whole. */
  void bodyEnds(HttpConnection connection) {
    Watched watched = connections.get(connection);
    if (watched != null) {
      watched.bodiesDue.decrementAndGet();
      watched.bodySince = time.nanos();
    }
  }

  /** A request was answered, or given up. */
  void ends(HttpConnection connection) {
    Watched watched = connections.get(connection);
    if (watched != null) {
      watched.quietSince = time.nanos();
      watched.answering.decrementAndGet();
    }
  }
}
