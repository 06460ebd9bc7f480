package naru.proof.adversary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * What the zones of a tree say, found by looking into them all at once: no server, no referral, no
 * packet. It knows nothing of the resolver, nor of the name server's code. Immutable.
 */
final class Truth {
  private final Tree tree;
  private final Map<PlannedZone, Contents> contents = new HashMap<>();
  private final Map<PlannedZone, Set<PlannedZone>> needs = new HashMap<>();
  private final Map<PlannedZone, Seal.Trust> trusts = new HashMap<>();

  Truth(Tree tree) {
    this.tree = tree;
    tree.zones().forEach(zone -> contents.put(zone, new Contents(zone)));
    tree.zones().forEach(zone -> needs.put(zone, tree.needs(zone)));
    tree.zones().forEach(zone -> trusts.put(zone, zone.trust()));
  }

  /** What is true of one name and type, an alias taken for itself. */
  sealed interface Step {
    /** Its records. */
    record Found(List<Record> records) implements Step {}

    /** The records that make it an alias, and of what. */
    record Alias(List<Record> records, Name target) implements Step {}

    /** The name is there, but no such type: so says this zone. */
    record NoData(PlannedZone zone) implements Step {}

    /** There is no such name: so says this zone. */
    record NoName(PlannedZone zone) implements Step {}

    /** A DNAME makes the name too long (RFC 6672 §2.2). */
    record TooLong(List<Record> records) implements Step {}
  }

  /** The records and names of one zone. */
  private static final class Contents {
    final Map<Name, Map<RecordType, List<Record>>> records = new LinkedHashMap<>();
    final Set<Name> names = new HashSet<>();

    Contents(PlannedZone zone) {
      List<Record> all = new ArrayList<>(zone.records);
      Sealing.key(zone).ifPresent(all::add);
      for (Record record : all) {
        records
            .computeIfAbsent(record.owner(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(record.type(), _ -> new ArrayList<>())
            .add(record);
        // RFC 4592 §2.2.2: what lies between is there, too.
        for (int i = zone.name.labelCount(); i <= record.owner().labelCount(); i++) {
          names.add(record.owner().rightmost(i));
        }
      }
    }

    List<Record> at(Name owner, RecordType type) {
      return records.getOrDefault(owner, Map.of()).getOrDefault(type, List.of());
    }
  }

  /** The zone that speaks about a question (RFC 4035 §3.1.4.1: of a DS, the one above). */
  PlannedZone zoneOf(Name name, RecordType type) {
    PlannedZone zone = tree.zoneOf(name);
    boolean above = type.equals(RecordType.DS) && zone.name.equals(name);
    return above ? zone.parent.orElse(zone) : zone;
  }

  /** What is true of this name and type. */
  Step step(Name name, RecordType type) {
    PlannedZone zone = zoneOf(name, type);
    Contents all = Objects.requireNonNull(contents.get(zone));
    if (type.equals(RecordType.DS) && tree.zoneOf(name) != zone) {
      return data(zone, all.at(name, type));
    }
    for (int i = zone.name.labelCount(); i < name.labelCount(); i++) {
      List<Record> dname = all.at(name.rightmost(i), RecordType.DNAME);
      if (!dname.isEmpty()) {
        return renamed(dname.getFirst(), name, type);
      }
    }
    if (all.names.contains(name)) {
      return found(zone, all, name, name, type);
    }
    Name encloser = name;
    while (!all.names.contains(encloser)) {
      encloser = encloser.parent().orElseThrow();
    }
    Name wildcard = encloser.child("*").orThrow();
    return all.names.contains(wildcard)
        ? found(zone, all, wildcard, name, type)
        : new Step.NoName(zone);
  }

  private static Step data(PlannedZone zone, List<Record> records) {
    return records.isEmpty() ? new Step.NoData(zone) : new Step.Found(records);
  }

  private static Step found(
      PlannedZone zone, Contents all, Name source, Name name, RecordType type) {
    List<Record> cname = at(all, source, name, RecordType.CNAME);
    boolean alias = !cname.isEmpty() && !type.equals(RecordType.CNAME);
    return alias
        ? new Step.Alias(cname, targetOf(cname.getFirst()))
        : data(zone, at(all, source, name, type));
  }

  private static List<Record> at(Contents all, Name source, Name name, RecordType type) {
    return all.at(source, type).stream().map(record -> record.withOwner(name)).toList();
  }

  private static Step renamed(Record dname, Name name, RecordType type) {
    Parsed<Name> target = name.rebased(dname.owner(), targetOf(dname));
    if (target.ok().isEmpty()) {
      return new Step.TooLong(List.of(dname));
    }
    Record cname = Record.of(name, dname.ttlSeconds(), new RecordData.Cname(target.orThrow()));
    List<Record> both = List.of(dname, cname);
    return type.equals(RecordType.CNAME)
        ? new Step.Found(both)
        : new Step.Alias(both, target.orThrow());
  }

  static Name targetOf(Record alias) {
    return switch (alias.data().orThrow()) {
      case RecordData.Cname(Name target) -> target;
      case RecordData.Dname(Name target) -> target;
      default -> throw new IllegalArgumentException(alias.toString());
    };
  }

  /** Whether somebody who lies stands on the way to who knows this name. */
  boolean isAmongLiars(Name name, RecordType type) {
    return needs(name, type).stream().anyMatch(tree::mayLie);
  }

  /** The same, and no signature gives the lie away: nothing is sure about this name. */
  boolean isTainted(Name name, RecordType type) {
    boolean sure = trust(name, type) == Seal.Trust.SECURE && !mayBeLeftOut(name, type);
    return !sure && isAmongLiars(name, type);
  }

  /** RFC 5155 §6: with opt-out an unsigned child may be where nothing is. */
  private boolean mayBeLeftOut(Name name, RecordType type) {
    Contents all = Objects.requireNonNull(contents.get(zoneOf(name, type)));
    return isLeftOut(name, type) && !all.names.contains(name);
  }

  /** What a validator must make of this name. */
  Seal.Trust trust(Name name, RecordType type) {
    return trusts.getOrDefault(zoneOf(name, type), Seal.Trust.INSECURE);
  }

  /** Whether opt-out leaves it unproven. */
  boolean isLeftOut(Name name, RecordType type) {
    return zoneOf(name, type).seal.leavesOut();
  }

  /** The zones that have to be asked about this name and type, its alias not followed. */
  Set<PlannedZone> needs(Name name, RecordType type) {
    return needs.getOrDefault(zoneOf(name, type), Set.of());
  }

  /** The delegation that the parent of a zone makes, if there is such a zone. */
  Optional<PlannedZone> cut(Name name) {
    return tree.zones().stream().filter(zone -> zone.name.equals(name)).findFirst();
  }
}
