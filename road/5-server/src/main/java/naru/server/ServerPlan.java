package naru.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import naru.tls.Identities;

/**
 * What a server shall do. Immutable.
 *
 * @param http addresses for HTTP; port 0 takes a free one
 * @param https addresses for HTTPS; without {@code identities} there must be none
 * @param sites by host name, names of the first win
 * @param otherwise for a host that no site names; else the first site has it, as in nginx
 * @param identities who the server is, chosen by SNI; asked on an event loop
 * @param accessLog told each request after its answer, on an event loop; must not wait
 * @param threads event loops, at least 1
 */
public record ServerPlan(
    List<InetSocketAddress> http,
    List<InetSocketAddress> https,
    List<Site> sites,
    Optional<Content> otherwise,
    Optional<Identities> identities,
    Optional<Consumer<Access>> accessLog,
    int threads) {
  public ServerPlan {
    http = List.copyOf(http);
    https = List.copyOf(https);
    sites = List.copyOf(sites);
    if (identities.isEmpty() && !https.isEmpty()) {
      throw new IllegalArgumentException("HTTPS needs identities");
    }
    if (sites.isEmpty() && otherwise.isEmpty()) {
      throw new IllegalArgumentException("a server needs something to serve");
    }
    if (threads < 1 || threads > Limits.THREADS) {
      throw new IllegalArgumentException("threads from 1 to " + Limits.THREADS);
    }
  }

  /** Sites on these addresses, with one thread and no log. */
  public static ServerPlan of(
      List<InetSocketAddress> http,
      List<InetSocketAddress> https,
      List<Site> sites,
      Identities identities) {
    return new ServerPlan(
        http, https, sites, Optional.empty(), Optional.of(identities), Optional.empty(), 1);
  }

  /** The same, telling each request to {@code log}. */
  public ServerPlan logging(Consumer<Access> log) {
    return new ServerPlan(http, https, sites, otherwise, identities, Optional.of(log), threads);
  }

  /** The same with {@code content} for hosts that no site names. */
  public ServerPlan otherwise(Content content) {
    return new ServerPlan(http, https, sites, Optional.of(content), identities, accessLog, threads);
  }

  /** The same with so many event loops. */
  public ServerPlan threads(int threads) {
    return new ServerPlan(http, https, sites, otherwise, identities, accessLog, threads);
  }
}
