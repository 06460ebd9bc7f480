package naru.resolver.descent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import naru.resolver.ConfiguredZone;
import naru.resolver.ResolverConfig;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.Delegation.Origin;
import naru.resolver.cache.DelegationCache;
import naru.resolver.cache.Freshness;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * Where a descent begins: at the nearest zone cut that is known, but never above the zone that the
 * configuration names for it. Immutable but for the cache it reads.
 */
final class Starts {
  private final List<Delegation> configured;
  private final DelegationCache cuts;

  Starts(ResolverConfig config, DelegationCache cuts) {
    List<Delegation> all = new ArrayList<>();
    all.add(Delegation.configured(Name.ROOT, config.rootHints(), Origin.ROOT_HINTS));
    config.stubZones().forEach(zone -> all.add(delegation(zone, Origin.STUB_ZONE)));
    config.forwardZones().forEach(zone -> all.add(delegation(zone, Origin.FORWARD_ZONE)));
    // Deepest first; of two for the same zone the one named last: forward, stub, hints.
    this.configured =
        all.reversed().stream()
            .sorted(Comparator.comparingInt((Delegation d) -> d.zone().labelCount()).reversed())
            .toList();
    this.cuts = cuts;
  }

  private static Delegation delegation(ConfiguredZone zone, Origin origin) {
    return Delegation.configured(zone.zone(), zone.servers(), origin);
  }

  /** The zone that the configuration names for the question. */
  Name top(Question question) {
    return configured(holder(question)).zone();
  }

  /** The deepest of the configured zones that holds a name: the root is one of them. */
  private Delegation configured(Name name) {
    for (Delegation each : configured) {
      if (name.isAtOrBelow(each.zone())) {
        return each;
      }
    }
    throw new IllegalStateException("no root");
  }

  /** The zone whose servers are asked first. */
  Delegation nearest(Question question) {
    return nearest(question, Freshness.LIVE);
  }

  /** The same, from a cut that is fresh enough. */
  Delegation nearest(Question question, Freshness freshness) {
    Name name = holder(question);
    Delegation top = configured(name);
    return top.isForward() ? top : cuts.nearest(name, top.zone(), freshness).orElse(top);
  }

  /** The nearest zone above {@code zone} that is known; none above what the configuration names. */
  Optional<Delegation> above(Name zone) {
    boolean isTop = configured.stream().anyMatch(top -> top.zone().equals(zone));
    return isTop
        ? Optional.empty()
        : zone.parent().map(name -> nearest(Question.of(name, RecordType.NS)));
  }

  /** A DS is found in the zone above its name (RFC 4035 §3.1.4.1). */
  private static Name holder(Question question) {
    Name name = question.name();
    return question.type().equals(RecordType.DS) ? name.parent().orElse(name) : name;
  }
}
