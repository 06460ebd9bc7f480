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

  /** Learns from a proof whose sets are all secure; without the zone's SOA it says too little. */
  public void learn(List<SignedSet> proof) {
    proof.stream()
        .filter(set -> set.set().type().equals(RecordType.SOA))
        .findFirst()
        .ifPresent(soa -> learn(soa, proof));
  }

  private void learn(SignedSet soa, List<SignedSet> proof) {
    Name zone = soa.set().owner();
    zones.update(zone, old -> Optional.of(old.orElseGet(() -> new ZoneChain(zone, time))));
    zones.find(zone).ifPresent(chain -> chain.learn(soa, proof));
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
