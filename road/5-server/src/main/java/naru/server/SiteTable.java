package naru.server;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which content a host name has. Immutable. */
final class SiteTable {
  private final Map<String, Content> byName = new HashMap<>();
  private final Content otherwise;

  SiteTable(List<Site> sites, Optional<Content> otherwise) {
    for (Site site : sites) {
      site.names().forEach(name -> byName.putIfAbsent(name, site.content()));
    }
    this.otherwise = otherwise.orElseGet(() -> sites.getFirst().content());
  }

  /** The content for a host: by its name, by a wildcard one label above, else the default one. */
  Content contentFor(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    Content exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    int dot = name.indexOf('.');
    return dot < 0 ? otherwise : byName.getOrDefault("*" + name.substring(dot), otherwise);
  }
}
