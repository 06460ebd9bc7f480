package naru.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Step;
import naru.journey.Trace;
import naru.time.Time;
import naru.wire.RecordType;

/**
 * The browser's own cache of names: in memory, for one browsing session. Thread-safe, as {@link
 * NameCache} is.
 */
public final class BrowserCache implements NameSource {
  private final NameCache cache;

  /** An empty one. */
  public BrowserCache(Time time) {
    this.cache = new NameCache(time, Limits.BROWSER_CACHE_ENTRIES);
  }

  /** What it holds: to be shown and flushed. */
  public NameCache cache() {
    return cache;
  }

  /** The memory of a lookup that begins now. */
  Memory beginLookup() {
    return new Memory(cache);
  }

  @Override
  public Finding find(Asked asked) {
    Trace.Span step = asked.trace().begin(Step.BrowserCache::new, asked.name().toHost());
    List<NameCache.Held> used = new ArrayList<>();
    Finding finding =
        Finding.of(asked.types(), type -> recall(asked, type, used), Optional.empty());
    CacheStep.describe(step, finding, used);
    step.end(CacheStep.outcome(finding));
    return finding;
  }

  private static Optional<Fact> recall(Asked asked, RecordType type, List<NameCache.Held> used) {
    Optional<NameCache.Held> held = asked.memory().find(asked.name(), type);
    held.ifPresent(used::add);
    return held.map(NameCache.Held::fact);
  }
}
