package naru.connection;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;

/**
 * A connection that stands, TLS included: one request at a time, then a close. Used by one thread
 * at a time; its calls wait.
 */
public final class Connection {
  private final Wire wire;
  private final Target target;
  private final String protocol;
  private final ConnectMarks marks;

  Connection(Wire wire, Target target, String protocol, ConnectMarks marks) {
    this.wire = wire;
    this.target = target;
    this.protocol = protocol;
    this.marks = marks;
  }

  /**
   * Sends a request and pours the response's body into the sink; writes one step.
   *
   * @param deadlineNanos when to give up, on the clock of {@link naru.time.Time#nanos}
   */
  public Exchanged exchange(Request request, BodySink sink, long deadlineNanos, Trace trace) {
    return HttpExchange.run(wire, target, request, sink, deadlineNanos, trace);
  }

  /** Closes, if the server has not done so before; writes one step that says who was first. */
  public void close(Trace trace) {
    Trace.Span step = trace.begin(Step.Close::new, target.host()).peer(wire.peer());
    Optional<Boolean> ours = wire.close();
    if (ours.isPresent()) {
      step.put("closedBy", "client").put("complete", ours.get());
    } else {
      step.put("closedBy", "server").put("how", wire.ended().map(Connection::words).orElse(""));
    }
    step.end(Outcome.OK);
  }

  private static String words(Arrival.Ending how) {
    return switch (how) {
      case FINISHED -> "finished";
      case CUT -> "finished without close_notify";
      case RESET -> "reset";
      case OURS -> "closed by us";
    };
  }

  /** Who is at the other end. */
  public InetSocketAddress remote() {
    return wire.peerAddress();
  }

  /** {@code h2} or {@code http/1.1}. */
  public String protocol() {
    return protocol;
  }

  /** When it was made. */
  public ConnectMarks marks() {
    return marks;
  }
}
