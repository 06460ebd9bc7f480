package naru.connection;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Trace;
import naru.time.Time;
import naru.tls.ClientTls;
import naru.tls.TlsEngine;
import naru.tls.TrustRoots;

/**
 * Opens connections for one browsing session: TCP to one of the addresses, then TLS where the
 * target asks for it. Thread-safe: {@code contexts} is guarded by its own monitor.
 *
 * <p>Its calls wait, so they belong on a virtual thread. Deadlines are on the clock of {@link
 * Time#nanos}.
 */
public final class Connector {
  private final Time time;
  private final TrustRoots roots;
  private final boolean insecure;
  private final TlsEngine engine;
  private final Map<HttpVersions, ClientTls> contexts = new EnumMap<>(HttpVersions.class);

  /**
   * A connector with the best TLS engine of this machine.
   *
   * @param insecure whether to go on with a chain that is not believed, as {@code -k} asks
   */
  public Connector(Time time, TrustRoots roots, boolean insecure) {
    this(time, roots, insecure, TlsEngine.best());
  }

  /** A connector with this TLS engine. */
  public Connector(Time time, TrustRoots roots, boolean insecure, TlsEngine engine) {
    this.time = time;
    this.roots = roots;
    this.insecure = insecure;
    this.engine = engine;
  }

  /**
   * Opens a connection; writes a step for each address dialled, and one for TLS.
   *
   * @param addresses where to dial, with the ports to dial, the preferred one first; at least one
   * @param deadlineNanos when to give up, TLS included
   */
  public Opening open(
      Target target,
      List<InetSocketAddress> addresses,
      HttpVersions versions,
      long deadlineNanos,
      Trace trace) {
    long connectStart = time.nanos();
    return switch (TcpConnect.race(time, addresses, deadlineNanos, trace)) {
      case TcpConnect.Result.Failed(Cause cause) -> new Opening.Failed(cause);
      case TcpConnect.Result.Connected(Wire wire) ->
          target.secure()
              ? secure(wire, target, versions, deadlineNanos, trace, connectStart)
              : plain(wire, target, connectStart);
    };
  }

  private Opening plain(Wire wire, Target target, long connectStart) {
    wire.startReading();
    ConnectMarks marks = new ConnectMarks(connectStart, Optional.empty(), time.nanos());
    return new Opening.Opened(new Connection(wire, target, Alpn.HTTP_1_1, marks));
  }

  private Opening secure(
      Wire wire,
      Target target,
      HttpVersions versions,
      long deadline,
      Trace trace,
      long connectStart) {
    long secureStart = time.nanos();
    ClientTls tls = context(versions);
    Optional<Cause> failure =
        TlsHandshake.shake(wire, target, tls, versions.alpn(), deadline, trace);
    if (failure.isPresent()) {
      wire.abandon();
      return new Opening.Failed(failure.get());
    }
    ConnectMarks marks = new ConnectMarks(connectStart, Optional.of(secureStart), time.nanos());
    return new Opening.Opened(new Connection(wire, target, wire.protocol(), marks));
  }

  /**
   * Walks this room once against a server of its own on loopback, so that no visit's clock contains
   * the loading of classes and libraries. Cheap when done before.
   */
  public void warm() {
    boolean _ = Rehearsal.run(time, engine);
  }

  /** Makes the TLS context for these versions ready, so that no handshake waits for it. */
  public void prepare(HttpVersions versions) {
    var _ = context(versions);
  }

  /** Another that trusts the same and shares no TLS session with this one. */
  public Connector alike() {
    return new Connector(time, roots, insecure, engine);
  }

  /** One context for each list of protocols, so that later connections can resume. */
  private ClientTls context(HttpVersions versions) {
    synchronized (contexts) {
      return contexts.computeIfAbsent(
          versions,
          wanted ->
              ClientTls.of(
                  new ClientTls.Settings(roots, wanted.alpn(), insecure, engine), time::instant));
    }
  }
}
