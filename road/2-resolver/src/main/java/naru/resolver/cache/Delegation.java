package naru.resolver.cache;

import java.util.List;
import java.util.stream.Stream;
import naru.resolver.Limits;
import naru.resolver.NameServer;
import naru.resolver.SignedSet;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * Who answers for a zone, as its parent, the configuration or the cache says. Immutable.
 *
 * @param keysWord what the parent said beside it of the zone's keys
 * @param parentsServers the parent's list, where the zone's own has replaced it
 * @param untilNanos when it ends, on the clock of {@link naru.time.Time#nanos()}
 */
public record Delegation(
    Name zone,
    List<NameServer> servers,
    Origin origin,
    long untilNanos,
    KeysWord keysWord,
    List<NameServer> parentsServers) {
  public Delegation {
    servers = List.copyOf(servers);
    parentsServers = List.copyOf(parentsServers);
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

  /** Its servers as a record set, with what is left of their time. */
  public SignedSet servers(long nowNanos) {
    long left = Math.clamp((untilNanos - nowNanos) / 1_000_000_000L, 0, Limits.MAX_TTL_SECONDS);
    return SignedSet.unsigned(
        RecordSet.of(
            servers.stream()
                .map(server -> Record.of(zone, left, new RecordData.Ns(server.name())))
                .toList()));
  }

  /** Whether a tenth of its time is left, or less. */
  public boolean isEnding(long nowNanos) {
    return (untilNanos - nowNanos) * 10 <= untilNanos - keysWord.heardNanos();
  }

  /** Whether a zone above speaks of it. */
  public boolean hasParent() {
    return origin == Origin.REFERRAL || origin == Origin.CACHE;
  }

  /** As the configuration has it: for ever. */
  public static Delegation configured(Name zone, List<NameServer> servers, Origin origin) {
    return new Delegation(zone, servers, origin, Long.MAX_VALUE, KeysWord.NONE, List.of());
  }

  /** Whether its servers are resolvers, asked to do the work. */
  public boolean isForward() {
    return origin == Origin.FORWARD_ZONE;
  }

  /** The same, served by others, as the zone itself says. */
  public Delegation servedBy(List<NameServer> others) {
    List<NameServer> parents = parentsServers.isEmpty() ? servers : parentsServers;
    return new Delegation(zone, others, origin, untilNanos, keysWord, parents);
  }

  /** Its servers, and after them those that only its parent names. */
  public List<NameServer> everyServer() {
    List<Name> named = servers.stream().map(NameServer::name).toList();
    Stream<NameServer> others =
        parentsServers.stream().filter(server -> !named.contains(server.name()));
    return Stream.concat(servers.stream(), others).toList();
  }

  /** The same as read from another place. */
  public Delegation from(Origin other) {
    return new Delegation(zone, servers, other, untilNanos, keysWord, parentsServers);
  }

  /** The same, but ended at {@code nanos} at the latest. */
  public Delegation endingBy(long nanos) {
    return new Delegation(
        zone, servers, origin, Math.min(untilNanos, nanos), keysWord, parentsServers);
  }
}
