package naru.proof.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverConfig.CacheBounds;

/** What a scenario's configuration block says about times to live. */
final class ScenarioTtl {
  private static final String MIN = "cache-min-ttl";
  private static final String MAX = "cache-max-ttl";
  private static final String MIN_NEGATIVE = "cache-min-negative-ttl";
  private static final String MAX_NEGATIVE = "cache-max-negative-ttl";

  /** The keys that are read here. */
  static final List<String> KEYS = List.of(MIN, MAX, MIN_NEGATIVE, MAX_NEGATIVE);

  private ScenarioTtl() {}

  static ResolverConfig of(ConfigBlock block, ResolverConfig config) {
    Map<String, Long> seconds = new TreeMap<>();
    for (Setting setting : block.server()) {
      if (KEYS.contains(setting.key())) {
        seconds.put(setting.key(), number(setting));
      }
    }
    CacheBounds usual = config.cache();
    return config.withCache(
        new CacheBounds(
            usual.entries(),
            usual.octets(),
            seconds.getOrDefault(MIN, usual.minTtlSeconds()),
            seconds.getOrDefault(MAX, usual.maxTtlSeconds()),
            seconds.getOrDefault(MIN_NEGATIVE, usual.minNegativeSeconds()),
            seconds.getOrDefault(MAX_NEGATIVE, usual.maxNegativeSeconds())));
  }

  private static long number(Setting setting) {
    if (!setting.value().matches("[0-9]{1,9}")) {
      throw new Broken(setting.line(), setting.key() + " wants a number of seconds");
    }
    return Long.parseLong(setting.value());
  }
}
