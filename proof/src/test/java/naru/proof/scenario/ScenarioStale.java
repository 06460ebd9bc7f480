package naru.proof.scenario;

import java.time.Duration;
import java.util.List;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.resolver.ResolverConfig;
import naru.resolver.StalePolicy;

/** What a scenario's configuration block says about answers whose time has run out. */
final class ScenarioStale {
  /** The keys that are read here. */
  static final List<String> KEYS =
      List.of(
          "serve-expired",
          "serve-expired-client-timeout",
          "serve-expired-reply-ttl",
          "serve-expired-ttl",
          "ede-serve-expired");

  private ScenarioStale() {}

  static ResolverConfig of(ConfigBlock block, ResolverConfig config) {
    boolean on = false;
    Duration patience = StalePolicy.USUAL.clientTimeout();
    long ttlSeconds = StalePolicy.USUAL.answerTtlSeconds();
    long ageSeconds = StalePolicy.USUAL.maxAgeSeconds();
    for (Setting setting : block.server()) {
      switch (setting.key()) {
        case "serve-expired" -> on = setting.value().equals("yes");
        case "serve-expired-client-timeout" -> patience = Duration.ofMillis(number(setting));
        case "serve-expired-reply-ttl" -> ttlSeconds = number(setting);
        case "serve-expired-ttl" -> ageSeconds = forEverIfZero(number(setting));
        default -> {}
      }
    }
    return on ? config.withStaleAnswers(new StalePolicy(patience, ttlSeconds, ageSeconds)) : config;
  }

  private static long forEverIfZero(long seconds) {
    return seconds == 0 ? Integer.MAX_VALUE : seconds;
  }

  private static long number(Setting setting) {
    if (!setting.value().matches("[0-9]{1,10}")) {
      throw new Broken(setting.line(), setting.key() + " wants a number");
    }
    return Long.parseLong(setting.value());
  }
}
