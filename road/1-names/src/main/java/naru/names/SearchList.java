package naru.names;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import naru.wire.Name;

/**
 * Which names a person may mean who types one without its final dot (resolv.conf(5)). Immutable.
 *
 * @param ndots a name with so many dots is first tried as it is
 */
public record SearchList(List<Name> domains, int ndots) {
  /** Every name means itself. */
  public static final SearchList NONE = new SearchList(List.of(), 1);

  public SearchList {
    domains = List.copyOf(domains);
  }

  /** The names to try, in order; {@code typed} itself is always one of them. */
  List<Name> candidates(Name typed, boolean finalDot) {
    if (finalDot || domains.isEmpty() || typed.isRoot()) {
      return List.of(typed);
    }
    Set<Name> candidates = new LinkedHashSet<>();
    boolean itselfFirst = typed.labelCount() - 1 >= ndots;
    if (itselfFirst) {
      candidates.add(typed);
    }
    candidates.addAll(underDomains(typed));
    candidates.add(typed);
    return List.copyOf(candidates);
  }

  /** Those that are not too long. */
  private List<Name> underDomains(Name typed) {
    List<Name> names = new ArrayList<>();
    for (Name domain : domains) {
      List<byte[]> labels = new ArrayList<>(typed.labels());
      labels.addAll(domain.labels());
      Name.ofLabels(labels).ok().ifPresent(names::add);
    }
    return names;
  }
}
