package naru.nameserver;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.dnssec.Nsec3Hash;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * What the NSEC and NSEC3 records of one zone in an answer prove, read as a resolver reads them
 * (RFC 4035 §5.4, RFC 5155 §8): the rules as they stand, without any chain or index.
 */
final class ProofReader {
  private record Nsec(Name owner, RecordData.Nsec data) {}

  private record Nsec3(Rdata hash, RecordData.Nsec3 data) {}

  private final Name origin;
  private final List<Nsec> plain;
  private final List<Nsec3> hashed;

  /** The proofs of the zone {@code origin} among {@code authorities}. */
  ProofReader(Name origin, List<Record> authorities) {
    this.origin = origin;
    this.plain =
        authorities.stream()
            .filter(r -> r.type().equals(RecordType.NSEC) && r.owner().isAtOrBelow(origin))
            .map(r -> new Nsec(r.owner(), (RecordData.Nsec) r.data().orThrow()))
            .toList();
    this.hashed =
        authorities.stream()
            .filter(r -> r.type().equals(RecordType.NSEC3))
            .flatMap(r ->
                Nsec3Hash.hashOf(r.owner(), origin)
                    .map(h -> new Nsec3(Rdata.of(h), (RecordData.Nsec3) r.data().orThrow()))
                    .stream())
            .toList();
  }

  /** How many records of proof there are. */
  int count() {
    return plain.size() + hashed.size();
  }

  boolean noName(Name name) {
    Optional<Name> encloser = closestEncloser(name, _ -> true);
    return encloser
        .map(e -> e.child("*").orThrow())
        .filter(wildcard -> isCovered(wildcard, _ -> true))
        .isPresent();
  }

  /** No such type at the name, at the wildcard that stands for it, or none can be known there. */
  boolean noData(Name name, RecordType type) {
    Optional<Set<RecordType>> types = typesAt(name);
    if (types.isPresent()) {
      return lacks(types.orElseThrow(), type);
    }
    if (isEmptyNonTerminal(name) || closestEncloser(name, this::optsOut).isPresent()) {
      return true;
    }
    return closestEncloser(name, _ -> true)
        .flatMap(e -> typesAt(e.child("*").orThrow()))
        .filter(found -> !found.contains(type) && !found.contains(RecordType.CNAME))
        .isPresent();
  }

  /** A wildcard of so many labels may answer for the name. */
  boolean expanded(Name name, int labels) {
    Name nextCloser = name.rightmost(labels + 1);
    return plain.isEmpty()
        ? isCovered(nextCloser, _ -> true)
        : closestEncloser(name, _ -> true).filter(e -> e.labelCount() == labels).isPresent();
  }

  private static boolean lacks(Set<RecordType> types, RecordType type) {
    boolean cut = types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
    boolean childs = cut && !type.equals(RecordType.DS);
    return !childs && !types.contains(type) && !types.contains(RecordType.CNAME);
  }

  private Optional<Set<RecordType>> typesAt(Name name) {
    Stream<RecordData.Nsec> atName =
        plain.stream().filter(n -> n.owner().equals(name)).map(Nsec::data);
    Stream<RecordData.Nsec3> atHash =
        hashed.stream().filter(n -> n.hash().equals(Rdata.of(hash(name)))).map(Nsec3::data);
    return Stream.concat(atName.map(n -> n.types().types()), atHash.map(n -> n.types().types()))
        .<Set<RecordType>>map(HashSet::new)
        .findFirst();
  }

  private boolean isEmptyNonTerminal(Name name) {
    return plain.stream().anyMatch(n -> covers(n, name) && n.data().next().isBelow(name));
  }

  /**
   * The longest name above that is shown to be there, the next longer one being shown not to be.
   */
  private Optional<Name> closestEncloser(Name name, Predicate<Object> how) {
    return plain.isEmpty() ? hashedEncloser(name, how) : plainEncloser(name);
  }

  private Optional<Name> plainEncloser(Name name) {
    return plain.stream()
        .filter(n -> covers(n, name) && !n.data().next().isBelow(name))
        .map(n -> longer(name.commonAncestor(n.owner()), name.commonAncestor(n.data().next())))
        .findFirst();
  }

  private static Name longer(Name one, Name other) {
    return one.labelCount() > other.labelCount() ? one : other;
  }

  private Optional<Name> hashedEncloser(Name name, Predicate<Object> how) {
    return IntStream.iterate(name.labelCount() - 1, n -> n >= origin.labelCount(), n -> n - 1)
        .mapToObj(name::rightmost)
        .filter(above -> typesAt(above).isPresent())
        .findFirst()
        .filter(above -> isCovered(name.rightmost(above.labelCount() + 1), how));
  }

  private boolean isCovered(Name name, Predicate<Object> how) {
    return plain.stream().anyMatch(n -> covers(n, name) && how.test(n))
        || hashed.stream().anyMatch(n -> covers(n, hash(name)) && how.test(n));
  }

  private boolean optsOut(Object record) {
    return record instanceof Nsec3 nsec3 && (nsec3.data().flags() & RecordData.Nsec3.OPT_OUT) != 0;
  }

  private boolean covers(Nsec nsec, Name name) {
    Name next = nsec.data().next();
    boolean last = next.equals(origin);
    return nsec.owner().compareTo(name) < 0 && (last || name.compareTo(next) < 0);
  }

  private static boolean covers(Nsec3 nsec3, byte[] hash) {
    byte[] from = nsec3.hash().bytes();
    byte[] next = nsec3.data().nextHash().bytes();
    boolean after = Arrays.compareUnsigned(from, hash) < 0;
    boolean before = Arrays.compareUnsigned(hash, next) < 0;
    boolean wraps = Arrays.compareUnsigned(from, next) >= 0;
    return wraps ? after || before : after && before;
  }

  private byte[] hash(Name name) {
    return Nsec3Hash.of(name, hashed.getFirst().data()).orElseThrow();
  }
}
