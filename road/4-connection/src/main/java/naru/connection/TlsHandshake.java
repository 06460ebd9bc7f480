package naru.connection;

import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.tls.ClientTls;
import naru.tls.PeerChain;

/**
 * Shakes hands over a connection that stands, and says what came of it. Confined to the visit's
 * thread.
 */
final class TlsHandshake {
  private final Wire wire;
  private final ClientTls tls;
  private final List<String> alpn;
  private final Trace.Span step;
  private final SslHandler handler;
  private final List<String> offered;

  private TlsHandshake(Wire wire, Target target, ClientTls tls, List<String> alpn, Trace trace) {
    this.wire = wire;
    this.tls = tls;
    this.alpn = alpn;
    this.step = trace.begin(Step.Tls::new, target.host());
    this.handler = tls.handler(wire.channel().alloc(), target.host(), target.port());
    handler.setHandshakeTimeoutMillis(0); // the visit's deadline counts
    this.offered = offered(handler.engine(), target, alpn); // an engine that failed forgets it
  }

  /** The cause of a failure; empty when TLS stands. */
  static Optional<Cause> shake(
      Wire wire, Target target, ClientTls tls, List<String> alpn, long deadline, Trace trace) {
    return new TlsHandshake(wire, target, tls, alpn, trace).run(deadline);
  }

  private Optional<Cause> run(long deadline) {
    long start = wire.time().nanos();
    step.peer(wire.peer());
    step.put("engine", tls.engine().title());
    wire.shakeHands(handler);
    Optional<Cause> failure = Optional.empty();
    boolean done = false;
    while (!done && failure.isEmpty()) {
      Optional<Arrival> next = wire.take(deadline);
      done = next.filter(Arrival.HandshakeDone.class::isInstance).isPresent();
      failure =
          next.isEmpty()
              ? Optional.of(
                  failure().stalled("%.1f s".formatted(wire.time().millisSince(start) / 1e3)))
              : next.flatMap(this::broken);
    }
    describe();
    failure.ifPresentOrElse(step::fail, () -> step.end(Outcome.OK));
    return failure;
  }

  private Optional<Cause> broken(Arrival arrival) {
    return switch (arrival) {
      case Arrival.HandshakeFailed(Throwable why) -> Optional.of(failed(why));
      case Arrival.Closed(Arrival.Ending how) -> Optional.of(failure().closed(how));
      case Arrival.Broken(Throwable why) -> Optional.of(failed(why));
      case Arrival.HandshakeDone _,
          Arrival.Bytes _,
          Arrival.Head _,
          Arrival.Data _,
          Arrival.StreamReset _,
          Arrival.GoAway _,
          Arrival.Unsent _ ->
          Optional.empty();
    };
  }

  /** A close in the middle fails the handshake first; how it was closed is told right after. */
  private Cause failed(Throwable why) {
    ClientTls.refused(why).ifPresent(this::describeChain);
    if (why instanceof java.nio.channels.ClosedChannelException || Kernel.isReset(why)) {
      Optional<Arrival> end = wire.take(wire.time().nanos() + Limits.CLOSE.toNanos());
      if (end.isPresent() && end.get() instanceof Arrival.Closed(Arrival.Ending how)) {
        return failure().closed(how);
      }
      return failure().closed(Kernel.isReset(why) ? Arrival.Ending.RESET : Arrival.Ending.FINISHED);
    }
    return failure().of(why);
  }

  private TlsFailure failure() {
    return new TlsFailure(wire.tap().seen(), offered);
  }

  private static List<String> offered(SSLEngine engine, Target target, List<String> alpn) {
    List<String> versions =
        Stream.of(engine.getEnabledProtocols()).filter(v -> v.startsWith("TLS")).toList();
    return List.of(
        "offered versions: " + String.join(", ", versions),
        "offered cipher suites: " + String.join(", ", engine.getEnabledCipherSuites()),
        "offered ALPN: " + String.join(", ", alpn) + "; SNI: " + target.host());
  }

  private void describe() {
    TlsTap.Seen seen = wire.tap().seen();
    step.put("alpnOffered", alpn);
    seen.serverHello().ifPresent(hello -> describe(hello, seen));
    if (handler.handshakeFuture().isSuccess()) {
      SSLSession session = handler.engine().getSession();
      step.put("version", session.getProtocol());
      step.put("cipherSuite", session.getCipherSuite());
      step.put("alpn", String.valueOf(handler.applicationProtocol()).replace("null", ""));
      tls.judged(handler).ifPresent(this::describeChain);
    }
    step.put("octetsSent", seen.octetsSent());
    step.put("octetsReceived", seen.octetsReceived());
  }

  private void describe(ServerHello hello, TlsTap.Seen seen) {
    boolean three = hello.version() >= 0x0304;
    step.put("version", ServerHello.versionName(hello.version()));
    seen.group().ifPresent(group -> step.put("group", ServerHello.groupName(group)));
    step.put("resumed", three ? hello.resumed() : !seen.certificate());
  }

  private void describeChain(PeerChain chain) {
    step.put("chain", CertificateFacts.of(chain.sent()));
    step.put("chainVerdict", Printable.of(chain.verdict().line()));
  }
}
