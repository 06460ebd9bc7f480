package naru.resolver.file;

import java.time.Duration;
import java.util.Optional;
import naru.config.YamlMap;
import naru.resolver.Limits;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.resolver.StalePolicy;

/** How much is remembered, for how long, and what becomes of it at its end. */
public final class CacheKeys {
  private static final int MEBIBYTE = 1 << 20;

  private CacheKeys() {}

  /** The configuration with what the file says. */
  public static ResolverConfig read(YamlMap top, ResolverConfig config) {
    ResolverConfig read =
        config
            .withCache(top.map("cache").map(CacheKeys::bounds).orElse(config.cache()))
            .withPrefetch(top.flag("prefetch").orElse(config.prefetch()));
    Optional<StalePolicy> stale = top.map("serve-stale").map(CacheKeys::stale);
    return stale.map(read::withStaleAnswers).orElse(read);
  }

  private static CacheBounds bounds(YamlMap map) {
    CacheBounds usual = CacheBounds.USUAL;
    int entries = map.number("entries", 1, Integer.MAX_VALUE).orElse(usual.entries());
    long octets =
        map.number("mebibytes", 1, 1 << 20).map(n -> (long) n * MEBIBYTE).orElse(usual.octets());
    long least = seconds(map, "min-ttl", usual.minTtlSeconds());
    long most = seconds(map, "max-ttl", usual.maxTtlSeconds());
    long leastNegative = seconds(map, "min-negative-ttl", usual.minNegativeSeconds());
    long mostNegative = seconds(map, "max-negative-ttl", usual.maxNegativeSeconds());
    if (least > most) {
      map.complain("min-ttl", "min-ttl: more than max-ttl, which is " + most);
    }
    if (leastNegative > mostNegative) {
      map.complain("min-negative-ttl", "min-negative-ttl: more than the most, " + mostNegative);
    }
    map.complainAboutOthers();
    return new CacheBounds(entries, octets, least, most, leastNegative, mostNegative);
  }

  private static StalePolicy stale(YamlMap map) {
    StalePolicy usual = StalePolicy.USUAL;
    int most = (int) Limits.WHOLE_QUESTION.toMillis();
    Duration patience =
        map.number("client-timeout-millis", 0, most)
            .map(Duration::ofMillis)
            .orElse(usual.clientTimeout());
    long ttl = seconds(map, "ttl", usual.answerTtlSeconds());
    long age = seconds(map, "max-age", usual.maxAgeSeconds());
    map.complainAboutOthers();
    return new StalePolicy(patience, ttl, age);
  }

  /** Up to a week (RFC 8767 §4). */
  private static long seconds(YamlMap map, String key, long otherwise) {
    return map.number(key, 0, 604_800).map(Integer::longValue).orElse(otherwise);
  }
}
