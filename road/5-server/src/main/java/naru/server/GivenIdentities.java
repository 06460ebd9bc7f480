package naru.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import naru.tls.Identities;
import naru.tls.Identity;

/** Certificates given for single names, before those of others. Thread-safe. */
record GivenIdentities(Map<String, Identity> byName, Identities rest) implements Identities {
  GivenIdentities {
    byName = Map.copyOf(byName);
  }

  @Override
  public Optional<Identity> identityFor(String host) {
    return Optional.ofNullable(byName.get(host.toLowerCase(Locale.ROOT)))
        .or(() -> rest.identityFor(host));
  }

  @Override
  public Optional<Identity> otherwise() {
    return rest.otherwise();
  }
}
