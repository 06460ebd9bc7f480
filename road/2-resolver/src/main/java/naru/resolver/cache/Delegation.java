package naru.resolver.cache;

import java.util.List;
import naru.resolver.NameServer;
import naru.wire.Name;

/**
 * Who answers for a zone, as its parent, the configuration or the cache says. Immutable.
 *
 * @param untilNanos when it ends, on the clock of {@link naru.time.Time#nanos()}
 */
public record Delegation(Name zone, List<NameServer> servers, Origin origin, long untilNanos) {
  public Delegation {
    servers = List.copyOf(servers);
  }

  /** Where it comes from. */
  public enum Origin {
    ROOT_HINTS("root hints"),
    STUB_ZONE("stub zone"),
    FORWARD_ZONE("forward zone"),
    REFERRAL("referral"),
    CACHE("cache");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** As a report writes it. */
    public String words() {
      return words;
    }
  }

  /** Whether its servers are resolvers, asked to do the work. */
  public boolean isForward() {
    return origin == Origin.FORWARD_ZONE;
  }

  /** The same as read from another place. */
  public Delegation from(Origin other) {
    return new Delegation(zone, servers, other, untilNanos);
  }

  /** The same, but ended at {@code nanos} at the latest. */
  public Delegation endingBy(long nanos) {
    return new Delegation(zone, servers, origin, Math.min(untilNanos, nanos));
  }
}
