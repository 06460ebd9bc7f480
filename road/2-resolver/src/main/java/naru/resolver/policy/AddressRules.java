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
    return loopback.mayAsk(zone, address) && !isIn(neverAsked, address);
  }

  /** Whether {@code zone} must not give this record. */
  public boolean forbids(Name zone, Record record) {
    return switch (record.type().code()) {
      case 1, 28, 64, 65 -> holdsForbidden(zone, record);
      default -> false;
    };
  }

  private boolean holdsForbidden(Name zone, Record record) {
    boolean mayBePrivate = mayBePrivate(record.owner());
    for (InetAddress address : record.data().ok().map(AddressRules::addresses).orElse(List.of())) {
      if (loopback.forbids(zone, address) || !mayBePrivate && isIn(privateAddresses, address)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBePrivate(Name owner) {
    for (Name domain : privateDomains) {
      if (owner.isAtOrBelow(domain)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(List<AddressPrefix> prefixes, InetAddress address) {
    for (AddressPrefix prefix : prefixes) {
      if (prefix.holds(address)) {
        return true;
      }
    }
    return false;
  }

  /** The address of an address record; the hints of a service binding (RFC 9460 §7.3). */
  private static List<InetAddress> addresses(RecordData data) {
    return switch (data) {
      case RecordData.A(InetAddress address) -> List.of(address);
      case RecordData.Aaaa(InetAddress address) -> List.of(address);
      case RecordData.Svcb(_, _, ServiceParameters parameters) -> hints(parameters).toList();
      case RecordData.Https(_, _, ServiceParameters parameters) -> hints(parameters).toList();
      default -> List.of();
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
