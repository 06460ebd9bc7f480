package naru.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;

/** What a request asks for, as far as it can be understood. Immutable. */
sealed interface Asked {
  /** A path of a host. */
  record Location(String method, String host, RequestTarget.Location location) implements Asked {}

  /** What the server as a whole can do: {@code OPTIONS *}. */
  record Abilities() implements Asked {}

  /** It breaks a rule; the connection cannot be trusted after it. */
  record Broken(int status, String reason) implements Asked {}

  /** Reads the request. */
  static Asked of(HttpServerRequest request) {
    String method = request.method().name();
    if (method.equals("CONNECT")) {
      return new Broken(405, "this is not a proxy");
    }
    return switch (RequestTarget.read(request.uri())) {
      case RequestTarget.Unfit(String reason) -> new Broken(400, reason);
      case RequestTarget.Everything() ->
          method.equals("OPTIONS")
              ? new Abilities()
              : new Broken(400, "only OPTIONS may ask for *");
      case RequestTarget.Location location -> located(request, method, location);
    };
  }

  private static Asked located(
      HttpServerRequest request, String method, RequestTarget.Location location) {
    Optional<String> broken = hostFields(request);
    if (broken.isPresent()) {
      return new Broken(400, broken.get());
    }
    Optional<String> authority = location.authority().or(() -> authority(request));
    if (authority.isEmpty()) {
      return new Location(method, "", location);
    }
    return host(authority.get())
        .<Asked>map(host -> new Location(method, host, location))
        .orElseGet(() -> new Broken(400, "the host is not one"));
  }

  /** RFC 9112 §3.2: exactly one Host in HTTP/1.1; more than one is wrong in any version. */
  private static Optional<String> hostFields(HttpServerRequest request) {
    int fields = request.headers().getAll("Host").size();
    if (fields > 1) {
      return Optional.of("more than one Host");
    }
    return fields == 0 && request.version() == HttpVersion.HTTP_1_1
        ? Optional.of("no Host")
        : Optional.empty();
  }

  private static Optional<String> authority(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      HostAndPort authority = request.authority();
      return Optional.ofNullable(authority).map(HostAndPort::host);
    }
    return Optional.ofNullable(request.getHeader("Host")).filter(it -> !it.isEmpty());
  }

  /** The host of {@code host:port}, without the brackets of an IPv6 address. */
  static Optional<String> host(String authority) {
    int bracket = authority.indexOf(']');
    boolean six = authority.startsWith("[") && bracket > 0;
    int colon = authority.indexOf(':', six ? bracket : 0);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    String bare = six && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    boolean fits =
        !bare.isEmpty()
            && bare.chars().allMatch(c -> fits(c, six))
            && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return fits ? Optional.of(bare) : Optional.empty();
  }

  private static boolean fits(int c, boolean six) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~%!$&'()*+,;=".indexOf(c) >= 0
        || six && c == ':';
  }

  /** The methods that everything here understands. */
  List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");
}
