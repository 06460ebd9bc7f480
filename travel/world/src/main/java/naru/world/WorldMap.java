package naru.world;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import naru.config.Complaints;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.wire.AddressText;
import naru.wire.Name;

/**
 * What a visitor must know of a world that runs: where its servers are. It crosses from process to
 * process as YAML. Immutable.
 *
 * @param resolver where anybody can ask the resolver
 * @param resolverSocket where its own user can, and hears its steps
 * @param operatingSystem the socket of the operating system's service
 * @param authority the certificate of the local CA
 * @param trustAnchor the DS records of the root's keys in a master file; empty where the root zone
 *     is not signed. Beside it lies {@code bind.keys}, the same for BIND's programs
 * @param roots the root servers by name
 * @param sites addresses of web sites, whose ports {@code ports} names
 * @param overHttps the resolver answers DNS over HTTPS too
 */
public record WorldMap(
    Ports ports,
    InetAddress resolver,
    Path resolverSocket,
    Path operatingSystem,
    Path authority,
    Optional<Path> trustAnchor,
    Map<Name, InetAddress> roots,
    Set<InetAddress> sites,
    boolean overHttps) {
  public WorldMap {
    roots = java.util.Collections.unmodifiableMap(new TreeMap<>(roots));
    sites = Set.copyOf(sites);
  }

  /** Where the resolver listens. */
  public InetSocketAddress resolverAddress() {
    return new InetSocketAddress(resolver, ports.dns());
  }

  /** Where the resolver is asked over HTTPS (RFC 8484), where it can be. */
  public Optional<String> resolverUrl() {
    InetSocketAddress secure = new InetSocketAddress(resolver, ports.https());
    return overHttps
        ? Optional.of("https://" + Addresses.text(secure) + "/dns-query")
        : Optional.empty();
  }

  /** Where to dial for a URL's port at this address: a world on high ports maps them. */
  public InetSocketAddress dial(InetAddress address, int port) {
    return new InetSocketAddress(address, sites.contains(address) ? mapped(port) : port);
  }

  private int mapped(int port) {
    if (port == Ports.STANDARD.http()) {
      return ports.http();
    }
    return port == Ports.STANDARD.https() ? ports.https() : port;
  }

  /** The text that {@link #parse} reads. */
  public String toYaml() {
    List<String> lines = new ArrayList<>();
    lines.add("dns: " + ports.dns());
    lines.add("http: " + ports.http());
    lines.add("https: " + ports.https());
    lines.add("resolver: " + AddressText.of(resolver));
    lines.add("resolver-socket: " + quoted(resolverSocket.toString()));
    lines.add("operating-system: " + quoted(operatingSystem.toString()));
    lines.add("authority: " + quoted(authority.toString()));
    trustAnchor.ifPresent(file -> lines.add("trust-anchor: " + quoted(file.toString())));
    lines.add("roots:");
    roots.forEach((name, address) -> lines.add("  " + name + ": " + AddressText.of(address)));
    String list =
        sites.stream().map(a -> quoted(AddressText.of(a))).collect(Collectors.joining(", "));
    lines.add("sites: [" + list + "]");
    lines.add("over-https: " + overHttps);
    return String.join("\n", lines) + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Reads what a running world said of itself. */
  public static Optional<WorldMap> parse(String yaml) {
    Complaints complaints = new Complaints("world");
    Optional<WorldMap> map = YamlFile.parse(yaml, complaints).flatMap(WorldMap::read);
    return complaints.isEmpty() ? map : Optional.empty();
  }

  private static Optional<WorldMap> read(YamlMap top) {
    Function<String, Integer> port = key -> top.number(key, 1, 0xffff).orElse(0);
    Function<String, Path> path = key -> Path.of(top.needText(key).orElse(""));
    Map<Name, InetAddress> roots = new TreeMap<>();
    top.map("roots").ifPresent(servers -> readRoots(servers, roots));
    Optional<InetAddress> resolver = top.needText("resolver").flatMap(Addresses::literal);
    List<InetAddress> sites = top.parsedList("sites", Addresses::literal, "an address");
    return resolver.map(address ->
        new WorldMap(
            new Ports(port.apply("dns"), port.apply("http"), port.apply("https")),
            address,
            path.apply("resolver-socket"),
            path.apply("operating-system"),
            path.apply("authority"),
            top.text("trust-anchor").map(Path::of),
            roots,
            Set.copyOf(sites),
            top.flag("over-https").orElse(false)));
  }

  private static void readRoots(YamlMap servers, Map<Name, InetAddress> roots) {
    for (String key : servers.keys()) {
      Name.parse(key)
          .ok()
          .flatMap(
              name -> servers.text(key).flatMap(Addresses::literal).map(a -> Map.entry(name, a)))
          .ifPresent(root -> roots.put(root.getKey(), root.getValue()));
    }
  }
}
