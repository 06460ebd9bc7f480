package naru.resolver.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import naru.resolver.TrustAnchor;
import naru.resolver.anchor.TrustPoints;
import naru.wire.Name;

/**
 * Where chains of trust begin now, and where they are said to end. Those of a zone that is managed
 * (RFC 5011) may differ from one question to the next. Thread-safe.
 */
final class TrustAnchors {
  private final Map<Name, TrustAnchor> anchors = new HashMap<>();
  private final List<Name> negative;
  private final TrustPoints managed;

  TrustAnchors(List<TrustAnchor> all, List<Name> negative, TrustPoints managed) {
    this.managed = managed;
    all.forEach(anchor -> anchors.merge(anchor.zone(), anchor, TrustAnchors::both));
    this.negative = List.copyOf(negative);
  }

  private static TrustAnchor both(TrustAnchor a, TrustAnchor b) {
    var digests = new ArrayList<>(a.digests());
    digests.addAll(b.digests());
    var keys = new ArrayList<>(a.keys());
    keys.addAll(b.keys());
    return new TrustAnchor(a.zone(), digests, keys);
  }

  /**
   * The nearest anchor at or above {@code name}; none where a negative one is as near (RFC 7646
   * §1.1).
   */
  Optional<TrustAnchor> nearest(Name name) {
    Optional<Name> at = Optional.of(name);
    while (at.isPresent() && !negative.contains(at.get())) {
      Optional<TrustAnchor> anchor = at(at.get());
      if (anchor.isPresent()) {
        return anchor;
      }
      at = at.get().parent();
    }
    return Optional.empty();
  }

  /** Whether nothing is validated from here down. */
  boolean isNegative(Name zone) {
    return negative.contains(zone);
  }

  /** Where a chain begins at this very zone. */
  Optional<TrustAnchor> at(Name zone) {
    return managed.manages(zone) ? managed.anchor(zone) : Optional.ofNullable(anchors.get(zone));
  }
}
