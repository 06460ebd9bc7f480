package naru.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.SocketAddressImpl;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import naru.tls.Identities;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;

/** Opens the listening sockets of a plan. Confined to the thread that starts the server. */
final class Listeners {
  private final Vertx vertx;
  private final ServerPlan plan;
  private final RequestHandler handler;
  private final ConnectionWatch watch;
  private int sharedPorts;

  Listeners(Vertx vertx, ServerPlan plan, RequestHandler handler, ConnectionWatch watch) {
    this.vertx = vertx;
    this.plan = plan;
    this.handler = handler;
    this.watch = watch;
  }

  /** What came of opening. */
  sealed interface Opened {
    /** All of them, with the ports they got. */
    record All(List<InetSocketAddress> http, List<InetSocketAddress> https) implements Opened {}

    /** One was refused. */
    record Refused(String reason) implements Opened {}
  }

  /** One address, opened or not. */
  private record Attempt(InetSocketAddress address, Future<Integer> port) {
    InetSocketAddress bound() {
      return new InetSocketAddress(address.getAddress(), port.result());
    }
  }

  /** Opens all addresses at once; the first in order that fails is named. */
  Future<Opened> open() {
    Optional<InetSocketAddress> twice = namedTwice();
    if (twice.isPresent()) {
      String reason = "cannot listen on " + Listen.text(twice.get()) + ": it is named twice";
      return Future.succeededFuture(new Opened.Refused(reason));
    }
    List<Attempt> http = plan.http().stream().map(it -> attempt(it, plain())).toList();
    List<Attempt> https = plan.identities().map(this::secure).orElse(List.of());
    List<Attempt> all = new ArrayList<>(http);
    all.addAll(https);
    if (all.isEmpty()) {
      return Future.succeededFuture(new Opened.All(List.of(), List.of()));
    }
    return Future.join(all.stream().map(Attempt::port).toList())
        .transform(_ -> Future.succeededFuture(outcome(all, http, https)));
  }

  private static Opened outcome(List<Attempt> all, List<Attempt> http, List<Attempt> https) {
    for (Attempt attempt : all) {
      if (attempt.port().failed()) {
        return new Opened.Refused(Listen.refusal(attempt.address(), attempt.port().cause()));
      }
    }
    return new Opened.All(
        http.stream().map(Attempt::bound).toList(), https.stream().map(Attempt::bound).toList());
  }

  private Optional<InetSocketAddress> namedTwice() {
    Set<InetSocketAddress> seen = new HashSet<>();
    List<InetSocketAddress> all = new ArrayList<>(plan.http());
    all.addAll(plan.https());
    return all.stream().filter(it -> it.getPort() != 0 && !seen.add(it)).findFirst();
  }

  private List<Attempt> secure(Identities identities) {
    TlsEngine engine = TlsEngine.best();
    KeyManagerFactory keys = ServerTls.keyManagerFactory(identities, engine);
    HttpServerOptions options =
        plain()
            .setSsl(true)
            .setUseAlpn(true)
            .setSslHandshakeTimeout(Limits.HANDSHAKE.toSeconds())
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
            .setSslEngineOptions(engineOptions(engine))
            .setKeyCertOptions(KeyCertOptions.wrap(keys));
    return plan.https().stream().map(it -> attempt(it, options)).toList();
  }

  private static SSLEngineOptions engineOptions(TlsEngine engine) {
    return switch (engine) {
      case BORINGSSL -> new OpenSSLEngineOptions();
      case JSSE -> new JdkSSLEngineOptions();
    };
  }

  private static HttpServerOptions plain() {
    return new HttpServerOptions()
        .setAcceptBacklog(Limits.BACKLOG)
        .setMaxInitialLineLength(Limits.REQUEST_LINE_OCTETS)
        .setMaxHeaderSize(Limits.HEADER_OCTETS)
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(Math.toIntExact(Limits.IDLE.toSeconds()))
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHttp2RstFloodMaxRstFramePerWindow(Limits.RESETS)
        .setHttp2RstFloodWindowDuration(Math.toIntExact(Limits.RESET_WINDOW.toSeconds()))
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(Limits.STREAMS)
                .setMaxHeaderListSize(Limits.HEADER_OCTETS));
  }

  /** Listens once for each event loop; the loops after the first share its socket. */
  private Attempt attempt(InetSocketAddress address, HttpServerOptions options) {
    // To Vert.x a negative port means one that is free, and the same for all who name it.
    int port = plan.threads() > 1 && address.getPort() == 0 ? --sharedPorts : address.getPort();
    SocketAddress local = new SocketAddressImpl(port, address.getAddress().getHostAddress());
    Future<Integer> bound = listen(local, options);
    for (int loop = 1; loop < plan.threads(); loop++) {
      bound = bound.compose(_ -> listen(local, options));
    }
    return new Attempt(address, bound);
  }

  private Future<Integer> listen(SocketAddress address, HttpServerOptions options) {
    Future<HttpServer> listening =
        Future.future(promise ->
            ((VertxInternal) vertx)
                .createEventLoopContext()
                .runOnContext(_ ->
                    vertx
                        .createHttpServer(options)
                        .requestHandler(handler)
                        .invalidRequestHandler(handler::garbled)
                        .connectionHandler(watch::opened)
                        .exceptionHandler(_ -> {}) // a broken handshake concerns its client only
                        .listen(address)
                        .onComplete(promise)));
    return listening.map(HttpServer::actualPort);
  }
}
