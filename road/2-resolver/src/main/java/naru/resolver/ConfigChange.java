package naru.resolver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import naru.wire.Name;

/** What differs between two configurations of one resolver. Immutable. */
record ConfigChange(ResolverConfig before, ResolverConfig after) {
  static ConfigChange between(ResolverConfig before, ResolverConfig after) {
    return new ConfigChange(before, after);
  }

  /** The names at and below which what was remembered may not be true any more. */
  Set<Name> outdated() {
    if (concernsEverything()) {
      return new LinkedHashSet<>(List.of(Name.ROOT));
    }
    Set<Name> names = new LinkedHashSet<>();
    names.addAll(zones(before.stubZones(), after.stubZones()));
    names.addAll(zones(before.forwardZones(), after.forwardZones()));
    names.addAll(difference(before.privateDomains(), after.privateDomains()));
    return names;
  }

  /** Where everything begins, which addresses are believed, and which signatures. */
  private boolean concernsEverything() {
    return !before.rootHints().equals(after.rootHints())
        || !before.privateAddresses().equals(after.privateAddresses())
        || !before.neverAsked().equals(after.neverAsked())
        || trusts(before.validation(), after.validation());
  }

  /** Managed anchors are compared by their zones: their states change by themselves. */
  private static boolean trusts(ValidationPolicy before, ValidationPolicy after) {
    return !before.anchors().equals(after.anchors())
        || !before.negativeAnchors().equals(after.negativeAnchors())
        || !before.algorithms().equals(after.algorithms())
        || !before.dates().equals(after.dates())
        || !managed(before).equals(managed(after));
  }

  private static List<Name> managed(ValidationPolicy policy) {
    return policy.managed().stream().map(each -> each.state().zone()).toList();
  }

  private static List<Name> zones(List<ConfiguredZone> before, List<ConfiguredZone> after) {
    return difference(before, after).stream().map(ConfiguredZone::zone).toList();
  }

  /** What is in one of them only. */
  private static <T> List<T> difference(List<T> before, List<T> after) {
    Set<T> old = new HashSet<>(before);
    Set<T> fresh = new HashSet<>(after);
    List<T> changed = new ArrayList<>(before.stream().filter(e -> !fresh.contains(e)).toList());
    after.stream().filter(e -> !old.contains(e)).forEach(changed::add);
    return changed;
  }
}
