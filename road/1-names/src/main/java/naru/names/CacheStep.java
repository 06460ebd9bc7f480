package naru.names;

import java.util.Comparator;
import java.util.List;
import naru.journey.Outcome;
import naru.journey.Trace;

/** How a cache's step reads, the browser's and the operating system's alike. */
final class CacheStep {
  private CacheStep() {}

  /** What the cache had, how old it is, how long it may still be used, and who said it. */
  static void describe(Trace.Span step, Finding finding, List<NameCache.Held> used) {
    if (!step.isOn() || finding instanceof Finding.Unknown) {
      return;
    }
    describe(step, finding);
    used.stream()
        .min(Comparator.comparingLong(NameCache.Held::ttlSeconds))
        .ifPresent(held ->
            step.put("ageSeconds", held.ageSeconds())
                .put("ttlSeconds", held.ttlSeconds())
                .put("from", held.from()));
  }

  /** What was found, as facts of any step. */
  static void describe(Trace.Span step, Finding finding) {
    switch (finding) {
      case Finding.Found found -> step.put("addresses", FoundText.data(found.sets()));
      case Finding.Alias(var target) -> step.put("target", target.toHost());
      case Finding.NoData(var zone) -> zone.ifPresent(z -> step.put("zone", z.toString()));
      case Finding.NoSuchName(var zone) -> zone.ifPresent(z -> step.put("zone", z.toString()));
      case Finding.Failed _, Finding.Unknown _ -> {}
    }
  }

  static Outcome outcome(Finding finding) {
    return switch (finding) {
      case Finding.Found _ -> Outcome.HIT;
      case Finding.Alias _ -> Outcome.ALIAS;
      case Finding.NoData _ -> Outcome.NO_DATA;
      case Finding.NoSuchName _ -> Outcome.NO_SUCH_NAME;
      case Finding.Failed _ -> Outcome.FAILED;
      case Finding.Unknown _ -> Outcome.MISS;
    };
  }
}
