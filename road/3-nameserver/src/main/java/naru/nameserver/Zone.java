package naru.nameserver;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import naru.wire.ZoneFile;

/**
 * All data that a server has of one zone (RFC 1034 §4.2), checked by a {@link ZoneBuilder}.
 * Immutable.
 *
 * <p>One map from name to node, empty non-terminals included, so that a walk down the tree stops at
 * the first name that is not in the map. Nothing is sorted, unless the zone is signed: a million
 * names load in a few seconds.
 */
public final class Zone {
  private final Node apex;
  private final RecordSet soa;
  private final RecordData.Soa start;
  private final Map<Name, Node> nodes;
  private final Optional<Denial> denial;

  /** A map that nobody changes any more, with an apex that has a well-formed SOA record. */
  Zone(Node apex, Map<Name, Node> nodes, Optional<Denial> denial) {
    this.apex = apex;
    this.nodes = nodes;
    this.denial = denial;
    this.soa = apex.set(RecordType.SOA).orElseThrow();
    this.start =
        soa.values()
            .map(RecordData.Soa.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("malformed SOA"));
  }

  /** A zone made of {@code records}, or what is wrong with them. */
  public static ZoneCheck of(Name origin, List<Record> records) {
    ZoneBuilder builder = new ZoneBuilder(origin, ZoneLimits.STANDARD);
    records.forEach(builder::add);
    return builder.build();
  }

  /** A zone read from a master file, one record after the other, or what is wrong with it. */
  public static ZoneCheck read(Name origin, Path file) {
    ZoneBuilder builder = new ZoneBuilder(origin, ZoneLimits.STANDARD);
    Optional<ZoneFile.Broken> broken = ZoneFile.stream(file, origin, builder::add);
    return broken.isEmpty()
        ? builder.build()
        : new ZoneCheck.Rejected(
            List.of(new Complaint.BrokenFile(origin, origin, broken.orElseThrow())));
  }

  /**
   * A zone whose origin is not told: the owner of its SOA record, and where that is written
   * relative, the name of the file without {@code db.} before or {@code .zone} behind it.
   */
  public static ZoneCheck read(Path file) {
    return read(OriginOfFile.of(file), file);
  }

  /** The name of its apex. */
  public Name origin() {
    return apex.name();
  }

  /** Its version (RFC 1035 §3.3.13). */
  public long serial() {
    return start.serial();
  }

  /** How many names it has, empty non-terminals and glue included. */
  public int names() {
    return nodes.size();
  }

  /** Whether it can prove what it says, and what it does not have (RFC 4035 §3). */
  public boolean isSigned() {
    return denial.isPresent();
  }

  Node apex() {
    return apex;
  }

  /** Every node, empty non-terminals and what is hidden below a cut included. */
  Collection<Node> nodes() {
    return nodes.values();
  }

  /** How it proves what is not there; empty where it is not signed. */
  Optional<Denial> denial() {
    return denial;
  }

  /** RFC 2308 §3: the SOA record of a negative answer lives no longer than its minimum. */
  RecordSet negativeSoa() {
    return soa.withTtl(Math.min(soa.ttlSeconds(), start.minimum()));
  }

  /**
   * All its records as a master file has them, signatures included: the SOA record first, then in
   * canonical order. Makes every signature that was not asked for yet.
   */
  public Stream<Record> records() {
    Stream<Node> hashed = denial.stream().flatMap(Denial::hashed);
    Stream<Record> all =
        Stream.concat(nodes.values().stream(), hashed)
            .sorted(Comparator.comparing(Node::name))
            .flatMap(Node::records);
    return Stream.concat(soa.records().stream(), all.filter(r -> !r.type().equals(RecordType.SOA)));
  }

  /** What stands at a name, be it hidden below a cut or not. */
  Optional<Node> node(Name name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** RFC 1034 §4.3.2 step 3: down from the apex, label by label. */
  Descent descend(Name name) {
    int depth = name.labelCount();
    int top = origin().labelCount();
    Node last = apex;
    for (int labels = top; labels <= depth; labels++) {
      Node here = labels == depth ? nodes.get(name) : nodes.get(name.rightmost(labels));
      if (here == null) {
        return new Descent.Missing(last);
      }
      Optional<RecordSet> servers = labels == top ? Optional.empty() : here.set(RecordType.NS);
      if (servers.isPresent()) {
        return new Descent.AtCut(here, servers.orElseThrow());
      }
      Optional<RecordSet> dname = labels == depth ? Optional.empty() : here.set(RecordType.DNAME);
      if (dname.isPresent()) {
        return new Descent.AtDname(here, dname.orElseThrow());
      }
      last = here;
    }
    return new Descent.Found(last);
  }

  /** The node that holds the addresses of a server: authoritative data, or glue below a cut. */
  Optional<Node> addressesOf(Name server) {
    if (!server.isAtOrBelow(origin())) {
      return Optional.empty();
    }
    return switch (descend(server)) {
      case Descent.Found(Node node) -> Optional.of(node);
      case Descent.AtCut _ -> node(server);
      case Descent.AtDname _, Descent.Missing _ -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return "zone " + origin() + " serial " + serial() + ", " + names() + " names";
  }
}
