package naru.resolver.descent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import naru.resolver.Limits;
import naru.resolver.NameServer;
import naru.resolver.PortMap;
import naru.resolver.SignedSet;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.GlueCache;
import naru.resolver.cache.KeysWord;
import naru.resolver.scrub.Scrubbed;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Makes a delegation from a referral: its servers, and those of their addresses that the parent may
 * vouch for. Immutable.
 */
record GlueReader(Time time, PortMap ports) {
  private static final long SECOND = 1_000_000_000L;

  /**
   * The zone below {@code parent} that {@code cut} names. The scrubber has left only addresses
   * inside the parent's zone, so what is found here is glue (RFC 9471 §2), in the child or beside
   * it.
   */
  Delegation delegation(
      Delegation parent, SignedSet cut, List<SignedSet> additionals, List<SignedSet> authorities) {
    long ttl = cut.set().ttlSeconds();
    List<NameServer> servers = new ArrayList<>();
    for (Name name : serverNames(cut.set())) {
      List<RecordSet> addresses = addressSets(name, additionals);
      ttl = addresses.stream().mapToLong(RecordSet::ttlSeconds).reduce(ttl, Math::min);
      servers.add(new NameServer(name, sockets(addresses)));
    }
    // Servers with glue first: they cost nothing to find.
    servers.sort(Comparator.comparing(server -> server.addresses().isEmpty()));
    List<NameServer> considered = servers.stream().limit(Limits.SERVERS_A_DELEGATION).toList();
    Name zone = cut.set().owner();
    long until = time.nanos() + Math.min(ttl, Limits.MAX_TTL_SECONDS) * SECOND;
    KeysWord keysWord = new KeysWord(keysWord(zone, authorities), time.nanos());
    return new Delegation(zone, considered, Delegation.Origin.REFERRAL, until, keysWord, List.of())
        .endingBy(parent.untilNanos());
  }

  /** Remembers the addresses of servers that came by the way, inside the zone that was asked. */
  void learn(Name zone, Scrubbed scrubbed, GlueCache glue) {
    if (scrubbed.additionals().isEmpty()) {
      return;
    }
    Stream.concat(scrubbed.answers().stream(), scrubbed.authorities().stream())
        .map(SignedSet::set)
        .filter(set -> set.type().equals(RecordType.NS))
        .flatMap(set -> serverNames(set).stream())
        .filter(name -> name.isAtOrBelow(zone))
        .distinct()
        .limit(Limits.SERVERS_A_DELEGATION)
        .forEach(name -> learn(name, addressSets(name, scrubbed.additionals()), glue));
  }

  private void learn(Name name, List<RecordSet> sets, GlueCache glue) {
    long ttl = sets.stream().mapToLong(RecordSet::ttlSeconds).min().orElse(0);
    glue.keep(name, sockets(sets), ttl);
  }

  /** RFC 4035 §3.1.4: the child's DS set, or what proves that it has none. */
  private static List<SignedSet> keysWord(Name zone, List<SignedSet> authorities) {
    List<SignedSet> digests =
        authorities.stream()
            .filter(each -> each.set().type().equals(RecordType.DS))
            .filter(each -> each.set().owner().equals(zone))
            .toList();
    List<SignedSet> word =
        digests.isEmpty()
            ? authorities.stream().filter(SignedSet::isDenial).limit(Limits.PROOF_SETS).toList()
            : digests;
    int octets = word.stream().mapToInt(SignedSet::octets).sum();
    return octets > Limits.ASIDE_OCTETS ? List.of() : word; // who needs it asks for it
  }

  static List<Name> serverNames(RecordSet set) {
    return set.values().flatMap(GlueReader::serverName).distinct().toList();
  }

  private static Stream<Name> serverName(RecordData data) {
    return data instanceof RecordData.Ns(Name server) ? Stream.of(server) : Stream.empty();
  }

  private static List<RecordSet> addressSets(Name server, List<SignedSet> additionals) {
    return additionals.stream()
        .map(SignedSet::set)
        .filter(set -> set.owner().equals(server))
        .filter(set -> set.type().equals(RecordType.A) || set.type().equals(RecordType.AAAA))
        .toList();
  }

  /** Where servers with these addresses listen. */
  List<InetSocketAddress> sockets(List<RecordSet> sets) {
    return sets.stream()
        .flatMap(RecordSet::values)
        .flatMap(GlueReader::address)
        .distinct()
        .limit(Limits.ADDRESSES_A_SERVER)
        .map(address -> new InetSocketAddress(address, ports.portOf(address)))
        .toList();
  }

  private static Stream<InetAddress> address(RecordData data) {
    return switch (data) {
      case RecordData.A(InetAddress address) -> Stream.of(address);
      case RecordData.Aaaa(InetAddress address) -> Stream.of(address);
      default -> Stream.empty();
    };
  }
}
