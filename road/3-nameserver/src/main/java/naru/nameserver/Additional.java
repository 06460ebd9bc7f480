package naru.nameserver;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * Addresses that the asker will want next (RFC 1034 §4.3.2 step 6), from the zone that the names
 * came from and no other. Confined to one thread.
 */
final class Additional {
  private final Sections out;

  Additional(Sections out) {
    this.out = out;
  }

  /** For the hosts that an answer names. */
  void forAnswer(Zone zone, RecordSet answered) {
    answered
        .values()
        .flatMap(data -> host(data).stream())
        .map(host -> host.isRoot() ? answered.owner() : host) // RFC 9460 §2.5.2
        .forEach(host -> write(zone, host));
  }

  /**
   * For the servers of a referral: first those within the cut, which cannot be found otherwise (RFC
   * 9471 §3.1), then their siblings (RFC 9471 §3.2).
   */
  void glue(Zone zone, Node cut, RecordSet servers) {
    List<Name> hosts = servers.values().flatMap(data -> host(data).stream()).toList();
    Stream<Name> inDomain = hosts.stream().filter(host -> host.isAtOrBelow(cut.name()));
    Stream<Name> others = hosts.stream().filter(host -> !host.isAtOrBelow(cut.name()));
    Stream.concat(inDomain, others).forEach(host -> write(zone, host));
  }

  private void write(Zone zone, Name host) {
    zone.addressesOf(host)
        .ifPresent(node -> node.addresses().forEach(set -> out.additional(node, set)));
  }

  private static Optional<Name> host(RecordData data) {
    return switch (data) {
      case RecordData.Ns(Name server) -> Optional.of(server); // RFC 1035 §3.3.11
      case RecordData.Mx(_, Name exchange) -> Optional.of(exchange); // RFC 1035 §3.3.9
      case RecordData.Srv(_, _, _, Name target) -> Optional.of(target); // RFC 2782
      // RFC 9460 §4.1
      case RecordData.Svcb(_, Name target, _) -> Optional.of(target);
      case RecordData.Https(_, Name target, _) -> Optional.of(target);
      default -> Optional.empty();
    };
  }
}
