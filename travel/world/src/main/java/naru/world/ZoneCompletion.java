package naru.world;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.ZonePlan;

/**
 * Fills in what follows from the list of servers: a zone's SOA and NS records and its servers'
 * addresses, and in the parent zone the delegation with its glue. Records that a person wrote are
 * never touched: who wrote a wrong delegation wants it.
 */
final class ZoneCompletion {
  private static final long INFRASTRUCTURE_TTL = 86_400;
  private static final long NEGATIVE_TTL = 300;

  private ZoneCompletion() {}

  static WorldDescription of(WorldDescription world) {
    List<ZonePlan> completed = new ArrayList<>();
    for (ZonePlan zone : world.zones()) {
      List<Record> records = new ArrayList<>(zone.records());
      addApex(zone, records);
      children(world, zone).forEach(child -> addDelegation(child, records));
      completed.add(zone.withRecords(records));
    }
    return new WorldDescription(world.resolver(), completed, world.sites());
  }

  /** The same world for a machine without IPv6. */
  static WorldDescription withoutSix(WorldDescription world) {
    Predicate<java.net.InetAddress> four = address -> !(address instanceof Inet6Address);
    List<ZonePlan> zones =
        world.zones().stream()
            .map(zone ->
                new ZonePlan(
                    zone.origin(),
                    zone.servers().stream()
                        .map(s -> new ServerPlan(s.name(), only(s.addresses(), four)))
                        .toList(),
                    only(zone.records(), r -> !r.type().equals(RecordType.AAAA)),
                    zone.denying()))
            .toList();
    var sites =
        world.sites().stream()
            .map(s ->
                new WorldDescription.SitePlan(s.names(), only(s.addresses(), four), s.folder()))
            .toList();
    return new WorldDescription(world.resolver(), zones, sites);
  }

  private static <T> List<T> only(List<T> all, Predicate<? super T> wanted) {
    return all.stream().filter(wanted).toList();
  }

  private static void addApex(ZonePlan zone, List<Record> records) {
    Name origin = zone.origin();
    if (!has(records, origin, RecordType.NS)) {
      zone.servers().forEach(s -> records.add(record(origin, new RecordData.Ns(s.name()))));
    }
    zone.servers().stream()
        .filter(s -> s.name().isAtOrBelow(origin) && !isInChild(s.name(), records, origin))
        .forEach(s -> addAddresses(s, records));
    if (!has(records, origin, RecordType.SOA)) {
      records.addFirst(soa(zone));
    }
  }

  private static Record soa(ZonePlan zone) {
    Name primary = zone.servers().isEmpty() ? zone.origin() : zone.servers().getFirst().name();
    Name mailbox = zone.origin().child("hostmaster").ok().orElse(zone.origin());
    return record(
        zone.origin(),
        new RecordData.Soa(primary, mailbox, 1, 7_200, 3_600, 1_209_600, NEGATIVE_TTL));
  }

  /** The zones whose nearest enclosing zone is {@code parent}. */
  private static List<ZonePlan> children(WorldDescription world, ZonePlan parent) {
    return world.zones().stream()
        .filter(zone -> nearest(world, zone).equals(Optional.of(parent.origin())))
        .toList();
  }

  private static Optional<Name> nearest(WorldDescription world, ZonePlan child) {
    return world.zones().stream()
        .map(ZonePlan::origin)
        .filter(child.origin()::isBelow)
        .max(Comparator.comparingInt(Name::labelCount));
  }

  private static void addDelegation(ZonePlan child, List<Record> records) {
    if (has(records, child.origin(), RecordType.NS)) {
      return;
    }
    for (ServerPlan server : child.servers()) {
      records.add(record(child.origin(), new RecordData.Ns(server.name())));
      // RFC 9471: without these addresses nobody could follow the delegation.
      if (server.name().isAtOrBelow(child.origin())) {
        addAddresses(server, records);
      }
    }
  }

  private static void addAddresses(ServerPlan server, List<Record> records) {
    server.addresses().stream()
        .map(address -> record(server.name(), RecordData.address(address)))
        .filter(record -> !has(records, record.owner(), record.type()) || isNew(records, record))
        .forEach(records::add);
  }

  private static boolean isNew(List<Record> records, Record record) {
    return records.stream()
        .noneMatch(r -> r.owner().equals(record.owner()) && r.rdata().equals(record.rdata()));
  }

  private static boolean isInChild(Name name, List<Record> records, Name origin) {
    return records.stream()
        .anyMatch(r ->
            r.type().equals(RecordType.NS)
                && r.owner().isBelow(origin)
                && name.isAtOrBelow(r.owner()));
  }

  private static boolean has(List<Record> records, Name owner, RecordType type) {
    return records.stream().anyMatch(r -> r.type().equals(type) && r.owner().equals(owner));
  }

  private static Record record(Name owner, RecordData data) {
    return Record.of(owner, INFRASTRUCTURE_TTL, data);
  }
}
