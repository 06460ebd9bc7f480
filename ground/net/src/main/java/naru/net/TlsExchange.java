package naru.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.net.Disguise.Judged;
import naru.net.TlsConnection.Arrival;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.ClientTls;
import naru.tls.TlsEngine;
import naru.tls.TrustRoots;

/**
 * Questions over TLS (RFC 7858), many on one connection: a handshake costs more than a hundred
 * questions. The only class of the asking side by which Netty is loaded. Thread-safe: the table of
 * connections is guarded by this monitor, which is never held across a wait.
 */
final class TlsExchange {
  private static final List<String> ALPN = List.of("dot");

  private final Time time;
  private final ClientTls strict;
  private final ClientTls opportunistic;
  private final Map<Server.OverTls, List<TlsConnection>> connections =
      new LinkedHashMap<>(16, 0.75f, true);

  /** A daemon, so that it never keeps a process alive. */
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("naru-tls-client", true), NioIoHandler.newFactory());

  TlsExchange(Time time, TrustRoots roots) {
    this.time = time;
    this.strict = tls(time, roots, false);
    this.opportunistic = tls(time, roots, true);
  }

  private static ClientTls tls(Time time, TrustRoots roots, boolean insecure) {
    return ClientTls.of(
        new ClientTls.Settings(roots, ALPN, insecure, TlsEngine.best()), time::instant);
  }

  Exchanged ask(Server.OverTls server, Attempt attempt) {
    Exchanged outcome = once(server, attempt);
    // A server may close a connection just as it is used again: that is no failure of its own.
    return outcome instanceof Exchanged.Unreachable(_, String words)
            && words.equals(TIRED)
            && attempt.left().isPositive()
        ? once(server, attempt)
        : outcome;
  }

  private static final String TIRED = "the server closed a connection that it had used before";

  private Exchanged once(Server.OverTls server, Attempt attempt) {
    Disguise disguise = Disguise.forStream(attempt.query(), time.chance());
    Place place = place(server, disguise.id());
    try {
      attempt.endWaitBy(() -> place.promise().complete(new Arrival.Cancelled()));
      place.connection().send(disguise.wire());
      return place
          .promise()
          .await(attempt.left())
          .map(arrival -> judged(arrival, disguise, attempt))
          .orElseGet(() -> attempt.silence(Transport.TLS));
    } finally {
      place.connection().leave(disguise.id());
    }
  }

  private static Exchanged judged(Arrival arrival, Disguise disguise, Attempt attempt) {
    return switch (arrival) {
      case Arrival.Cancelled() -> attempt.silence(Transport.TLS);
      case Arrival.Ended(String words, boolean idle) ->
          new Exchanged.Unreachable(Transport.TLS, idle ? TIRED : words);
      case Arrival.Answer(byte[] octets) ->
          switch (disguise.judge(octets, octets.length)) {
            case Judged.Ours(var message) ->
                attempt.answered(message, Transport.TLS, octets.length);
            case Judged.Garbled(String reason, int offset, _) ->
                new Exchanged.Garbled(Transport.TLS, reason, offset);
            case Judged.NotOurs(String reason) -> new Exchanged.Garbled(Transport.TLS, reason, 0);
            case Judged.Truncated(), Judged.Folded() ->
                throw new IllegalStateException("a stream has neither limit nor mixed case");
          };
    };
  }

  /** A question's place on a connection. */
  private record Place(TlsConnection connection, Promise<Arrival> promise) {}

  private Place place(Server.OverTls server, int id) {
    List<TlsConnection> idle = new ArrayList<>();
    Place place;
    boolean fresh;
    synchronized (this) {
      Optional<Place> joined = joined(server, id);
      fresh = joined.isEmpty();
      place = joined.orElseGet(() -> added(server, id));
      collectIdle(idle);
    }
    idle.forEach(connection -> connection.end("not used for a while"));
    if (fresh) {
      dial(server, place.connection());
    }
    return place;
  }

  private Optional<Place> joined(Server.OverTls server, int id) {
    for (TlsConnection connection : connections.getOrDefault(server, List.of())) {
      Optional<Promise<Arrival>> promise = connection.join(id);
      if (promise.isPresent()) {
        return promise.map(p -> new Place(connection, p));
      }
    }
    return Optional.empty();
  }

  private Place added(Server.OverTls server, int id) {
    TlsConnection connection = new TlsConnection(time);
    connections.computeIfAbsent(server, _ -> new ArrayList<>()).add(connection);
    return new Place(connection, connection.join(id).orElseThrow());
  }

  /** Takes out what has ended or rests, and of too many servers those not used for longest. */
  private void collectIdle(List<TlsConnection> idle) {
    Iterator<List<TlsConnection>> all = connections.values().iterator();
    int beyond = connections.size() - Limits.TLS_SERVERS;
    while (all.hasNext()) {
      List<TlsConnection> ofServer = all.next();
      boolean tooMany = beyond-- > 0;
      ofServer.removeIf(TlsConnection::isEnded);
      List<TlsConnection> goes = ofServer.stream().filter(c -> tooMany || c.isIdle()).toList();
      idle.addAll(goes);
      ofServer.removeAll(goes);
      if (ofServer.isEmpty()) {
        all.remove();
      }
    }
  }

  /** Closes every connection. */
  void close() {
    List<TlsConnection> all = new ArrayList<>();
    synchronized (this) {
      connections.values().forEach(all::addAll);
      connections.clear();
    }
    all.forEach(connection -> connection.end("closed"));
  }

  private void dial(Server.OverTls server, TlsConnection connection) {
    new Bootstrap()
        .group(loop)
        .channelFactory(NioSocketChannel::new)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Limits.TLS_HANDSHAKE.toMillis())
        .handler(new Setup(server, connection))
        .connect(server.address())
        .addListener(done -> {
          if (!done.isSuccess()) {
            connection.end(connectWords(done.cause()));
          }
        });
  }

  private static String connectWords(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int colon = message.indexOf(": ");
    return colon < 0 ? message : message.substring(0, colon);
  }

  /** Sets up a connection to one server. */
  private final class Setup extends ChannelInitializer<Channel> {
    private final Server.OverTls server;
    private final TlsConnection connection;

    Setup(Server.OverTls server, TlsConnection connection) {
      this.server = server;
      this.connection = connection;
    }

    @Override
    protected void initChannel(Channel channel) {
      InetSocketAddress address = server.address();
      String host = server.name().orElse(address.getAddress().getHostAddress());
      ClientTls tls = server.name().isPresent() ? strict : opportunistic;
      SslHandler handler = tls.handler(channel.alloc(), host, address.getPort());
      handler.setHandshakeTimeoutMillis(Limits.TLS_HANDSHAKE.toMillis());
      channel.pipeline().addLast(handler, DotService.unframing(), DotService.framing(), connection);
    }
  }
}
