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
  private final List<Start> configured;
  private final DelegationCache cuts;

  /** One zone that the configuration names, and what is special about it. */
  private record Start(Delegation zone, ConfiguredZone.Manner manner) {
    Name name() {
      return zone.zone();
    }
  }

  Starts(ResolverConfig config, DelegationCache cuts) {
    List<Start> all = new ArrayList<>();
    Delegation root = Delegation.configured(Name.ROOT, config.rootHints(), Origin.ROOT_HINTS);
    all.add(new Start(root, ConfiguredZone.Manner.USUAL));
    config.stubZones().forEach(zone -> all.add(start(zone, Origin.STUB_ZONE)));
    config.forwardZones().forEach(zone -> all.add(start(zone, Origin.FORWARD_ZONE)));
    // Deepest first; of two for the same zone the one named last: forward, stub, hints.
    this.configured =
        all.reversed().stream()
            .sorted(Comparator.comparingInt((Start s) -> s.name().labelCount()).reversed())
            .toList();
    this.cuts = cuts;
  }

  private static Start start(ConfiguredZone zone, Origin origin) {
    Delegation delegation = Delegation.configured(zone.zone(), zone.servers(), origin);
    return new Start(delegation, zone.manner());
  }

  /** The zone that the configuration names for the question. */
  Name top(Question question) {
    return start(holder(question), 0).name();
  }

  /** The zone whose servers are asked first. */
  Delegation nearest(Question question) {
    return nearest(question, Freshness.LIVE);
  }

  /** The same, from a cut that is fresh enough. */
  Delegation nearest(Question question, Freshness freshness) {
    return nearest(holder(question), freshness, 0);
  }

  /** Where to begin instead when the servers of {@code times} configured zones have failed. */
  Optional<Delegation> afterFailures(Question question, Freshness freshness, int times) {
    Name name = holder(question);
    boolean goesOn = start(name, times - 1).manner().first();
    return goesOn ? Optional.of(nearest(name, freshness, times)) : Optional.empty();
  }

  /** Whether answers about this question are remembered. */
  boolean remembers(Question question) {
    return start(holder(question), 0).manner().cached();
  }

  private Delegation nearest(Name name, Freshness freshness, int skipped) {
    Delegation top = start(name, skipped).zone();
    return top.isForward() ? top : cuts.nearest(name, top.zone(), freshness).orElse(top);
  }

  /** Of those that hold the name, of which the root's is the last, the one after so many. */
  private Start start(Name name, int skipped) {
    int left = skipped;
    for (Start each : configured) {
      if (name.isAtOrBelow(each.name()) && left-- == 0) {
        return each;
      }
    }
    throw new IllegalStateException("no root");
  }

  /** The nearest zone above {@code zone} that is known; none above what the configuration names. */
  Optional<Delegation> above(Name zone) {
    boolean isTop = configured.stream().anyMatch(top -> top.name().equals(zone));
    return isTop
        ? Optional.empty()
        : zone.parent().map(name -> nearest(Question.of(name, RecordType.NS)));
  }

  /** A DS is found in the zone above its name (RFC 4035 §3.1.4.1). */
  static Name holder(Question question) {
    Name name = question.name();
    return question.type().equals(RecordType.DS) ? name.parent().orElse(name) : name;
  }
}
