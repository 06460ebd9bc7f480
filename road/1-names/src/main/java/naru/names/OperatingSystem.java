package naru.names;

import naru.journey.Outcome;
import naru.journey.Step;

/**
 * The machine's operating system as a source of names, in one of its forms: our own service ({@link
 * OperatingSystemClient}), the real one ({@link RealOperatingSystem}), none, or passed over. Its
 * station is {@code os-cache}. Thread-safe.
 */
public sealed interface OperatingSystem extends NameSource
    permits OperatingSystemClient,
        RealOperatingSystem,
        OperatingSystem.Absent,
        OperatingSystem.Skipped {
  /** No such service is running. */
  record Absent() implements OperatingSystem {
    @Override
    public Finding find(Asked asked) {
      asked.trace().begin(Step.OsCache::new, asked.name().toHost()).end(Outcome.ABSENT);
      return new Finding.Unknown();
    }
  }

  /** Whoever walks names a resolver, and so wants the operating system to be passed over. */
  record Skipped() implements OperatingSystem {
    @Override
    public Finding find(Asked asked) {
      asked.trace().begin(Step.OsCache::new, asked.name().toHost()).end(Outcome.SKIPPED);
      return new Finding.Unknown();
    }
  }
}
