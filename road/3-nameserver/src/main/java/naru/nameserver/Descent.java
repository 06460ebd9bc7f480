package naru.nameserver;

import naru.wire.RecordSet;

/** Where the walk from the apex of a zone down to a name ended (RFC 1034 §4.3.2 step 3). */
sealed interface Descent {
  /** At a zone cut, at or above the name: the rest is a child's. */
  record AtCut(Node cut, RecordSet servers) implements Descent {}

  /** At a DNAME above the name: the name is found elsewhere (RFC 6672 §3.2). */
  record AtDname(Node node, RecordSet dname) implements Descent {}

  /** At the name itself. */
  record Found(Node node) implements Descent {}

  /** At the closest encloser: the name does not exist (RFC 4592 §3.3.1). */
  record Missing(Node closestEncloser) implements Descent {}
}
