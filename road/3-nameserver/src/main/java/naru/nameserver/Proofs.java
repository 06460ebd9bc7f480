package naru.nameserver;

import java.util.List;
import java.util.function.Function;
import naru.wire.Name;

/**
 * What an answer of a signed zone must prove beside what it says, for those who ask with DO (RFC
 * 4035 §3.1.3, RFC 5155 §7.2). An unsigned zone proves nothing. Confined to one thread.
 */
final class Proofs {
  private final Sections out;

  Proofs(Sections out) {
    this.out = out;
  }

  /** There is no such name, and no wildcard for it. */
  void noName(Zone zone, Node encloser, Name sought) {
    write(zone, denial -> denial.noName(sought, encloser.name()));
  }

  /** The name, or the wildcard {@code node} that stands for it, has no such type. */
  void noData(Zone zone, Node node, Name sought) {
    write(
        zone,
        denial ->
            isExpanded(node, sought)
                ? denial.noDataOfWildcard(sought, node.name())
                : denial.noData(sought));
  }

  /** If a wildcard answered: the name itself is not there. */
  void expanded(Zone zone, Node node, Name sought) {
    if (isExpanded(node, sought)) {
      write(zone, denial -> denial.expanded(sought, node.name()));
    }
  }

  /** The child is not signed. */
  void noDs(Zone zone, Node cut) {
    write(zone, denial -> denial.noData(cut.name()));
  }

  private static boolean isExpanded(Node node, Name sought) {
    return !node.name().equals(sought);
  }

  private void write(Zone zone, Function<Denial, List<Node>> proof) {
    if (out.dnssecOk()) {
      zone.denial()
          .ifPresent(
              denial -> proof.apply(denial).forEach(node -> out.authority(node, denial.of(node))));
    }
  }
}
