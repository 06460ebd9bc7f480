package naru.nameserver;

import java.util.Arrays;
import java.util.Comparator;

/** A node by the hash of a name (RFC 5155 §5). Immutable. */
final class HashedNode {
  /** Hash order, as of unsigned octets (RFC 5155 §1.3). */
  static final Comparator<HashedNode> ORDER =
      Comparator.comparing(HashedNode::hash, Arrays::compareUnsigned);

  private final byte[] hash;
  private final Node node;

  /** Takes over {@code hash}, which nobody changes any more. */
  HashedNode(byte[] hash, Node node) {
    this.hash = hash;
    this.node = node;
  }

  byte[] hash() {
    return hash;
  }

  Node node() {
    return node;
  }
}
