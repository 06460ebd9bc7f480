package naru.server;

import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import naru.time.Time;

/** One request and its answer. Confined to the connection's event loop. */
final class Exchange {
  private static final Duration LINGER = Duration.ofMillis(500);

  private final Time time;
  private final ConnectionWatch watch;
  private final Optional<Consumer<Access>> log;
  private final HttpServerRequest request;
  private final long startNanos;
  private String host = "";
  private long drained;
  private boolean ended;

  Exchange(
      Time time, ConnectionWatch watch, Optional<Consumer<Access>> log, HttpServerRequest request) {
    this.time = time;
    this.watch = watch;
    this.log = log;
    this.request = request;
    this.startNanos = time.nanos();
    boolean bodyDue = !request.isEnded();
    watch.begins(request.connection(), bodyDue);
    request.response().exceptionHandler(_ -> end(0, 0));
    request.response().closeHandler(_ -> end(0, 0));
    if (bodyDue) {
      request.endHandler(_ -> watch.bodyEnds(request.connection()));
    }
  }

  HttpServerRequest request() {
    return request;
  }

  /** Where everything about this exchange happens. */
  Context loop() {
    return ((HttpServerRequestInternal) request).context();
  }

  HttpConnection connection() {
    return request.connection();
  }

  void host(String host) {
    this.host = host;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  boolean isHttp2() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /** Whether the client announces more than we would throw away for its sake. */
  boolean bodyIsTooLarge() {
    return header("Content-Length").filter(it -> exceeds(it)).isPresent();
  }

  private static boolean exceeds(String digits) {
    boolean number = digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return !number || digits.isEmpty() || Long.parseLong(digits) > Limits.DRAINED_OCTETS;
  }

  /** Reads the body to throw it away, up to a bound. */
  void drainBody() {
    request.handler(piece -> {
      drained += piece.length();
      if (drained > Limits.DRAINED_OCTETS) {
        giveUp();
      }
    });
  }

  /** Sends the answer. */
  void answer(Reply reply) {
    if (request.response().closed() || request.response().ended()) {
      return; // the client left
    }
    boolean expects = header("Expect").isPresent();
    Reply last = expects && !isHttp2() ? reply.closing() : reply; // its body may come or not
    new ReplyWriter(time, this).write(last);
  }

  /** Ends what cannot be ended well: the stream where there are streams, else the connection. */
  void giveUp() {
    if (isHttp2()) {
      var _ = request.response().reset();
    } else {
      var _ = request.connection().close();
    }
  }

  /** The answer is out. */
  void sent(Reply reply, boolean head) {
    end(reply.status(), head ? 0 : reply.body().length());
    if (reply.closes() && !isHttp2()) {
      // What the client still sends must be read, or the kernel's reset destroys the answer.
      var _ = time.after(LINGER, () -> connection().close());
    }
  }

  private void end(int status, long octets) {
    if (ended) {
      return;
    }
    ended = true;
    watch.ends(connection());
    log.ifPresent(sink -> sink.accept(access(status, octets)));
  }

  private Access access(int status, long octets) {
    return new Access(
        time.instant(),
        address(request.remoteAddress()),
        host,
        request.method().name(),
        request.uri(),
        protocol(),
        status,
        octets,
        time.millisSince(startNanos));
  }

  private String protocol() {
    HttpVersion version = request.version();
    if (version == null) {
      return "HTTP/1.x"; // a version that nobody has defined
    }
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2";
    };
  }

  /** The request as this end saw it. */
  Arrival arrival() {
    return new Arrival(
        request.method().name(),
        request.uri(),
        host,
        protocol(),
        header("Accept").orElse(""),
        Optional.ofNullable(request.sslSession()).map(Exchange::secured),
        address(request.remoteAddress()),
        address(request.localAddress()),
        time.instant());
  }

  private static Arrival.Secured secured(SSLSession session) {
    return new Arrival.Secured(
        session.getProtocol(), session.getCipherSuite(), serverName(session));
  }

  private static Optional<String> serverName(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    return Optional.ofNullable(extended.getRequestedServerNames()).orElse(List.of()).stream()
        .filter(SNIHostName.class::isInstance)
        .map(name -> ((SNIHostName) name).getAsciiName())
        .findFirst();
  }

  private static InetSocketAddress address(SocketAddress address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address.hostAddress()), address.port());
  }
}
