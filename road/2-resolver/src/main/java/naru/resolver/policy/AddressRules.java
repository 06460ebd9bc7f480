package naru.resolver.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.resolver.AddressPrefix;
import naru.resolver.ResolverConfig;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.ServiceParameters;

/**
 * Which servers may be asked, and which addresses an answer may hold: against rebinding, where a
 * public name is pointed at a machine behind its victim's firewall. Immutable.
 */
public final class AddressRules {
  private final LoopbackRule loopback;
  private final List<AddressPrefix> neverAsked;
  private final List<AddressPrefix> privateAddresses;
  private final List<Name> privateDomains;

  public AddressRules(ResolverConfig config, LoopbackRule loopback) {
    this.loopback = loopback;
    this.neverAsked = config.neverAsked();
    this.privateAddresses = config.privateAddresses();
    this.privateDomains = config.privateDomains();
  }

  /** Whether a server of {@code zone} may be asked at {@code address}. */
  public boolean mayAsk(Name zone, InetAddress address) {
    return loopback.mayAsk(zone, address)
        && neverAsked.stream().noneMatch(prefix -> prefix.holds(address));
  }

  /** Whether {@code zone} must not give this record. */
  public boolean forbids(Name zone, Record record) {
    return switch (record.type().code()) {
      case 1, 28, 64, 65 -> holdsForbidden(zone, record);
      default -> false;
    };
  }

  private boolean holdsForbidden(Name zone, Record record) {
    boolean mayBePrivate = privateDomains.stream().anyMatch(record.owner()::isAtOrBelow);
    return record.data().ok().stream()
        .flatMap(AddressRules::addresses)
        .anyMatch(
            address -> loopback.forbids(zone, address) || !mayBePrivate && isPrivate(address));
  }

  private boolean isPrivate(InetAddress address) {
    return privateAddresses.stream().anyMatch(prefix -> prefix.holds(address));
  }

  /** The address of an address record; the hints of a service binding (RFC 9460 §7.3). */
  private static Stream<InetAddress> addresses(RecordData data) {
    return switch (data) {
      case RecordData.A(InetAddress address) -> Stream.of(address);
      case RecordData.Aaaa(InetAddress address) -> Stream.of(address);
      case RecordData.Svcb(_, _, ServiceParameters parameters) -> hints(parameters);
      case RecordData.Https(_, _, ServiceParameters parameters) -> hints(parameters);
      default -> Stream.empty();
    };
  }

  private static Stream<InetAddress> hints(ServiceParameters parameters) {
    return Stream.concat(
        parameters.value(ServiceParameters.IPV4_HINT).stream().flatMap(v -> split(v, 4)),
        parameters.value(ServiceParameters.IPV6_HINT).stream().flatMap(v -> split(v, 16)));
  }

  private static Stream<InetAddress> split(Rdata list, int octetsEach) {
    byte[] octets = list.bytes();
    return IntStream.range(0, octets.length / octetsEach)
        .mapToObj(i ->
            RecordData.addressOf(
                java.util.Arrays.copyOfRange(octets, i * octetsEach, (i + 1) * octetsEach)));
  }
}
