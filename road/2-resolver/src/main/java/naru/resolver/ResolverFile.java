package naru.resolver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.wire.Name;

/**
 * A resolver's configuration file.
 *
 * <pre>
 * listen: [127.0.0.1:5353, "[::1]:5353"]
 * listen-https: 127.0.0.1:8443
 * root-hints: root.hints
 * access: [127.0.0.0/8, "::1/128"]
 * identity: resolver-1
 * minimise-names: true
 * stub-zones:
 *   - {zone: test, servers: [127.53.1.1:53]}
 * forward-zones:
 *   - {zone: example.org, servers: [192.0.2.1:53]}
 * </pre>
 *
 * Immutable.
 */
public record ResolverFile(
    List<InetSocketAddress> listen,
    List<InetSocketAddress> listenHttps,
    Optional<Path> rootHints,
    Optional<AccessList> access,
    Optional<String> identity,
    boolean minimiseNames,
    List<ConfiguredZone> stubZones,
    List<ConfiguredZone> forwardZones) {
  private static final int DNS_PORT = 53;
  private static final int HTTPS_PORT = 443;

  /** A file that says nothing. */
  public static final ResolverFile EMPTY =
      new ResolverFile(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of(),
          List.of());

  public ResolverFile {
    listen = List.copyOf(listen);
    listenHttps = List.copyOf(listenHttps);
    stubZones = List.copyOf(stubZones);
    forwardZones = List.copyOf(forwardZones);
  }

  /** Reads a file; other files are found relative to it. */
  public static Configured<ResolverFile> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    ResolverFile read =
        YamlFile.read(file, complaints).map(top -> read(top, directory)).orElse(EMPTY);
    return complaints.unlessAny(read);
  }

  private static ResolverFile read(YamlMap top, Path directory) {
    List<AccessList.Prefix> prefixes =
        top.parsedList("access", AccessList.Prefix::parse, "an address with a prefix length");
    ResolverFile read =
        new ResolverFile(
            addresses(top, "listen", DNS_PORT),
            addresses(top, "listen-https", HTTPS_PORT),
            top.text("root-hints").map(directory::resolve),
            prefixes.isEmpty() ? Optional.empty() : Optional.of(new AccessList(prefixes)),
            top.text("identity"),
            top.flag("minimise-names").orElse(false),
            zones(top, "stub-zones"),
            zones(top, "forward-zones"));
    top.complainAboutOthers();
    return read;
  }

  private static List<InetSocketAddress> addresses(YamlMap map, String key, int port) {
    return map.parsedList(
        key, text -> Addresses.parse(text, port), "an address, with or without a port");
  }

  private static List<ConfiguredZone> zones(YamlMap top, String key) {
    List<ConfiguredZone> zones = new ArrayList<>();
    for (YamlMap map : top.maps(key)) {
      map.needText("zone");
      Optional<Name> zone = map.parsed("zone", text -> Name.parse(text).ok(), "a domain name");
      List<InetSocketAddress> servers = addresses(map, "servers", DNS_PORT);
      if (servers.isEmpty()) {
        map.complain("zone", key + ": a zone needs servers");
      }
      map.complainAboutOthers();
      zone.ifPresent(name -> zones.add(ConfiguredZone.of(name, servers)));
    }
    return zones;
  }

  /** The same with more zones. */
  public ResolverFile and(List<ConfiguredZone> stubs, List<ConfiguredZone> forwards) {
    return new ResolverFile(
        listen,
        listenHttps,
        rootHints,
        access,
        identity,
        minimiseNames,
        joined(stubZones, stubs),
        joined(forwardZones, forwards));
  }

  private static List<ConfiguredZone> joined(List<ConfiguredZone> a, List<ConfiguredZone> b) {
    List<ConfiguredZone> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** The same, listening elsewhere. */
  public ResolverFile listeningOn(List<InetSocketAddress> plain, List<InetSocketAddress> https) {
    return new ResolverFile(
        plain, https, rootHints, access, identity, minimiseNames, stubZones, forwardZones);
  }

  /** What the resolver is told, with these root servers. */
  public ResolverConfig config(List<NameServer> roots) {
    ResolverConfig config =
        ResolverConfig.of(roots)
            .withStubZones(stubZones)
            .withForwardZones(forwardZones)
            .withMinimiseNames(minimiseNames)
            .withAccess(access.orElse(AccessList.LOOPBACK));
    return identity.map(config::withIdentity).orElse(config);
  }
}
