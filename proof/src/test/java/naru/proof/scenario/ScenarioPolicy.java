package naru.proof.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.resolver.AccessList;
import naru.resolver.AddressPrefix;
import naru.resolver.LocalZone;
import naru.resolver.ResolverConfig;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;

/** What a scenario's configuration block says about clients and about our own word. */
final class ScenarioPolicy {
  /** The keys that are read here. */
  static final List<String> KEYS =
      List.of(
          "access-control",
          "local-zone",
          "local-data",
          "private-address",
          "private-domain",
          "identity",
          "hide-identity",
          "version",
          "hide-version",
          "nsid",
          "answer-cookie",
          "cookie-secret",
          "minimal-responses",
          "deny-any",
          "harden-glue",
          "iter-scrub-promiscuous",
          "harden-unverified-glue",
          "iter-scrub-ns",
          "discard-timeout");

  private static final String ASCII = "ascii_";

  private final List<AccessList.Entry> access = new ArrayList<>();
  private final List<LocalZone> zones = new ArrayList<>();
  private final List<Record> data = new ArrayList<>();
  private final List<AddressPrefix> privateAddresses = new ArrayList<>();
  private final List<Name> privateDomains = new ArrayList<>();
  private final List<Rdata> secrets = new ArrayList<>();
  private Optional<String> identity = Optional.of("unbound");
  private Optional<String> version = Optional.of("unbound");
  private boolean hideIdentity;
  private boolean hideVersion;
  private boolean cookies;
  private boolean minimal = true;
  private boolean denyAny;
  private boolean hardenGlue = true;
  private boolean scrubRiding = true;
  private boolean verifyGlue;
  private int servers = 20;
  private Duration lateAfter = Duration.ofMillis(1900);
  private Optional<Rdata> nsid = Optional.empty();

  static ResolverConfig of(ConfigBlock block, ResolverConfig config) {
    ScenarioPolicy policy = new ScenarioPolicy();
    block.server().forEach(policy::read);
    return policy.change(config);
  }

  private void read(Setting setting) {
    switch (setting.key()) {
      case "access-control" -> access.add(needed(setting, AccessList.Entry.parse(both(setting))));
      case "local-zone" -> zones.add(zone(setting));
      case "local-data" -> data.add(record(setting));
      case "private-address" ->
          privateAddresses.add(needed(setting, AddressPrefix.parse(setting.value())));
      case "private-domain" -> privateDomains.add(Name.of(setting.value()));
      case "identity" -> identity = Optional.of(setting.value());
      case "hide-identity" -> hideIdentity = yes(setting);
      case "version" -> version = Optional.of(setting.value());
      case "hide-version" -> hideVersion = yes(setting);
      case "nsid" -> nsid = Optional.of(octets(setting.value()));
      case "answer-cookie" -> cookies = yes(setting);
      case "cookie-secret" -> secrets.add(hex(setting.value()));
      case "minimal-responses" -> minimal = yes(setting);
      case "deny-any" -> denyAny = yes(setting);
      case "harden-glue" -> hardenGlue = yes(setting);
      case "harden-unverified-glue" -> verifyGlue = yes(setting);
      case "discard-timeout" -> lateAfter = Duration.ofMillis(Long.parseLong(setting.value()));
      case "iter-scrub-ns" -> servers = Integer.parseInt(setting.value());
      case "iter-scrub-promiscuous" -> scrubRiding = yes(setting);
      default -> {}
    }
  }

  private ResolverConfig change(ResolverConfig config) {
    ResolverConfig changed =
        config
            .withAccess(config.access().and(access))
            .withLocalZones(zones)
            .withLocalData(data)
            .withPrivateAddresses(privateAddresses)
            .withPrivateDomains(privateDomains)
            .withCookies(cookies)
            .withMinimalResponses(minimal)
            .withMinimalAny(denyAny)
            .withLoopbackAnswers(true)
            .withOutsideGlue(!hardenGlue)
            .withRidingServers(!scrubRiding)
            .withVerifyGlue(verifyGlue)
            .withServersASet(servers)
            .withLateAfter(lateAfter.isZero() ? Duration.ofDays(1) : lateAfter);
    changed = secrets.isEmpty() ? changed : changed.withCookieSecrets(secrets);
    changed = nsid.map(changed::withNsid).orElse(changed);
    changed = version.filter(_ -> !hideVersion).map(changed::withVersion).orElse(changed);
    return identity.filter(_ -> !hideIdentity).map(changed::withIdentity).orElse(changed);
  }

  private static LocalZone zone(Setting setting) {
    String kind = setting.values().size() > 1 ? setting.values().get(1) : "";
    return LocalZone.of(Name.of(setting.value()), needed(setting, LocalZone.Kind.parse(kind)));
  }

  private static Record record(Setting setting) {
    return new RecordLine(Name.ROOT, 3600).record(setting.value(), setting.line());
  }

  private static String both(Setting setting) {
    return String.join(" ", setting.values());
  }

  private static boolean yes(Setting setting) {
    return setting.value().equals("yes");
  }

  private static Rdata octets(String text) {
    return text.startsWith(ASCII)
        ? Rdata.of(text.substring(ASCII.length()).getBytes(StandardCharsets.US_ASCII))
        : hex(text);
  }

  private static Rdata hex(String digits) {
    return Rdata.of(HexFormat.of().parseHex(digits));
  }

  private static <T> T needed(Setting setting, Optional<T> read) {
    return read.orElseThrow(
        () -> new Broken(setting.line(), setting.key() + " cannot be " + setting.values()));
  }
}
