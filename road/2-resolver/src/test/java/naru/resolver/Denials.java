package naru.resolver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import naru.dnssec.Nsec3Hash;
import naru.resolver.SignedZone.Hashing;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordData.Nsec;
import naru.wire.RecordData.Nsec3;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import naru.wire.TypeBitmap;

/** The chain of a test's zone: made (RFC 4035 §2.3, RFC 5155 §7.1), and looked up. Immutable. */
record Denials(Name origin, List<Record> chain, Hashing hashing) {
  private static final long TTL_SECONDS = 60;

  /** The NSEC or NSEC3 records of a zone that holds {@code records}. */
  static List<Record> chain(Name origin, List<Record> records, Hashing hashing) {
    return hashing.on() ? hashed(origin, records, hashing) : plain(origin, records);
  }

  /** Whether the zone speaks of the set itself: not glue, and not the servers of a cut. */
  static boolean isOwn(Name origin, List<Record> records, RecordSet set) {
    boolean servers = set.type().equals(RecordType.NS) && !set.owner().equals(origin);
    return !servers && isOwn(origin, records, set.owner());
  }

  private static boolean isOwn(Name origin, List<Record> records, Name name) {
    return records.stream()
        .filter(record -> isCut(origin, record))
        .noneMatch(cut -> name.isBelow(cut.owner()));
  }

  private static boolean isCut(Name origin, Record record) {
    return record.type().equals(RecordType.NS) && !record.owner().equals(origin);
  }

  private static NavigableSet<Name> owners(Name origin, List<Record> records) {
    NavigableSet<Name> owners = new TreeSet<>();
    records.stream().map(Record::owner).filter(n -> isOwn(origin, records, n)).forEach(owners::add);
    return owners;
  }

  private static List<RecordType> types(List<Record> records, Name name) {
    return records.stream().filter(r -> r.owner().equals(name)).map(Record::type).toList();
  }

  private static List<Record> plain(Name origin, List<Record> records) {
    List<Name> owners = List.copyOf(owners(origin, records));
    List<Record> chain = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      List<RecordType> types = new ArrayList<>(types(records, owners.get(i)));
      types.addAll(List.of(RecordType.RRSIG, RecordType.NSEC));
      Name next = owners.get((i + 1) % owners.size());
      chain.add(Record.of(owners.get(i), TTL_SECONDS, new Nsec(next, TypeBitmap.of(types))));
    }
    return chain;
  }

  private static final class Hashed {
    final byte[] hash;
    final Name name;

    Hashed(byte[] hash, Name name) {
      this.hash = hash;
      this.name = name;
    }
  }

  private static List<Record> hashed(Name origin, List<Record> records, Hashing hashing) {
    NavigableSet<Name> names = new TreeSet<>();
    for (Name owner : owners(origin, records)) {
      List<RecordType> types = types(records, owner);
      boolean unsignedCut = types.contains(RecordType.NS) && !types.contains(RecordType.DS);
      if (owner.equals(origin) || !unsignedCut || !hashing.optOut()) {
        for (int labels = origin.labelCount(); labels <= owner.labelCount(); labels++) {
          names.add(owner.rightmost(labels));
        }
      }
    }
    List<Hashed> sorted =
        names.stream()
            .map(name -> new Hashed(hash(name, hashing), name))
            .sorted((a, b) -> Arrays.compareUnsigned(a.hash, b.hash))
            .toList();
    List<Record> chain = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      byte[] next = sorted.get((i + 1) % sorted.size()).hash;
      chain.add(link(origin, sorted.get(i), next, types(records, sorted.get(i).name), hashing));
    }
    return chain;
  }

  static byte[] hash(Name name, Hashing hashing) {
    byte[] salt = hashing.salt().bytes();
    return Nsec3Hash.of(name, Nsec3Hash.SHA1, hashing.iterations(), salt).orElseThrow();
  }

  private static Record link(
      Name origin, Hashed from, byte[] next, List<RecordType> types, Hashing hashing) {
    List<RecordType> all = new ArrayList<>(types);
    boolean signs = types.stream().anyMatch(type -> !type.equals(RecordType.NS));
    if (signs) {
      all.add(RecordType.RRSIG);
    }
    Nsec3 data =
        new Nsec3(
            Nsec3Hash.SHA1,
            hashing.optOut() ? Nsec3.OPT_OUT : 0,
            hashing.iterations(),
            hashing.salt(),
            Rdata.of(next),
            TypeBitmap.of(all));
    return Record.of(Nsec3Hash.owner(from.hash, origin), TTL_SECONDS, data);
  }

  static Denials of(Name origin, List<Record> records, Hashing hashing) {
    RecordType type = hashing.on() ? RecordType.NSEC3 : RecordType.NSEC;
    return new Denials(
        origin, records.stream().filter(r -> r.type().equals(type)).toList(), hashing);
  }

  /** The name is there, without such a type (RFC 4035 §3.1.3.1, RFC 5155 §7.2.3, §7.2.4). */
  List<Record> noData(Name name) {
    Optional<Record> exact = matching(name);
    if (exact.isPresent()) {
      return exact.stream().toList();
    }
    return hashing.on() ? encloser(name) : covering(name).stream().toList();
  }

  /** RFC 4035 §3.1.3.2, RFC 5155 §7.2.2. */
  List<Record> noName(Name name, Name encloser) {
    Stream<Record> wildcard = covering(encloser.child("*").orThrow()).stream();
    Stream<Record> absent = hashing.on() ? encloser(name).stream() : covering(name).stream();
    return Stream.concat(absent, wildcard).distinct().toList();
  }

  /** RFC 4035 §3.1.3.3, RFC 5155 §7.2.6. */
  List<Record> wildcardAnswer(Name name, Name encloser) {
    return covering(nextCloser(name, encloser)).stream().toList();
  }

  /** RFC 4035 §3.1.3.4, RFC 5155 §7.2.5. */
  List<Record> wildcardNoData(Name name, Name encloser) {
    Stream<Record> wildcard = matching(encloser.child("*").orThrow()).stream();
    Stream<Record> absent = hashing.on() ? encloser(name).stream() : covering(name).stream();
    return Stream.concat(absent, wildcard).distinct().toList();
  }

  /** RFC 5155 §7.2.1: the closest encloser that is in the chain, and what covers the name below. */
  private List<Record> encloser(Name name) {
    for (int labels = name.labelCount() - 1; labels >= origin.labelCount(); labels--) {
      Optional<Record> match = matching(name.rightmost(labels));
      if (match.isPresent()) {
        return Stream.concat(match.stream(), covering(name.rightmost(labels + 1)).stream())
            .distinct()
            .toList();
      }
    }
    return List.of();
  }

  private static Name nextCloser(Name name, Name encloser) {
    return name.rightmost(encloser.labelCount() + 1);
  }

  Optional<Record> matching(Name name) {
    Name owner = hashing.on() ? Nsec3Hash.owner(hash(name, hashing), origin) : name;
    return chain.stream().filter(record -> record.owner().equals(owner)).findFirst();
  }

  Optional<Record> covering(Name name) {
    Name place = hashing.on() ? Nsec3Hash.owner(hash(name, hashing), origin) : name;
    List<Record> inOrder = chain.stream().sorted(Comparator.comparing(Record::owner)).toList();
    return inOrder.stream()
        .filter(record -> record.owner().compareTo(place) < 0)
        .reduce((_, later) -> later)
        .or(() -> inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.getLast()));
  }

  /** The data of a link. */
  static RecordData data(Record link) {
    return link.data().orThrow();
  }
}
