package naru.proof.scenario;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import naru.net.Addresses;
import naru.proof.scenario.ConfigBlock.Clause;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.resolver.ConfiguredZone;
import naru.resolver.ConfiguredZone.Manner;
import naru.resolver.ConfiguredZone.Way;
import naru.resolver.NameServer;
import naru.resolver.ResolverConfig;
import naru.resolver.RootHints;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * What a scenario's configuration block means to our resolver. The table {@link #CHANGES} is the
 * one place where a key gets its meaning. Immutable.
 *
 * @param ignored keys of the block that change nothing here, though they may matter
 */
record ScenarioConfig(ResolverConfig config, List<String> ignored) {
  private static final int DNS_PORT = 53;

  /** What one setting changes. */
  private interface Change {
    ResolverConfig apply(ResolverConfig config, Setting setting);
  }

  private static final Map<String, Change> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("qname-minimisation", flag(ResolverConfig::withMinimiseNames));
    Stream.of(ScenarioTrust.KEYS, ScenarioStale.KEYS, ScenarioPolicy.KEYS, ScenarioTtl.KEYS)
        .flatMap(List::stream)
        .forEach(key -> CHANGES.put(key, (config, _) -> config));
    CHANGES.put("prefetch", flag(ResolverConfig::withPrefetch));
  }

  /** What is read of stub and forward zones. */
  private static final List<String> ZONE_KEYS =
      List.of("name", "stub-addr", "stub-host", "forward-addr", "forward-host");

  /** Keys that mean nothing to an answer of ours, each with the reason. */
  private static final Map<String, String> MEANINGLESS =
      Map.ofEntries(
          Map.entry("fake-sha1", "signatures are really verified"),
          Map.entry("trust-anchor-signaling", "no such questions are sent"),
          Map.entry("target-fetch-policy", "no address is fetched before it is needed"),
          Map.entry("rrset-roundrobin", "records are not rotated"),
          Map.entry("log-time-ascii", "log"),
          Map.entry("log-servfail", "log"),
          Map.entry("verbosity", "log"),
          Map.entry("directory", "no files"),
          Map.entry("num-queries-per-thread", "no threads"),
          Map.entry("ede", "extended errors are always told"));

  ScenarioConfig {
    ignored = List.copyOf(ignored);
  }

  static ScenarioConfig of(ConfigBlock block) {
    ResolverConfig config =
        ResolverConfig.of(roots(block))
            .withMinimiseNames(true)
            .withStubZones(stubs(block))
            .withForwardZones(zones(block, "forward-zone", "forward-addr", "forward-host"));
    List<String> ignored = new ArrayList<>();
    for (Setting setting : block.server()) {
      Change change = CHANGES.get(setting.key());
      if (change != null) {
        config = change.apply(config, setting);
      } else if (!MEANINGLESS.containsKey(setting.key()) && !ignored.contains(setting.key())) {
        ignored.add(setting.key());
      }
    }
    ignored.addAll(ignoredOfZones(block));
    ResolverConfig changed =
        ScenarioTtl.of(block, ScenarioPolicy.of(block, ScenarioStale.of(block, config)));
    return new ScenarioConfig(changed.withValidation(ScenarioTrust.of(block)), ignored);
  }

  /** What is said of single zones, and means nothing here. */
  private static List<String> ignoredOfZones(ConfigBlock block) {
    return block.clauses().stream()
        .filter(clause -> !clause.name().equals("server"))
        .flatMap(clause -> clause.settings().stream())
        .map(Setting::key)
        .filter(key -> !ZONE_KEYS.contains(key))
        .distinct()
        .toList();
  }

  /** The servers of a stub zone for the root are the root's; without one, the internet's are. */
  private static List<NameServer> roots(ConfigBlock block) {
    List<NameServer> named =
        zones(block, "stub-zone", "stub-addr", "stub-host").stream()
            .filter(zone -> zone.zone().isRoot())
            .flatMap(zone -> zone.servers().stream())
            .toList();
    return named.isEmpty() ? RootHints.internet() : named;
  }

  private static List<ConfiguredZone> stubs(ConfigBlock block) {
    return zones(block, "stub-zone", "stub-addr", "stub-host").stream()
        .filter(zone -> !zone.zone().isRoot())
        .toList();
  }

  private static List<ConfiguredZone> zones(
      ConfigBlock block, String clause, String address, String host) {
    return block.clauses(clause).map(each -> zone(each, address, host)).toList();
  }

  private static ConfiguredZone zone(Clause clause, String address, String host) {
    Name zone = name(clause.value("name").orElse("."), lineOf(clause));
    List<InetSocketAddress> addresses =
        clause.values(address).map(text -> server(text, lineOf(clause))).toList();
    Stream<NameServer> unnamed =
        addresses.isEmpty() ? Stream.of() : Stream.of(new NameServer(zone, addresses));
    Stream<NameServer> named =
        clause.values(host).map(text -> new NameServer(name(text, lineOf(clause)), List.of()));
    return new ConfiguredZone(zone, Stream.concat(unnamed, named).toList()).in(manner(clause));
  }

  /** {@code forward-first} and its like; both kinds of clause have them. */
  private static Manner manner(Clause clause) {
    return Manner.USUAL
        .over(says(clause, "tcp-upstream") ? Way.TCP : Way.UDP)
        .orElseOthers(says(clause, "first"))
        .remembering(!says(clause, "no-cache"));
  }

  private static boolean says(Clause clause, String key) {
    return Stream.of("forward-", "stub-")
        .flatMap(prefix -> clause.values(prefix + key))
        .anyMatch("yes"::equals);
  }

  private static int lineOf(Clause clause) {
    return clause.settings().stream().findFirst().map(Setting::line).orElse(1);
  }

  private static Name name(String text, int line) {
    return switch (Name.parse(text)) {
      case Parsed.Ok<Name>(Name name) -> name;
      case Parsed.Malformed<Name>(String why, _) ->
          throw new Broken(line, "name " + text + ": " + why);
    };
  }

  /** {@code ip[@port][#name]}. */
  private static InetSocketAddress server(String text, int line) {
    String[] parts = text.replaceFirst("#.*", "").split("@", 2);
    boolean hasPort = parts.length == 2 && parts[1].matches("[0-9]{1,5}");
    int port = hasPort ? Integer.parseInt(parts[1]) : DNS_PORT;
    return Addresses.literal(parts[0])
        .filter(_ -> port <= 0xffff)
        .map(address -> new InetSocketAddress(address, port))
        .orElseThrow(() -> new Broken(line, text + " is no address"));
  }

  private static Change flag(BiFunction<ResolverConfig, Boolean, ResolverConfig> change) {
    return (config, setting) ->
        switch (setting.value()) {
          case "yes" -> change.apply(config, true);
          case "no" -> change.apply(config, false);
          default -> throw wrong(setting, "yes or no");
        };
  }

  private static Broken wrong(Setting setting, String wanted) {
    return new Broken(setting.line(), setting.key() + " wants " + wanted);
  }

  /** The state of the trust anchors that the resolver watches; empty where it watches none. */
  Optional<List<AnchorStates.Anchor>> anchors() {
    return ScenarioAnchors.states(config.validation());
  }
}
