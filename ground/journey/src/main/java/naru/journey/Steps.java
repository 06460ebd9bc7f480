package naru.journey;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes steps of the same stop from other accounts. */
public final class Steps {
  private static final Map<String, Function<Account, Step>> BY_STATION =
      Map.ofEntries(
          Map.entry("url", Step.Url::new),
          Map.entry("hosts", Step.Hosts::new),
          Map.entry("browser-cache", Step.BrowserCache::new),
          Map.entry("os-cache", Step.OsCache::new),
          Map.entry("resolver", Step.Resolver::new),
          Map.entry("root", Step.Root::new),
          Map.entry("tld", Step.Tld::new),
          Map.entry("authoritative", Step.Authoritative::new),
          Map.entry("tcp", Step.Tcp::new),
          Map.entry("tls", Step.Tls::new),
          Map.entry("http", Step.Http::new),
          Map.entry("close", Step.Close::new));

  private Steps() {}

  /** How a step of this station is made. */
  public static Optional<Function<Account, Step>> ofStation(String station) {
    return Optional.ofNullable(BY_STATION.get(station));
  }

  static Step with(Step step, Account account) {
    return ofStation(step.station()).orElseThrow().apply(account);
  }

  /** The same step, so much later. */
  public static Step shifted(Step step, double millis) {
    return with(step, step.account().shifted(millis));
  }

  /** The same step as told by another process. */
  public static Step reported(Step step) {
    return with(step, step.account().reported());
  }
}
