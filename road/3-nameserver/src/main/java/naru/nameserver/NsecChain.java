package naru.nameserver;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.RecordType;

/** The names of a zone, each pointing to the next in canonical order (RFC 4035 §3.1.3). */
final class NsecChain implements Denial {
  private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);

  /** In canonical order; the apex comes first. */
  private final Node[] nodes;

  private NsecChain(Node[] nodes) {
    this.nodes = nodes;
  }

  /** The chain of a zone whose apex has an NSEC record; none of one without. */
  static Optional<Denial> of(Node apex, Collection<Node> nodes) {
    if (!apex.has(RecordType.NSEC)) {
      return Optional.empty();
    }
    return Optional.of(
        inOrder(nodes.stream().filter(node -> node.has(RecordType.NSEC)).sorted(BY_NAME)));
  }

  /** The chain of nodes that come in canonical order, each with an NSEC record. */
  static NsecChain inOrder(Stream<Node> nodes) {
    return new NsecChain(nodes.toArray(Node[]::new));
  }

  @Override
  public RecordType type() {
    return RecordType.NSEC;
  }

  @Override
  public Stream<Node> hashed() {
    return Stream.empty();
  }

  /** RFC 4035 §3.1.3.2. */
  @Override
  public List<Node> noName(Name sought, Name closestEncloser) {
    Stream<Node> wildcard = closestEncloser.child("*").ok().map(this::at).stream();
    return Stream.concat(Stream.of(at(sought)), wildcard).distinct().toList();
  }

  /** RFC 4035 §3.1.3.1; an empty non-terminal is covered by the name before it. */
  @Override
  public List<Node> noData(Name name) {
    return List.of(at(name));
  }

  /** RFC 4035 §3.1.3.4. */
  @Override
  public List<Node> noDataOfWildcard(Name sought, Name wildcard) {
    return Stream.of(at(wildcard), at(sought)).distinct().toList();
  }

  /** RFC 4035 §3.1.3.3. */
  @Override
  public List<Node> expanded(Name sought, Name wildcard) {
    return List.of(at(sought));
  }

  /** The node of a name, else the last before it. */
  private Node at(Name name) {
    int found = Arrays.binarySearch(nodes, Node.empty(name), BY_NAME);
    return nodes[found >= 0 ? found : Math.max(0, -found - 2)];
  }
}
