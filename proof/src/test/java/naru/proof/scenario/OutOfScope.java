package naru.proof.scenario;

import java.util.Optional;
import java.util.Set;
import naru.proof.scenario.ConfigBlock.Clause;
import naru.proof.scenario.ConfigBlock.Setting;

/** Names the feature that is left out on purpose and without which a scenario means nothing. */
final class OutOfScope {
  private static final Set<String> RESPONSE_ADDRESSES =
      Set.of("response-ip", "response-ip-data", "response-ip-tag");

  private static final Set<String> TRANSFER = Set.of("master", "primary", "allow-notify", "url");

  private OutOfScope() {}

  static Optional<String> feature(ConfigBlock config) {
    if (config.clauses("rpz").findAny().isPresent()) {
      return Optional.of("RPZ");
    }
    if (config.clauses("auth-zone").findAny().isPresent()) {
      return Optional.of(kindOfAuthZone(config));
    }
    if (config.server().stream().anyMatch(OutOfScope::isAboutAddresses)) {
      return Optional.of("response addresses");
    }
    return config.server().stream().anyMatch(OutOfScope::isDns64)
        ? Optional.of("DNS64")
        : Optional.empty();
  }

  private static String kindOfAuthZone(ConfigBlock config) {
    if (config.clauses("auth-zone").anyMatch(zone -> zone.values("zonemd-check").count() > 0)) {
      return "ZONEMD";
    }
    boolean transfers = config.clauses("auth-zone").anyMatch(OutOfScope::isTransferred);
    return transfers ? "zone transfer" : "auth zones";
  }

  private static boolean isTransferred(Clause zone) {
    return zone.settings().stream().anyMatch(setting -> TRANSFER.contains(setting.key()));
  }

  private static boolean isAboutAddresses(Setting setting) {
    return RESPONSE_ADDRESSES.contains(setting.key());
  }

  private static boolean isDns64(Setting setting) {
    return setting.key().equals("module-config") && setting.value().contains("dns64");
  }
}
