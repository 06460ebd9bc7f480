package naru.nameserver;

import java.util.List;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * The chain of records by which a signed zone proves what is not in it. Each question has as answer
 * the nodes whose {@link #type} records are the proof; none twice. Immutable.
 */
sealed interface Denial permits NsecChain, Nsec3Chain {
  /** NSEC or NSEC3. */
  RecordType type();

  /** That {@code sought} is not there, nor the wildcard below its closest encloser. */
  List<Node> noName(Name sought, Name closestEncloser);

  /** That a name has no such type; at a cut, that it has no DS record. */
  List<Node> noData(Name name);

  /** That nothing is there but {@code wildcard}, which has no such type. */
  List<Node> noDataOfWildcard(Name sought, Name wildcard);

  /** That nothing stood between {@code sought} and the wildcard that answered for it. */
  List<Node> expanded(Name sought, Name wildcard);

  /** Nodes that stand beside the names of the zone: owners of hashed names. */
  Stream<Node> hashed();

  /** The records of a node that is part of a proof. */
  default RecordSet of(Node node) {
    return node.set(type()).orElseThrow();
  }
}
