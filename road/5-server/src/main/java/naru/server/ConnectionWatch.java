package naru.server;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import naru.time.Time;

/**
 * Closes connections on which a request does not get finished: a head that trickles in, a body that
 * never ends, a client that keeps us waiting for its next request. Looks at all of them many times
 * within a client's patience. Thread-safe.
 */
final class ConnectionWatch {
  private static final int LOOKS = 20;

  private final Time time;
  private final Bounds bounds;
  private final Map<HttpConnection, Watched> connections = new ConcurrentHashMap<>();
  private volatile boolean running = true;

  ConnectionWatch(Time time, Bounds bounds) {
    this.time = time;
    this.bounds = bounds;
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

    boolean overdue(long now, Bounds bounds) {
      boolean noRequest = answering.get() == 0 && now - quietSince > bounds.request().toNanos();
      boolean noBody = bodiesDue.get() > 0 && now - bodySince > bounds.body().toNanos();
      return noRequest || noBody;
    }
  }

  void start() {
    var _ = time.after(bounds.request().dividedBy(LOOKS), this::look);
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
      if (watched.overdue(now, bounds)) {
        connections.remove(connection);
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
    connection.exceptionHandler(_ -> {}); // what one client breaks is not worth a line
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
