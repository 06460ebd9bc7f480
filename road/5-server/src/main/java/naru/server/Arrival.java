package naru.server;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as the server saw it. Immutable.
 *
 * @param target as it came, undecoded
 * @param host without port; empty when the client named none
 * @param protocol {@code HTTP/1.1}, {@code HTTP/2}
 * @param accept the Accept header, empty when there is none
 */
public record Arrival(
    String method,
    String target,
    String host,
    String protocol,
    String accept,
    Optional<Secured> tls,
    InetSocketAddress client,
    InetSocketAddress server,
    Instant time) {

  /**
   * The TLS connection it came over.
   *
   * @param serverName what SNI asked for; empty without
   */
  public record Secured(String version, String cipherSuite, Optional<String> serverName) {}
}
