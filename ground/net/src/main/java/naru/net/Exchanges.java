package naru.net;

import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import naru.time.Promise;
import naru.time.Time;
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
public final class Exchanges implements DnsExchange {
  private final Packets packets;
  private final Time time;
  private final DatagramExchange datagrams;
  private final StreamExchange streams;

  private Exchanges(Packets packets, Time time, Optional<ClientCookies> cookies) {
    this.packets = packets;
    this.time = time;
    this.streams = new StreamExchange(packets, time);
    this.datagrams = new DatagramExchange(packets, time, streams, cookies);
  }

  /** Exchanges over {@code packets}: the kernel's, or a simulation's. */
  public static Exchanges over(Packets packets, Time time) {
    return new Exchanges(packets, time, Optional.of(new ClientCookies(time)));
  }

  /** Exchanges over the kernel's network. */
  public static Exchanges system(Time time) {
    return over(Packets.system(time), time);
  }

  /** The same, but no server is sent a cookie (RFC 7873). */
  public Exchanges withoutCookies() {
    return new Exchanges(packets, time, Optional.empty());
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
      case Server.Local(var socket) ->
          streams.ask(UnixDomainSocketAddress.of(socket), Transport.LOCAL, attempt);
    };
  }
}
