package naru.nameserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.dnssec.Nsec3Hash;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/** The hashed names of a zone, each pointing to the next in their order (RFC 5155 §7.2). */
final class Nsec3Chain implements Denial {
  private final Name origin;
  private final RecordData.Nsec3param parameters;

  /** In the order of the hashes. */
  private final HashedNode[] links;

  private Nsec3Chain(Name origin, RecordData.Nsec3param parameters, HashedNode[] links) {
    this.origin = origin;
    this.parameters = parameters;
    this.links = links;
  }

  /**
   * The chain that an NSEC3PARAM record at the apex announces (RFC 5155 §7.3).
   *
   * @param hashed nodes that have NSEC3 records, of this chain or another
   */
  static Optional<Denial> of(Node apex, Collection<Node> hashed) {
    return apex.set(RecordType.NSEC3PARAM).stream()
        .flatMap(RecordSet::values)
        .map(RecordData.Nsec3param.class::cast)
        .map(parameters -> of(apex.name(), parameters, hashed))
        .filter(chain -> chain.match(apex.name()).isPresent())
        .map(Denial.class::cast)
        .findFirst();
  }

  private static Nsec3Chain of(
      Name origin, RecordData.Nsec3param parameters, Collection<Node> hashed) {
    List<HashedNode> links = new ArrayList<>();
    for (Node node : hashed) {
      Optional<RecordSet> own = node.set(RecordType.NSEC3).flatMap(set -> only(set, parameters));
      own.ifPresent(set ->
          Nsec3Hash.hashOf(node.name(), origin)
              .ifPresent(hash -> links.add(new HashedNode(hash, node.with(set)))));
    }
    return new Nsec3Chain(
        origin, parameters, links.stream().sorted(HashedNode.ORDER).toArray(HashedNode[]::new));
  }

  /** The records of one chain; an owner may have some of another. */
  private static Optional<RecordSet> only(RecordSet set, RecordData.Nsec3param parameters) {
    boolean all = set.values().allMatch(data -> isOf(data, parameters));
    return all ? Optional.of(set) : Optional.empty();
  }

  private static boolean isOf(RecordData data, RecordData.Nsec3param parameters) {
    return data instanceof RecordData.Nsec3 nsec3
        && nsec3.algorithm() == parameters.algorithm()
        && nsec3.iterations() == parameters.iterations()
        && nsec3.salt().equals(parameters.salt());
  }

  @Override
  public RecordType type() {
    return RecordType.NSEC3;
  }

  @Override
  public Stream<Node> hashed() {
    return Arrays.stream(links).map(HashedNode::node);
  }

  /** RFC 5155 §7.2.2. */
  @Override
  public List<Node> noName(Name sought, Name closestEncloser) {
    Proven proven = encloser(sought);
    Stream<Node> wildcard = proven.name().child("*").ok().map(this::cover).stream();
    return Stream.concat(proven.nodes(), wildcard).distinct().toList();
  }

  /** RFC 5155 §7.2.3; where opt-out left the name out, §7.2.4 and §7.2.7. */
  @Override
  public List<Node> noData(Name name) {
    return match(name).map(List::of).orElseGet(() -> encloser(name).nodes().distinct().toList());
  }

  /** RFC 5155 §7.2.5. */
  @Override
  public List<Node> noDataOfWildcard(Name sought, Name wildcard) {
    return Stream.concat(encloser(sought).nodes(), match(wildcard).stream()).distinct().toList();
  }

  /** RFC 5155 §7.2.6. */
  @Override
  public List<Node> expanded(Name sought, Name wildcard) {
    return List.of(cover(sought.rightmost(wildcard.labelCount())));
  }

  /** A name above one sought that has a record, and a record that covers the next closer one. */
  private record Proven(Name name, Node encloser, Node nextCloser) {
    Stream<Node> nodes() {
      return Stream.of(encloser, nextCloser);
    }
  }

  /**
   * RFC 5155 §7.2.1: the closest encloser that can be proven. With opt-out the real one may have no
   * record.
   */
  private Proven encloser(Name sought) {
    int labels = sought.labelCount() - 1;
    while (labels > origin.labelCount() && match(sought.rightmost(labels)).isEmpty()) {
      labels--;
    }
    Name name = sought.rightmost(labels);
    return new Proven(name, match(name).orElseThrow(), cover(sought.rightmost(labels + 1)));
  }

  private Optional<Node> match(Name name) {
    int found = search(name);
    return found >= 0 ? Optional.of(links[found].node()) : Optional.empty();
  }

  /** The last node before a name's hash; before the first comes the last of all. */
  private Node cover(Name name) {
    int found = search(name);
    int before = found >= 0 ? found : -found - 2;
    return links[before < 0 ? links.length - 1 : before].node();
  }

  private int search(Name name) {
    return Nsec3Hash.of(
            name, parameters.algorithm(), parameters.iterations(), parameters.salt().bytes())
        .map(hash ->
            Arrays.binarySearch(links, new HashedNode(hash, Node.empty(name)), HashedNode.ORDER))
        .orElse(-1);
  }
}
