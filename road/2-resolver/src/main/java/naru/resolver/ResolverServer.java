package naru.resolver;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import naru.net.DnsExchange;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Rdata;

/**
 * A resolver in service, which can be told something else while it answers: a question ends with
 * the configuration with which it began, and what is remembered is kept.
 *
 * <p>Thread-safe: the resolver that answers now is one volatile field; changes are made one at a
 * time, under this monitor, which no question takes.
 */
public final class ResolverServer implements DnsHandler, AutoCloseable {
  private static final int SECRET_OCTETS = 16;

  private final Time time;
  private final Rdata ownSecret;
  private volatile Serving serving;

  public ResolverServer(Time time, DnsExchange exchange, ResolverConfig config) {
    this.time = time;
    this.ownSecret = secret(time);
    ResolverConfig told = withSecret(config);
    this.serving = serving(new RecursiveResolver(time, exchange, told), told);
  }

  /** Who answers. */
  private record Serving(RecursiveResolver resolver, ResolverService service) {}

  private Serving serving(RecursiveResolver resolver, ResolverConfig config) {
    return new Serving(resolver, new ResolverService(time, resolver, config));
  }

  private static Rdata secret(Time time) {
    byte[] octets = new byte[SECRET_OCTETS];
    time.chance().fill(octets);
    return Rdata.of(octets);
  }

  /** Clients' cookies outlive a change. */
  private ResolverConfig withSecret(ResolverConfig config) {
    return config.cookieSecrets().isEmpty() ? config.withCookieSecrets(List.of(ownSecret)) : config;
  }

  /**
   * From now on the resolver does as {@code config} says, and asks through {@code exchange}. The
   * former one has as long as a question may take to end what it has begun.
   */
  public synchronized void reconfigure(DnsExchange exchange, ResolverConfig config) {
    ResolverConfig told = withSecret(config);
    RecursiveResolver former = serving.resolver();
    RecursiveResolver successor = former.succeededBy(exchange, told);
    serving = serving(successor, told);
    var _ =
        time.after(
            Limits.WHOLE_QUESTION.plus(Limits.AFTER_CHANGE),
            () -> time.start("naru-change", () -> end(former, successor)));
  }

  /** What the former one still learned by its own rules is not kept either. */
  private static void end(RecursiveResolver former, RecursiveResolver successor) {
    former.close();
    former.outdatedBy(successor).forEach(successor::flush);
  }

  @Override
  public int ready(
      byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    return serving.service().ready(query, octets, transport, peer, answer);
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    return serving.service().answer(query);
  }

  /** The resolver that answers now. */
  public RecursiveResolver resolver() {
    return serving.resolver();
  }

  /** Ends what is under way; what is remembered can still be asked for. */
  @Override
  public synchronized void close() {
    serving.resolver().close();
  }
}
