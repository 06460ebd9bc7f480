package naru.connection;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import naru.journey.Account;
import naru.journey.Cause;
import naru.journey.Step;
import naru.journey.Trace;
import naru.time.Time;
import naru.tls.TrustRoots;

/** A client's walk over this room, from dialling to the close, with what was told about it. */
final class Walk {
  private final Time time = Time.system();
  final Trace.Recording trace = Trace.recording(time);
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private BodySink sink = body::write;
  private Duration limit = Duration.ofSeconds(60);
  private Request request = Request.of("GET", "/", "naru/test");
  private HttpVersions versions = HttpVersions.NEWEST;

  Walk within(Duration most) {
    limit = most;
    return this;
  }

  Walk throwingBodiesAway() {
    sink = BodySink.discarding();
    return this;
  }

  Walk asking(Request other) {
    request = other;
    return this;
  }

  Walk speaking(HttpVersions wanted) {
    versions = wanted;
    return this;
  }

  private long deadline() {
    return time.nanos() + limit.toNanos();
  }

  static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  Opening open(List<InetSocketAddress> addresses) {
    Target target = new Target(false, "www.naru.test", addresses.getFirst().getPort());
    return new Connector(time, TrustRoots.none(), false)
        .open(target, addresses, versions, deadline(), trace);
  }

  Opening open(Connector connector, InetSocketAddress address, String host) {
    Target target = new Target(true, host, address.getPort());
    return connector.open(target, List.of(address), versions, deadline(), trace);
  }

  /** One exchange in the clear. */
  Exchanged plain(InetSocketAddress address) {
    return exchange(open(List.of(address)));
  }

  /** One exchange over TLS. */
  Exchanged secure(Connector connector, InetSocketAddress address, String host) {
    return exchange(open(connector, address, host));
  }

  private Exchanged exchange(Opening opening) {
    Connection connection = opened(opening);
    Exchanged exchanged = connection.exchange(request, sink, deadline(), trace);
    connection.close(trace);
    return exchanged;
  }

  static Connection opened(Opening opening) {
    return switch (opening) {
      case Opening.Opened(Connection connection) -> connection;
      case Opening.Failed(Cause cause) -> throw new AssertionError(cause.toString());
    };
  }

  static Cause failure(Opening opening) {
    return switch (opening) {
      case Opening.Opened opened -> throw new AssertionError("it stands");
      case Opening.Failed(Cause cause) -> cause;
    };
  }

  static Cause failure(Exchanged exchanged) {
    return switch (exchanged) {
      case Exchanged.Answered answered -> throw new AssertionError(answered.toString());
      case Exchanged.Failed failed -> failed.cause();
    };
  }

  static Exchanged.Answered answered(Exchanged exchanged) {
    return switch (exchanged) {
      case Exchanged.Answered answered -> answered;
      case Exchanged.Failed failed -> throw new AssertionError(failed.toString());
    };
  }

  List<String> stations() {
    return trace.steps().stream().map(Step::station).toList();
  }

  Account account(String station) {
    return trace.steps().stream()
        .filter(step -> step.station().equals(station))
        .findFirst()
        .orElseThrow()
        .account();
  }
}
