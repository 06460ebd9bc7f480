package naru.resolver.service;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import naru.config.ClientRates;
import naru.resolver.RateLimit;
import naru.time.Time;

/** Keeps clients to the rate that the configuration gives them, if it gives one. Thread-safe. */
final class Pace {
  private final Optional<Limited> limited;

  Pace(Time time, Optional<RateLimit> limit) {
    this.limited = limit.map(known -> new Limited(known, new ClientRates(time, known.allowance())));
  }

  private static final class Limited {
    private final RateLimit limit;
    private final ClientRates rates;
    private final AtomicInteger beyond = new AtomicInteger();

    Limited(RateLimit limit, ClientRates rates) {
      this.limit = limit;
      this.rates = rates;
    }
  }

  /** Counts one question; false where it is one too many. */
  boolean keeps(InetAddress client) {
    return limited.isEmpty()
        || limited.get().limit.isExempt(client)
        || limited.get().rates.take(client);
  }

  /** Whether one question more would be too many; counts nothing. */
  boolean isSpent(InetAddress client) {
    return limited.isPresent()
        && !limited.get().limit.isExempt(client)
        && limited.get().rates.isSpent(client);
  }

  /** Whether this one of those that were too many is told to use TCP. */
  boolean slips() {
    return limited
        .filter(known -> known.limit.slip() > 0)
        .filter(known -> known.beyond.getAndIncrement() % known.limit.slip() == 0)
        .isPresent();
  }
}
