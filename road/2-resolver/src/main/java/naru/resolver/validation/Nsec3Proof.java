package naru.resolver.validation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import naru.dnssec.Nsec3Hash;
import naru.resolver.Limits;
import naru.resolver.validation.DenialCheck.Cut;
import naru.resolver.validation.DenialCheck.Proof;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData.Nsec3;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * What NSEC3 records of one zone prove (RFC 5155 §8). They are verified already. Each hash is
 * computed once, at the question's cost. Confined to the task of that question.
 */
final class Nsec3Proof {
  private static final int SHA_1 = 1;

  private final Name zone;
  private final Chain chain;
  private final Optional<Nsec3> hashing;
  private final boolean tooManyIterations;
  private final Work work;
  private final Map<Name, Optional<byte[]>> hashes = new HashMap<>();

  /**
   * @param hashing how the chain hashes names, as one of its links says; empty where there is none
   */
  Nsec3Proof(Name zone, Optional<Nsec3> hashing, Chain chain, Work work) {
    this.zone = zone;
    this.hashing = hashing;
    this.chain = chain;
    this.work = work;
    this.tooManyIterations =
        hashing.filter(data -> data.iterations() > Limits.NSEC3_ITERATIONS).isPresent();
  }

  /** Where links are found. */
  interface Chain {
    /** Every link at hand that may match or cover the hash. */
    Stream<Link> near(byte[] hash);
  }

  /** One link of the chain: no name hashes to between {@code hash} and {@code next}. */
  static final class Link {
    private final byte[] hash;
    private final Nsec3 data;
    private final byte[] next;

    private Link(byte[] hash, Nsec3 data) {
      this.hash = hash;
      this.data = data;
      this.next = data.nextHash().bytes();
    }

    byte[] hash() {
      return hash;
    }

    Nsec3 data() {
      return data;
    }

    boolean covers(byte[] other) {
      boolean after = Arrays.compareUnsigned(hash, other) < 0;
      boolean before = Arrays.compareUnsigned(other, next) < 0;
      boolean last = Arrays.compareUnsigned(hash, next) >= 0;
      return last ? after || before : after && before;
    }

    boolean isOptOut() {
      return (data.flags() & Nsec3.OPT_OUT) != 0;
    }
  }

  static Nsec3Proof of(Name zone, List<RecordSet> sets, Work work) {
    List<Link> all = sets.stream().flatMap(set -> links(zone, set)).toList();
    Optional<Nsec3> hashing = all.stream().map(Link::data).findFirst();
    // RFC 5155 §8.2: a proof that mixes chains is none.
    boolean mixed = all.stream().anyMatch(link -> !sameHash(hashing.orElseThrow(), link.data));
    List<Link> links = mixed ? List.of() : all;
    return new Nsec3Proof(zone, hashing.filter(_ -> !mixed), _ -> links.stream(), work);
  }

  /** The links of a set: one, but for zones that are signed strangely. */
  static Stream<Link> links(Name zone, RecordSet set) {
    return Nsec3Hash.hashOf(set.owner(), zone).stream()
        .flatMap(hash ->
            set.values()
                .filter(Nsec3.class::isInstance)
                .map(Nsec3.class::cast)
                .filter(data -> isUsable(data, hash))
                .map(data -> new Link(hash, data)));
  }

  /** RFC 5155 §8.1, §8.2: unknown hashes and flags are passed over. */
  private static boolean isUsable(Nsec3 data, byte[] hash) {
    return data.algorithm() == SHA_1
        && (data.flags() & ~Nsec3.OPT_OUT) == 0
        && data.nextHash().octets() == hash.length;
  }

  /** Whether links belong to one chain. */
  static boolean sameHash(Nsec3 a, Nsec3 b) {
    return a.iterations() == b.iterations() && a.salt().equals(b.salt());
  }

  /** RFC 5155 §8.4: the name is not there, and no wildcard would make it. */
  Proof noName(Name name) {
    if (tooManyIterations) {
      return Proof.UNSIGNED_PERHAPS;
    }
    Optional<Encloser> encloser = closestEncloser(name);
    boolean wildcard =
        encloser.flatMap(e -> e.name.child("*").ok()).flatMap(this::covering).isPresent();
    return wildcard ? byOptOut(encloser.get().nextCloser) : Proof.NONE;
  }

  /** RFC 5155 §8.5, §8.6, §8.7: the name, or a wildcard for it, has no such records. */
  Proof noData(Question question) {
    if (tooManyIterations) {
      return Proof.UNSIGNED_PERHAPS;
    }
    Optional<Link> exact = matching(question.name());
    if (exact.isPresent()) {
      return proven(lacks(exact.get(), question));
    }
    Optional<Encloser> encloser = closestEncloser(question.name());
    if (encloser.isEmpty()) {
      return Proof.NONE;
    }
    Link nextCloser = encloser.get().nextCloser;
    Optional<Link> wildcard = encloser.get().name.child("*").ok().flatMap(this::matching);
    if (wildcard.isPresent()) {
      boolean lacks = lacks(wildcard.get(), question);
      return lacks ? byOptOut(nextCloser) : Proof.NONE;
    }
    // An unsigned delegation may be there, and it has no DS; nothing is said of anything else.
    return nextCloser.isOptOut() ? Proof.UNSIGNED_PERHAPS : Proof.NONE;
  }

  /** RFC 5155 §8.8: the name one label longer than the wildcard's place does not exist. */
  Proof noCloserMatch(Name name, int labels) {
    if (tooManyIterations) {
      return Proof.UNSIGNED_PERHAPS;
    }
    return covering(name.rightmost(labels + 1)).map(Nsec3Proof::byOptOut).orElse(Proof.NONE);
  }

  /** RFC 5155 §8.6, §8.9: what the parent's chain says of a cut. */
  Cut cutAt(Question about) {
    if (hashing.isEmpty()) {
      return Cut.UNPROVEN;
    }
    if (tooManyIterations) {
      return Cut.UNSIGNED;
    }
    Optional<Link> exact = matching(about.name());
    if (exact.isPresent()) {
      return cutAt(exact.get());
    }
    return closestEncloser(about.name())
        .map(encloser -> encloser.nextCloser.isOptOut() ? Cut.UNSIGNED : Cut.NONE)
        .orElse(Cut.UNPROVEN);
  }

  private static Cut cutAt(Link link) {
    var types = link.data.types();
    if (types.contains(RecordType.DS) || types.contains(RecordType.SOA)) {
      return Cut.UNPROVEN;
    }
    return types.contains(RecordType.NS) ? Cut.UNSIGNED : Cut.NONE;
  }

  private static boolean lacks(Link link, Question question) {
    boolean rootDs = question.name().isRoot() && question.type().equals(RecordType.DS);
    return rootDs
        ? !link.data.types().contains(RecordType.DS)
        : NsecProof.lacks(link.data.types(), question.type());
  }

  private static Proof proven(boolean so) {
    return so ? Proof.PROVEN : Proof.NONE;
  }

  private static Proof byOptOut(Link nextCloser) {
    return nextCloser.isOptOut() ? Proof.UNSIGNED_PERHAPS : Proof.PROVEN;
  }

  /** The longest ancestor that exists, and the link that covers the name one label longer. */
  private record Encloser(Name name, Link nextCloser) {}

  /** RFC 5155 §8.3. */
  private Optional<Encloser> closestEncloser(Name name) {
    for (int labels = name.labelCount() - 1; labels >= zone.labelCount(); labels--) {
      Name ancestor = name.rightmost(labels);
      Optional<Link> match = matching(ancestor);
      if (match.isPresent()) {
        return isAboveOthers(match.get())
            ? Optional.empty()
            : covering(name.rightmost(labels + 1)).map(link -> new Encloser(ancestor, link));
      }
    }
    return Optional.empty();
  }

  /** RFC 5155 §8.3: below a delegation or a DNAME the chain has no say. */
  private static boolean isAboveOthers(Link link) {
    var types = link.data.types();
    boolean cut = types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
    return cut || types.contains(RecordType.DNAME);
  }

  private Optional<Link> matching(Name name) {
    return hash(name)
        .flatMap(hash -> chain.near(hash).filter(l -> Arrays.equals(l.hash, hash)).findFirst());
  }

  private Optional<Link> covering(Name name) {
    return hash(name)
        .flatMap(hash -> chain.near(hash).filter(link -> link.covers(hash)).findFirst());
  }

  private Optional<byte[]> hash(Name name) {
    if (hashing.isEmpty() || !name.isAtOrBelow(zone)) {
      return Optional.empty();
    }
    return hashes.computeIfAbsent(
        name, each -> work.takeHash() ? Nsec3Hash.of(each, hashing.get()) : Optional.empty());
  }
}
