package naru.resolver.descent;

import java.util.List;
import java.util.Optional;
import naru.resolver.SignedSet;
import naru.resolver.descent.Reply.Link;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/** Reads and makes aliases. */
final class Aliases {
  private Aliases() {}

  /** Through a CNAME. */
  static Optional<Link> through(SignedSet cname) {
    return targetOf(cname.set()).map(target -> new Link(List.of(cname), target, List.of()));
  }

  /**
   * Through a DNAME above {@code owner}, and the CNAME that it stands for, with the DNAME's time to
   * live (RFC 6672 §3.1). Empty where the target would be too long.
   */
  static Optional<Link> through(SignedSet dname, Name owner) {
    return targetOf(dname.set())
        .flatMap(to -> owner.rebased(dname.set().owner(), to).ok())
        .map(target -> new Link(List.of(dname, cname(dname, owner, target)), target, List.of()));
  }

  private static SignedSet cname(SignedSet dname, Name owner, Name target) {
    Record cname = Record.of(owner, dname.set().ttlSeconds(), new RecordData.Cname(target));
    return SignedSet.unsigned(RecordSet.of(List.of(cname))).as(dname.security());
  }

  private static Optional<Name> targetOf(RecordSet alias) {
    return alias.values().findFirst().flatMap(Aliases::target);
  }

  private static Optional<Name> target(RecordData data) {
    return switch (data) {
      case RecordData.Cname(Name target) -> Optional.of(target);
      case RecordData.Dname(Name target) -> Optional.of(target);
      default -> Optional.empty();
    };
  }
}
