package naru.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import naru.tls.Identity;
import naru.tls.Loaded;

/**
 * Reads the file of {@code naru server FILE}. Paths in it count from where it lies.
 *
 * <pre>
 * listen: {http: [127.0.0.1:8080], https: [127.0.0.1:8443]}
 * folder: www                      # for every host that no site names
 * certificate: {cert: chain.pem, key: key.pem}   # else the local CA
 * threads: 2
 * sites:
 *   - names: [www.example.test, "*.example.test"]
 *     folder: example              # without it: a page that tells what arrived
 *     certificate: {cert: example.pem, key: example.pem}
 * </pre>
 *
 * Used once.
 */
public final class ServerFile {
  private final Path directory;
  private final Complaints complaints;
  private final Map<String, Identity> siteCertificates = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  private ServerFile(Path directory, Complaints complaints) {
    this.directory = directory;
    this.complaints = complaints;
  }

  /** The settings, or everything that is wrong with them. */
  public static Configured<ServerSettings> read(Path file) {
    Complaints complaints = new Complaints(file.toString());
    Optional<YamlMap> top = YamlFile.read(file, complaints);
    if (top.isEmpty()) {
      return new Configured.Bad<>(complaints.all());
    }
    Path parent = file.toAbsolutePath().getParent();
    ServerFile reader = new ServerFile(parent == null ? file : parent, complaints);
    return complaints.unlessAny(reader.settings(top.get()));
  }

  private ServerSettings settings(YamlMap top) {
    Optional<YamlMap> listen = top.map("listen");
    List<InetSocketAddress> http = listen.map(it -> addresses(it, "http")).orElse(List.of());
    List<InetSocketAddress> https = listen.map(it -> addresses(it, "https")).orElse(List.of());
    listen.ifPresent(YamlMap::complainAboutOthers);
    Optional<Content> otherwise = folder(top);
    List<Site> sites = top.maps("sites").stream().map(this::site).toList();
    Optional<Identity> certificate = certificate(top);
    int threads = top.number("threads", 1, Limits.THREADS).orElse(1);
    if (sites.isEmpty() && otherwise.isEmpty()) {
      complaints.add(top.line(), "a server needs sites or a folder");
    }
    top.complainAboutOthers();
    return new ServerSettings(
        listen.isPresent() ? http : List.of(ServerSettings.USUAL_HTTP),
        listen.isPresent() ? https : List.of(ServerSettings.USUAL_HTTPS),
        sites,
        otherwise,
        certificate,
        siteCertificates,
        threads);
  }

  private static List<InetSocketAddress> addresses(YamlMap listen, String key) {
    return listen.parsedList(key, Listen::parse, "an address and a port, as 127.0.0.1:8080,");
  }

  private Site site(YamlMap map) {
    List<String> siteNames =
        map.scalars("names").stream()
            .filter(this::isNew)
            .map(it -> it.text().toLowerCase(Locale.ROOT))
            .toList();
    if (siteNames.isEmpty()) {
      complaints.add(map.line(), "a site needs names");
    }
    Content content = folder(map).orElseGet(Page::arrival);
    certificate(map).ifPresent(it -> siteNames.forEach(name -> siteCertificates.put(name, it)));
    map.complainAboutOthers();
    return new Site(siteNames, content);
  }

  private boolean isNew(YamlMap.Scalar name) {
    String plain = name.text().startsWith("*.") ? name.text().substring(2) : name.text();
    if (Asked.host(plain).filter(plain::equals).isEmpty()) {
      complaints.add(name.line(), "names: \"" + name.text() + "\" is not a host name");
      return false;
    }
    if (!names.add(name.text().toLowerCase(Locale.ROOT))) {
      complaints.add(name.line(), "names: \"" + name.text() + "\" belongs to another site already");
      return false;
    }
    return true;
  }

  private Optional<Content> folder(YamlMap map) {
    Optional<Folder> folder = map.text("folder").map(it -> new Folder(directory.resolve(it)));
    folder.flatMap(Folder::trouble).ifPresent(it -> complaints.add(map.line("folder"), it));
    return folder.map(it -> it);
  }

  private Optional<Identity> certificate(YamlMap map) {
    return map.map("certificate")
        .flatMap(it -> {
          Optional<String> cert = it.needText("cert");
          Optional<String> key = it.text("key").or(() -> cert);
          it.complainAboutOthers();
          return cert.flatMap(chain -> key.flatMap(k -> identity(it, chain, k)));
        });
  }

  private Optional<Identity> identity(YamlMap map, String cert, String key) {
    return switch (Identity.fromPem(directory.resolve(cert), directory.resolve(key))) {
      case Loaded.Ready<Identity>(Identity identity) -> Optional.of(identity);
      case Loaded.Failed<Identity>(var trouble) -> {
        complaints.add(map.line("cert"), trouble.line());
        yield Optional.empty();
      }
    };
  }
}
