package naru.connection;

import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.time.Promise;
import naru.time.Time;

/**
 * How far an exchange has come, and with that the words for whatever ends it. Confined to the
 * visit's thread.
 */
final class Progress {
  /** What is waited for. */
  enum Phase {
    FIRST_BYTE("first byte"),
    HEAD("response head"),
    BODY("body");

    private final String words;

    Phase(String words) {
      this.words = words;
    }
  }

  private final Time time;
  private final long startNanos;
  private final Promise<Boolean> sent;
  private Phase phase = Phase.FIRST_BYTE;
  private long octets;
  private long bodyOctets;
  private Optional<Long> promised = Optional.empty();
  private Optional<Long> firstByteNanos = Optional.empty();

  /** The start is taken before anything is sent: the answer may be there before we look again. */
  Progress(Time time, long startNanos, Promise<Boolean> sent) {
    this.time = time;
    this.startNanos = startNanos;
    this.sent = sent;
  }

  /** Octets came from the server. */
  void received(int count, long atNanos) {
    octets += count;
    if (firstByteNanos.isEmpty()) {
      firstByteNanos = Optional.of(atNanos);
      phase = Phase.HEAD;
    }
  }

  /** The head is read; the body may have a length. */
  void inBody(Optional<Long> length) {
    phase = Phase.BODY;
    promised = length;
  }

  void bodyReceived(int count) {
    bodyOctets += count;
  }

  long bodyOctets() {
    return bodyOctets;
  }

  Optional<Long> promised() {
    return promised;
  }

  HttpMarks marks(boolean whole) {
    Optional<Long> end = whole ? Optional.of(time.nanos()) : Optional.empty();
    return new HttpMarks(startNanos, firstByteNanos, end);
  }

  /** Milliseconds from the request to the first octet of the response. */
  Optional<Double> firstByteMillis() {
    return firstByteNanos.map(at -> (at - startNanos) / 1e6);
  }

  Stopped timeUp() {
    boolean unsent = !sent.isComplete() && firstByteNanos.isEmpty();
    String waited = unsent ? "request" : phase.words;
    return stop(
        VerdictCode.HTTP_TIMEOUT,
        "no time left after %.1f s, waiting for the %s; %s"
            .formatted(time.millisSince(startNanos) / 1e3, waited, received()));
  }

  Stopped reset() {
    return stop(
        VerdictCode.HTTP_RESET, "the server reset the connection; %s".formatted(received()));
  }

  /** The server closed: what that means depends on how far it had come. */
  Stopped closed() {
    return switch (phase) {
      case FIRST_BYTE ->
          stop(VerdictCode.HTTP_EMPTY_REPLY, "the server closed the connection without a reply");
      case HEAD ->
          stop(
              VerdictCode.HTTP_RESET,
              "the server closed the connection inside the response head; " + received());
      case BODY -> truncated(bodyOctets);
    };
  }

  /** The body ends before it should. */
  Stopped truncated(long bodyReceived) {
    String whole = promised.map(length -> length + " bytes").orElse("an end that never came");
    return stop(
        VerdictCode.HTTP_TRUNCATED_BODY,
        "the body was cut short: promised %s, received %d bytes".formatted(whole, bodyReceived));
  }

  static Stopped malformed(String what, String line) {
    String text = "%s: \"%s\"".formatted(what, line);
    return new Stopped(new Cause(VerdictCode.HTTP_MALFORMED, text, List.of("the line: " + line)));
  }

  static Stopped limit(String what, long value) {
    return stop(VerdictCode.HTTP_LIMIT, "%s above the limit of %d".formatted(what, value));
  }

  static Stopped stop(VerdictCode code, String text) {
    return new Stopped(Cause.of(code, text));
  }

  private String received() {
    return phase == Phase.BODY
        ? "received %d bytes, %d of them body".formatted(octets, bodyOctets)
        : "received %d bytes".formatted(octets);
  }
}
