package naru.resolver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.net.Addresses;
import naru.resolver.file.AnswerKeys;
import naru.resolver.file.FilePaths;
import naru.resolver.file.LocalKeys;
import naru.resolver.file.TrustKeys;
import naru.resolver.file.UpstreamKeys;
import naru.wire.Name;

/**
 * A resolver's configuration file: where it listens, and what it is told. {@code docs/RESOLVER.md}
 * lists the keys, {@code docs/examples/resolver.yaml} shows each. Immutable.
 *
 * @param validates whether anything is validated
 * @param settings all else that the file says but for the root servers, which {@link #config} adds
 */
public record ResolverFile(
    List<InetSocketAddress> listen,
    List<InetSocketAddress> listenHttps,
    Optional<Path> rootHints,
    boolean validates,
    ResolverConfig settings) {
  private static final int DNS_PORT = 53;
  private static final int HTTPS_PORT = 443;

  /** A file that says nothing. */
  public static final ResolverFile EMPTY =
      new ResolverFile(List.of(), List.of(), Optional.empty(), true, ResolverConfig.of(List.of()));

  public ResolverFile {
    listen = List.copyOf(listen);
    listenHttps = List.copyOf(listenHttps);
  }

  /** Reads a file; other files are found relative to it. */
  public static Configured<ResolverFile> read(Path file) {
    return read(file, new Complaints(file.toString()));
  }

  /** The same; {@code complaints} knows afterwards which keys there are. */
  static Configured<ResolverFile> read(Path file, Complaints complaints) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    ResolverFile read =
        YamlFile.read(file, complaints).map(top -> read(top, directory)).orElse(EMPTY);
    return complaints.unlessAny(read);
  }

  private static ResolverFile read(YamlMap top, Path directory) {
    ResolverConfig settings = EMPTY.settings();
    settings = AnswerKeys.read(top, settings);
    settings = LocalKeys.read(top, directory, settings);
    settings = UpstreamKeys.read(top, settings);
    settings = settings.withValidation(TrustKeys.read(top, directory));
    ResolverFile read =
        new ResolverFile(
            addresses(top, "listen", DNS_PORT),
            addresses(top, "listen-https", HTTPS_PORT),
            top.parsed("root-hints", text -> FilePaths.in(directory, text), "a file"),
            top.flag("validation").orElse(true),
            settings);
    top.complainAboutOthers();
    return read;
  }

  private static List<InetSocketAddress> addresses(YamlMap map, String key, int port) {
    return map.parsedList(
        key, text -> Addresses.parse(text, port), "an address, with or without a port");
  }

  /** The same, with these trust anchors too. */
  public ResolverFile trusting(List<TrustAnchor> anchors) {
    return with(settings.withValidation(settings.validation().trusting(anchors)));
  }

  /** The same, believing everything. */
  public ResolverFile withoutValidation() {
    return new ResolverFile(listen, listenHttps, rootHints, false, settings);
  }

  /**
   * The same with zones that somebody named in passing, as on a command line: nothing is validated
   * at and below them unless a trust anchor that was named too covers them.
   */
  public ResolverFile and(List<ConfiguredZone> stubs, List<ConfiguredZone> forwards) {
    ValidationPolicy policy = settings.validation();
    Stream<Name> bare =
        joined(stubs, forwards).stream()
            .map(ConfiguredZone::zone)
            .filter(zone -> !policy.covers(zone));
    return with(
        settings
            .withStubZones(joined(settings.stubZones(), stubs))
            .withForwardZones(joined(settings.forwardZones(), forwards))
            .withValidation(
                policy.except(
                    Stream.concat(policy.negativeAnchors().stream(), bare).distinct().toList())));
  }

  private ResolverFile with(ResolverConfig other) {
    return new ResolverFile(listen, listenHttps, rootHints, validates, other);
  }

  private static List<ConfiguredZone> joined(List<ConfiguredZone> a, List<ConfiguredZone> b) {
    List<ConfiguredZone> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** The same, listening elsewhere. */
  public ResolverFile listeningOn(List<InetSocketAddress> plain, List<InetSocketAddress> https) {
    return new ResolverFile(plain, https, rootHints, validates, settings);
  }

  /**
   * What the resolver is told, with these root servers.
   *
   * @param internet whether they are the internet's: its root is then trusted by itself
   */
  public ResolverConfig config(List<NameServer> roots, boolean internet) {
    return settings.withRootHints(roots).withValidation(policy(internet));
  }

  private ValidationPolicy policy(boolean internet) {
    ValidationPolicy told = settings.validation();
    boolean otherRoot =
        !internet
            || joined(settings.stubZones(), settings.forwardZones()).stream()
                .anyMatch(zone -> zone.zone().isRoot());
    if (!validates) {
      return ValidationPolicy.OFF;
    }
    return otherRoot || told.covers(Name.ROOT)
        ? told
        : told.trusting(List.of(TrustAnchor.internet()));
  }
}
