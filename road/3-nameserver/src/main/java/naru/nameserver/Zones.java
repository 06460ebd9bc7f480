package naru.nameserver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import naru.wire.Name;

/** The zones of a server at one moment, by origin. Immutable. */
final class Zones {
  private final Map<Name, Zone> byOrigin;
  private final int deepestOrigin;

  Zones(Collection<Zone> zones) {
    this.byOrigin = zones.stream().collect(Collectors.toMap(Zone::origin, Function.identity()));
    this.deepestOrigin = byOrigin.keySet().stream().mapToInt(Name::labelCount).max().orElse(0);
  }

  /** RFC 1034 §4.3.2 step 2: the zone that is the nearest ancestor of a name. */
  Optional<Zone> nearest(Name name) {
    for (int labels = Math.min(name.labelCount(), deepestOrigin); labels >= 0; labels--) {
      Zone zone = byOrigin.get(name.rightmost(labels));
      if (zone != null) {
        return Optional.of(zone);
      }
    }
    return Optional.empty();
  }

  Optional<Zone> at(Name origin) {
    return Optional.ofNullable(byOrigin.get(origin));
  }

  Collection<Zone> all() {
    return byOrigin.values();
  }

  /** The same with other zones in the place of those of the same origin. */
  Zones with(Collection<Zone> others) {
    Map<Name, Zone> all = new HashMap<>(byOrigin);
    others.forEach(zone -> all.put(zone.origin(), zone));
    return new Zones(all.values());
  }

  Zones without(Name origin) {
    Map<Name, Zone> rest = new HashMap<>(byOrigin);
    rest.remove(origin);
    return new Zones(rest.values());
  }
}
