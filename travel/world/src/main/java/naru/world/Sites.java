package naru.world;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import naru.server.Content;
import naru.server.Folder;
import naru.server.Page;
import naru.server.ServerPlan;
import naru.server.Site;
import naru.server.SiteIdentities;
import naru.server.Started;
import naru.server.WebServer;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.TlsTrouble;
import naru.wire.Name;
import naru.world.WorldDescription.SitePlan;

/** The web sites of a world: one server for all of them, with certificates of the local CA. */
final class Sites {
  private final Time time;
  private final WorldDescription world;
  private final LocalCa ca;

  Sites(Time time, WorldDescription world, LocalCa ca) {
    this.time = time;
    this.world = world;
    this.ca = ca;
  }

  /** What came of opening them at two ports. */
  sealed interface Opened {
    record Open(WebServer server) implements Opened {}

    record Refused(String reason) implements Opened {}
  }

  Opened open(int http, int https) {
    List<InetSocketAddress> secure = at(https);
    return switch (SiteIdentities.of(time, ca, names(), secure)) {
      case Loaded.Failed<Identities>(TlsTrouble trouble) -> new Opened.Refused(trouble.line());
      case Loaded.Ready<Identities>(Identities identities) ->
          switch (WebServer.start(time, ServerPlan.of(at(http), secure, contents(), identities))) {
            case Started.Running(WebServer server) -> new Opened.Open(server);
            case Started.Refused(String reason) -> new Opened.Refused(reason);
          };
    };
  }

  private List<InetSocketAddress> at(int port) {
    return world.siteAddresses().stream().map(a -> new InetSocketAddress(a, port)).toList();
  }

  private List<String> names() {
    return world.sites().stream().flatMap(Sites::hosts).toList();
  }

  private List<Site> contents() {
    return world.sites().stream()
        .map(site -> new Site(hosts(site).toList(), content(site)))
        .toList();
  }

  private static Stream<String> hosts(SitePlan site) {
    return site.names().stream().map(Name::toHost);
  }

  private static Content content(SitePlan site) {
    return site.folder().<Content>map(Folder::new).orElseGet(Page::arrival);
  }
}
