package naru.journey;

/**
 * One stop of the road, as it was passed. The permits clause is the road: names first, in the order
 * in which they are looked for, then the connection and the exchange. Immutable.
 *
 * <p>{@link Root}, {@link Tld} and {@link Authoritative} hang under {@link Resolver}, one for each
 * question sent.
 */
public sealed interface Step
    permits Step.Url,
        Step.Hosts,
        Step.BrowserCache,
        Step.OsCache,
        Step.Resolver,
        Step.Root,
        Step.Tld,
        Step.Authoritative,
        Step.Tcp,
        Step.Tls,
        Step.Http,
        Step.Close {

  /** What happened at this stop. */
  Account account();

  /** The stop's name in every report: {@code browser-cache}. */
  default String station() {
    return switch (this) {
      case Url _ -> "url";
      case Hosts _ -> "hosts";
      case BrowserCache _ -> "browser-cache";
      case OsCache _ -> "os-cache";
      case Resolver _ -> "resolver";
      case Root _ -> "root";
      case Tld _ -> "tld";
      case Authoritative _ -> "authoritative";
      case Tcp _ -> "tcp";
      case Tls _ -> "tls";
      case Http _ -> "http";
      case Close _ -> "close";
    };
  }

  /** The address line was read. */
  record Url(Account account) implements Step {}

  /** The hosts file was searched. */
  record Hosts(Account account) implements Step {}

  /** The session's own cache was searched. */
  record BrowserCache(Account account) implements Step {}

  /** The operating system was asked, which searched its cache. */
  record OsCache(Account account) implements Step {}

  /** A recursive resolver was asked. */
  record Resolver(Account account) implements Step {}

  /** A root server was asked. */
  record Root(Account account) implements Step {}

  /** A server of a top-level domain was asked. */
  record Tld(Account account) implements Step {}

  /** A server of a zone further down was asked. */
  record Authoritative(Account account) implements Step {}

  /** A connection to one address was tried. */
  record Tcp(Account account) implements Step {}

  /** TLS shook hands. */
  record Tls(Account account) implements Step {}

  /** A request was sent and answered. */
  record Http(Account account) implements Step {}

  /** The connection was closed. */
  record Close(Account account) implements Step {}
}
