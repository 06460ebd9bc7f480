package naru.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Identity;
import naru.tls.Loaded;
import naru.tls.LocalCa;

/**
 * What a person set for a server, in a file or by flags; certificates are read, but none is made
 * yet. Immutable.
 *
 * @param certificate for every name; without it the local CA makes one for each
 * @param siteCertificates for single names, which come first
 */
public record ServerSettings(
    List<InetSocketAddress> http,
    List<InetSocketAddress> https,
    List<Site> sites,
    Optional<Content> otherwise,
    Optional<Identity> certificate,
    Map<String, Identity> siteCertificates,
    int threads) {

  /** Where a server listens that was not told: on this machine only, ports that anybody may use. */
  public static final InetSocketAddress USUAL_HTTP = loopback(8080);

  /** The same for HTTPS. */
  public static final InetSocketAddress USUAL_HTTPS = loopback(8443);

  public ServerSettings {
    http = List.copyOf(http);
    https = List.copyOf(https);
    sites = List.copyOf(sites);
    siteCertificates = Map.copyOf(siteCertificates);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** A server of one content for every host name; the usual addresses where none is named. */
  public static ServerSettings of(
      Content content,
      List<InetSocketAddress> http,
      List<InetSocketAddress> https,
      Optional<Identity> certificate) {
    boolean unsaid = http.isEmpty() && https.isEmpty();
    return new ServerSettings(
        unsaid ? List.of(USUAL_HTTP) : http,
        unsaid ? List.of(USUAL_HTTPS) : https,
        List.of(),
        Optional.of(content),
        certificate,
        Map.of(),
        1);
  }

  /** The same with so many event loops. */
  public ServerSettings threads(int threads) {
    return new ServerSettings(
        http, https, sites, otherwise, certificate, siteCertificates, threads);
  }

  /** The plan; {@code ca} is asked only when names are left without a certificate. */
  public Loaded<ServerPlan> plan(Time time, Supplier<Loaded<LocalCa>> ca) {
    if (https.isEmpty()) {
      return new Loaded.Ready<>(planned(Optional.empty()));
    }
    return certificate
        .<Loaded<Identities>>map(it -> new Loaded.Ready<>(Identities.always(it)))
        .orElseGet(() -> ca.get().then(it -> SiteIdentities.of(time, it, namesOfCa(it), https)))
        .then(rest -> new Loaded.Ready<>(planned(Optional.of(withGiven(rest)))));
  }

  /** Names without a certificate of their own; others than the CA's are shown its usual one. */
  private List<String> namesOfCa(LocalCa ca) {
    return sites.stream()
        .flatMap(site -> site.names().stream())
        .filter(name -> !siteCertificates.containsKey(name) && ca.covers(name))
        .toList();
  }

  private Identities withGiven(Identities rest) {
    return siteCertificates.isEmpty() ? rest : new GivenIdentities(siteCertificates, rest);
  }

  private ServerPlan planned(Optional<Identities> identities) {
    return new ServerPlan(http, https, sites, otherwise, identities, Optional.empty(), threads);
  }
}
