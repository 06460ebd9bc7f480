package naru.resolver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.SignedSet;
import naru.resolver.cache.BoundedMap;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Proofs of non-existence that were verified for one name and hold for others (RFC 8198): a flood
 * of names that do not exist is answered without asking anybody. Thread-safe.
 */
public final class KnownChains {
  private final Time time;
  private final BoundedMap<Name, ZoneChain> zones = new BoundedMap<>(Limits.DENYING_ZONES);

  public KnownChains(Time time) {
    this.time = time;
  }

  /** What is proven not to exist, with the sets that prove it, the SOA first. */
  public record Denied(boolean noName, List<SignedSet> proof) {
    public Denied {
      proof = List.copyOf(proof);
    }
  }

  /** Learns from sets of a zone that are all secure. */
  void learn(Name zone, List<SignedSet> proof) {
    if (proof.isEmpty()) {
      return;
    }
    zones.update(zone, old -> Optional.of(old.orElseGet(() -> new ZoneChain(zone, time))));
    zones.find(zone).ifPresent(chain -> chain.learn(proof));
  }

  /**
   * What is known of the question, from the zone that holds it or one above, not above {@code top}.
   */
  public Optional<Denied> find(Question question, Name top, Work work) {
    boolean parents = question.type().equals(RecordType.DS);
    Optional<Name> at = parents ? question.name().parent() : Optional.of(question.name());
    while (at.isPresent() && at.get().isAtOrBelow(top)) {
      Optional<Denied> denied = zones.find(at.get()).flatMap(chain -> chain.find(question, work));
      if (denied.isPresent()) {
        return denied;
      }
      at = at.get().parent();
    }
    return Optional.empty();
  }

  /** What is known of a cut at {@code name} in the zone that holds it. */
  Optional<ZoneChain.Seen> cut(Name zone, Name name, Work work) {
    return zones.find(zone).flatMap(chain -> chain.cutAt(name, work));
  }

  /** Forgets everything at and below a name, and every chain that may speak of it. */
  public void flush(Name from) {
    List<Name> holders = new ArrayList<>();
    Optional<Name> at = Optional.of(from);
    while (at.isPresent()) {
      holders.add(at.get());
      at = at.get().parent();
    }
    zones.removeIf(zone -> zone.isAtOrBelow(from) || holders.contains(zone));
  }
}
