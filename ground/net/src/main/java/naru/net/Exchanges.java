package naru.net;

import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.TrustRoots;
import naru.wire.Message;

/**
 * Asks servers over a network: the everyday {@link DnsExchange}.
 *
 * <p>Each question over UDP has a socket of its own, on a random port and connected to the server:
 * others' packets never reach it, and the kernel tells at once that nothing listens there. That
 * costs 10 to 24 µs, which a pool of unconnected sockets would save, at the price of silence where
 * a refusal was heard. Answers are matched by socket, id, exact question and its letters' case;
 * what does not match is noted and the wait goes on. Thread-safe.
 */
public final class Exchanges implements DnsExchange, AutoCloseable {
  private final Time time;
  private final Setup setup;
  private final DatagramExchange datagrams;
  private final StreamExchange streams;
  private final Once<TlsExchange> tls;

  private Exchanges(Time time, Setup setup) {
    this.time = time;
    this.setup = setup;
    this.streams = new StreamExchange(setup.packets(), time);
    this.datagrams =
        new DatagramExchange(
            setup.packets(),
            time,
            streams,
            setup.cookies() ? Optional.of(new ClientCookies(time)) : Optional.empty());
    this.tls = new Once<>(() -> new TlsExchange(time, setup.roots()));
  }

  /** What exchanges are made of. Immutable. */
  private record Setup(Packets packets, boolean kernel, boolean cookies, TrustRoots roots) {}

  /** Exchanges over {@code packets}: the kernel's, or a simulation's; TLS is only the kernel's. */
  public static Exchanges over(Packets packets, Time time) {
    return new Exchanges(time, new Setup(packets, false, true, TrustRoots.none()));
  }

  /** Exchanges over the kernel's network. */
  public static Exchanges system(Time time) {
    return new Exchanges(time, new Setup(Packets.system(time), true, true, TrustRoots.system()));
  }

  /** The same, but no server is sent a cookie (RFC 7873). */
  public Exchanges withoutCookies() {
    return new Exchanges(time, new Setup(setup.packets(), setup.kernel(), false, setup.roots()));
  }

  /** The same, but these vouch for servers over TLS instead of the machine's trust store. */
  public Exchanges trusting(TrustRoots roots) {
    return new Exchanges(time, new Setup(setup.packets(), setup.kernel(), setup.cookies(), roots));
  }

  /** Closes the connections that are kept open; what is under way fails, what comes dials anew. */
  @Override
  public void close() {
    tls.made().ifPresent(TlsExchange::close);
  }

  @Override
  public Exchanged ask(Server server, Message query, Duration limit, Promise<?> cancelled) {
    Attempt attempt = new Attempt(time, query, limit);
    attempt.cancelWith(cancelled);
    Exchanged outcome = asked(server, attempt);
    attempt.finished();
    boolean answered = outcome instanceof Exchanged.Answered;
    return attempt.cancelled() && !answered ? new Exchanged.Cancelled() : outcome;
  }

  private Exchanged asked(Server server, Attempt attempt) {
    return switch (server) {
      case Server.Plain(var address) -> datagrams.ask(address, attempt);
      case Server.OverTcp(var address) -> streams.ask(address, Transport.TCP, attempt);
      case Server.OverTls over ->
          setup.kernel()
              ? tls.get().ask(over, attempt)
              : new Exchanged.Unreachable(Transport.TLS, "this network has no TLS");
      case Server.Local(var socket) ->
          streams.ask(UnixDomainSocketAddress.of(socket), Transport.LOCAL, attempt);
    };
  }
}
