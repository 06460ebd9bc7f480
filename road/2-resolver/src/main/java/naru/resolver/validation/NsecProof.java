package naru.resolver.validation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.validation.DenialCheck.Cut;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import naru.wire.TypeBitmap;

/**
 * What NSEC records of one zone prove (RFC 4034 §4, RFC 4035 §5.4, RFC 6840 §4). They are verified
 * already. Immutable.
 */
record NsecProof(Name zone, Chain chain) {
  /** Where links are found. */
  interface Chain {
    /** Every link at hand that may match or cover the name. */
    Stream<Link> near(Name name);
  }

  /** One link of the chain: nothing exists between {@code owner} and {@code next}. */
  record Link(Name owner, Name next, TypeBitmap types) {
    /** A cut or a DNAME: what is below belongs to others (RFC 6840 §4.1). */
    boolean isAboveOthers(Name name) {
      boolean cut = types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
      return (cut || types.contains(RecordType.DNAME)) && name.isBelow(owner);
    }
  }

  static NsecProof of(Name zone, List<RecordSet> sets) {
    List<Link> links = sets.stream().flatMap(set -> links(zone, set)).toList();
    return new NsecProof(zone, _ -> links.stream());
  }

  /** The links of a set: one, but for zones that are signed strangely. */
  static Stream<Link> links(Name zone, RecordSet set) {
    return set.values()
        .filter(RecordData.Nsec.class::isInstance)
        .map(RecordData.Nsec.class::cast)
        .map(nsec -> new Link(set.owner(), nsec.next(), nsec.types()))
        // A chain never leaves its zone.
        .filter(link -> link.owner().isAtOrBelow(zone) && link.next().isAtOrBelow(zone));
  }

  /** The name is not there, and no wildcard would make it (RFC 4035 §5.4). */
  boolean hasNoName(Name name) {
    return covering(name)
        .filter(link -> !isEmptyNonTerminal(link, name))
        .flatMap(link -> wildcard(closestEncloser(link, name)))
        .filter(wildcard -> covering(wildcard).isPresent())
        .isPresent();
  }

  /** The name is there, or only below it something is, or a wildcard is: without such records. */
  boolean hasNoData(Question question) {
    Name name = question.name();
    Optional<Link> exact = matching(name);
    if (exact.isPresent()) {
      return lacks(exact.get(), question.type());
    }
    Optional<Link> covering = covering(name);
    if (covering.filter(link -> isEmptyNonTerminal(link, name)).isPresent()) {
      return true;
    }
    return covering
        .flatMap(link -> wildcard(closestEncloser(link, name)))
        .flatMap(this::matching)
        .filter(link -> lacks(link, question.type()))
        .isPresent();
  }

  /** RFC 4035 §5.3.4: nothing is as close to the name as the wildcard that made the answer. */
  boolean hasNoCloserMatch(Name name, int labels) {
    Name nextCloser = name.rightmost(labels + 1);
    return covering(nextCloser).filter(link -> !isEmptyNonTerminal(link, nextCloser)).isPresent();
  }

  /** What the parent's chain says of a cut at {@code name}. */
  Cut cutAt(Name name) {
    Optional<Link> exact = matching(name);
    if (exact.isPresent()) {
      return cutAt(exact.get());
    }
    return hasNoName(name) || hasNoData(Question.of(name, RecordType.DS)) ? Cut.NONE : Cut.UNPROVEN;
  }

  /** RFC 6840 §4.4: a delegation without DS, seen from the parent, which has no SOA there. */
  private Cut cutAt(Link link) {
    TypeBitmap types = link.types();
    if (types.contains(RecordType.DS) || types.contains(RecordType.SOA)) {
      return Cut.UNPROVEN;
    }
    return types.contains(RecordType.NS) ? Cut.UNSIGNED : Cut.NONE;
  }

  private Optional<Link> matching(Name name) {
    return chain.near(name).filter(link -> link.owner().equals(name)).findFirst();
  }

  private Optional<Link> covering(Name name) {
    return chain.near(name).filter(link -> covers(link, name)).findFirst();
  }

  private boolean covers(Link link, Name name) {
    if (!name.isBelow(zone) || link.isAboveOthers(name)) {
      return false;
    }
    boolean after = link.owner().compareTo(name) < 0;
    boolean last = link.next().equals(zone);
    return after && (last || name.compareTo(link.next()) < 0);
  }

  private static boolean isEmptyNonTerminal(Link link, Name name) {
    return link.next().isBelow(name);
  }

  /** The longest ancestor of the name that the link shows to exist. */
  private static Name closestEncloser(Link link, Name name) {
    Name byOwner = name.commonAncestor(link.owner());
    Name byNext = name.commonAncestor(link.next());
    return byOwner.labelCount() >= byNext.labelCount() ? byOwner : byNext;
  }

  private static Optional<Name> wildcard(Name encloser) {
    return encloser.child("*").ok();
  }

  /**
   * Neither the type nor an alias is there. A delegation's own NSEC speaks only for the parent, who
   * has nothing but the DS to say there; the child's apex never speaks of its DS (RFC 6840 §4.4).
   */
  static boolean lacks(TypeBitmap types, RecordType type) {
    boolean delegation = types.contains(RecordType.NS) && !types.contains(RecordType.SOA);
    boolean wrongSide = type.equals(RecordType.DS) ? types.contains(RecordType.SOA) : delegation;
    return !wrongSide && !types.contains(type) && !types.contains(RecordType.CNAME);
  }

  private static boolean lacks(Link link, RecordType type) {
    // The root has no parent to ask for its DS.
    boolean rootDs = link.owner().isRoot() && type.equals(RecordType.DS);
    return rootDs ? !link.types().contains(type) : lacks(link.types(), type);
  }
}
