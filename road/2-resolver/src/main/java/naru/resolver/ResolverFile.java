package naru.resolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.resolver.file.AnswerKeys;
import naru.resolver.file.CacheKeys;
import naru.resolver.file.DoorKeys;
import naru.resolver.file.FilePaths;
import naru.resolver.file.LocalKeys;
import naru.resolver.file.TrustKeys;
import naru.resolver.file.UpstreamKeys;
import naru.wire.Name;

/**
 * A resolver's configuration file: where it listens, and what it is told. {@code docs/RESOLVER.md}
 * lists the keys, {@code docs/examples/resolver.yaml} shows each. Immutable.
 *
 * @param upstreamCookies whether servers are sent cookies (RFC 7873)
 * @param tlsRoots whom to believe about servers over TLS, instead of the machine's trust store
 * @param validates whether anything is validated
 * @param settings all else that the file says but for the root servers, which {@link #config} adds
 */
public record ResolverFile(
    ResolverDoors doors,
    Optional<Path> rootHints,
    boolean upstreamCookies,
    Optional<Path> tlsRoots,
    boolean validates,
    ResolverConfig settings) {
  /** A file that says nothing. */
  public static final ResolverFile EMPTY =
      new ResolverFile(
          ResolverDoors.NONE,
          Optional.empty(),
          true,
          Optional.empty(),
          true,
          ResolverConfig.of(List.of()));

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
    ResolverFile read =
        new ResolverFile(
            DoorKeys.read(top, directory),
            file(top, "root-hints", directory),
            top.flag("upstream-cookies").orElse(true),
            file(top, "tls-roots", directory),
            top.flag("validation").orElse(true),
            settings(top, directory));
    top.complainAboutOthers();
    return read;
  }

  private static Optional<Path> file(YamlMap top, String key, Path directory) {
    return top.parsed(key, text -> FilePaths.in(directory, text), "a file");
  }

  private static ResolverConfig settings(YamlMap top, Path directory) {
    ResolverConfig settings = EMPTY.settings();
    settings = AnswerKeys.read(top, settings);
    settings = LocalKeys.read(top, directory, settings);
    settings = UpstreamKeys.read(top, settings);
    settings = CacheKeys.read(top, settings);
    return settings.withValidation(TrustKeys.read(top, directory));
  }

  /** The same, with these trust anchors too. */
  public ResolverFile trusting(List<TrustAnchor> anchors) {
    return with(settings.withValidation(settings.validation().trusting(anchors)));
  }

  /** The same, believing everything. */
  public ResolverFile withoutValidation() {
    return new ResolverFile(doors, rootHints, upstreamCookies, tlsRoots, false, settings);
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
    return new ResolverFile(doors, rootHints, upstreamCookies, tlsRoots, validates, other);
  }

  private static List<ConfiguredZone> joined(List<ConfiguredZone> a, List<ConfiguredZone> b) {
    List<ConfiguredZone> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** The same, listening elsewhere. */
  public ResolverFile listeningOn(ResolverDoors others) {
    return new ResolverFile(others, rootHints, upstreamCookies, tlsRoots, validates, settings);
  }

  /** The same with other root hints. */
  public ResolverFile startingAt(Path hints) {
    return new ResolverFile(
        doors, Optional.of(hints), upstreamCookies, tlsRoots, validates, settings);
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
