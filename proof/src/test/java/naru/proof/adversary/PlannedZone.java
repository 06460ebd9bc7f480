package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Record;

/** A zone as it is planned and filled. Confined to one run. */
final class PlannedZone {
  final Name name;
  final Optional<PlannedZone> parent;

  /** Its servers hold it to lie: whatever is in it or below may be said. */
  final boolean lies;

  /** Its own NS records. */
  final List<Name> servers = new ArrayList<>();

  /** What its parent says of it. */
  final List<Name> delegated = new ArrayList<>();

  /** Servers for which the parent has glue. */
  final List<Name> glue = new ArrayList<>();

  final List<Record> records = new ArrayList<>();

  /** How it is signed. */
  Seal seal = Seal.NONE;

  final long serverTtl;
  final long denialTtl;

  PlannedZone(
      Name name, Optional<PlannedZone> parent, boolean lies, long serverTtl, long denialTtl) {
    this.name = name;
    this.parent = parent;
    this.lies = lies;
    this.serverTtl = serverTtl;
    this.denialTtl = denialTtl;
  }

  int depth() {
    return parent.map(p -> p.depth() + 1).orElse(0);
  }

  /** What a validator with an anchor at the root must make of it. */
  Seal.Trust trust() {
    return parent
        .map(above -> seal.below(above.trust()))
        .orElse(seal.isSigned() ? Seal.Trust.SECURE : Seal.Trust.INSECURE);
  }

  boolean isRoot() {
    return parent.isEmpty();
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
