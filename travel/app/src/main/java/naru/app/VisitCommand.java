package naru.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.connection.BodySink;
import naru.connection.Connector;
import naru.journey.Journey;
import naru.names.BrowserCache;
import naru.names.NameLookup;
import naru.report.Ink;
import naru.report.JsonReport;
import naru.report.TextReport;
import naru.time.Time;
import naru.tls.Loaded;
import naru.tls.TlsTrouble;
import naru.tls.TrustRoots;
import naru.visit.BrowsingSession;
import naru.visit.Url;
import naru.visit.UrlParser;
import naru.visit.UrlRead;
import naru.visit.VisitSettings;
import naru.wire.Name;
import naru.world.WorldMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code naru URL...}: visits each URL in one browsing session. */
@Command(
    name = "naru",
    mixinStandardHelpOptions = true,
    versionProvider = Naru.Version.class,
    sortOptions = false,
    description = {"Visits each URL in one browsing session and tells every step of the road."},
    footerHeading = "%nCommands (each has its own --help):%n",
    footer = {
      "  naru lookup NAME [TYPE]   one name, with the walk that found it",
      "  naru world [FILE]         run a whole internet on loopback",
      "  naru resolver             a recursive resolver alone",
      "  naru nameserver ZONEFILE  an authoritative name server alone",
      "  naru server DIR           a web server alone",
      "  naru caches               what a running world holds; caches flush [NAME]",
      "  naru ca                   the local root certificate",
      "",
      "Example:",
      "  naru --json https://www.naru.test/"
    })
final class VisitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", arity = "0..*", description = "what to visit")
  List<String> urls = List.of();

  @Mixin RoadOptions road = new RoadOptions();
  @Mixin RequestOptions request = new RequestOptions();

  private final Terminal terminal;
  private final Time time = Time.system();

  VisitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<VisitSettings> settings = request.settings(terminal);
    if (urls.isEmpty()) {
      terminal.fail("no URL to visit (see naru --help)");
    }
    if (urls.isEmpty() || settings.isEmpty()) {
      return Terminal.USAGE;
    }
    Places places = new Places(terminal.environment());
    return switch (new InternetChoice(time, places).choose(road, hosts())) {
      case InternetChoice.Chosen.Refused(List<String> reasons) -> terminal.fail(reasons);
      case InternetChoice.Chosen.Open(Internet internet, List<String> remarks) -> {
        remarks.forEach(terminal::remark);
        try (internet) {
          yield visitAll(internet, places, settings.get());
        }
      }
    };
  }

  /** The names to be visited, as far as the lines can be read. */
  private List<Name> hosts() {
    List<Name> names = new ArrayList<>();
    for (String line : urls) {
      if (UrlParser.parse(line) instanceof UrlRead.Ok(Url url)
          && url.host() instanceof Url.Host.Domain(Name name, _)) {
        names.add(name);
      }
    }
    return names;
  }

  private int visitAll(Internet internet, Places places, VisitSettings settings) {
    return switch (Trust.roots(request.cacert, internet, places)) {
      case Loaded.Failed<TrustRoots>(TlsTrouble trouble) -> terminal.fail(trouble.line());
      case Loaded.Ready<TrustRoots>(TrustRoots roots) ->
          visitAll(internet, places, dialling(settings, internet), roots);
    };
  }

  private static VisitSettings dialling(VisitSettings settings, Internet internet) {
    return internet.worldMap().map((WorldMap map) -> settings.dialling(map::dial)).orElse(settings);
  }

  private int visitAll(Internet internet, Places places, VisitSettings settings, TrustRoots roots) {
    Road way = new Road(time, places, road);
    Connector connector = new Connector(time, roots, request.insecure);
    new WarmUp(time, places, internet, connector, settings).run();
    return switch (way.build(internet, new BrowserCache(time))) {
      case Road.Built.Refused(String reason) -> terminal.fail(reason);
      case Road.Built.Open(NameLookup lookup, List<AutoCloseable> open) -> {
        try (Walks walks = new Walks(time, places, road, internet)) {
          yield visitAll(new BrowsingSession(time, lookup, connector, settings, walks.walk()));
        } finally {
          Foreground.closeAll(open);
        }
      }
    };
  }

  private int visitAll(BrowsingSession session) {
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      Optional<Path> file =
          i < request.output.size() ? Optional.of(request.output.get(i)) : Optional.empty();
      try {
        journeys.add(visit(session, urls.get(i), file));
      } catch (IOException refused) {
        return terminal.fail(
            file.map(Path::toString).orElse("") + ": cannot be written: " + refused.getMessage());
      }
    }
    Ink ink = terminal.ink(road.colour);
    terminal.print(road.json ? JsonReport.of(journeys) : TextReport.of(journeys, ink));
    return journeys.stream()
        .filter(journey -> !journey.arrived())
        .findFirst()
        .map(journey -> journey.verdict().code().exit())
        .orElse(Terminal.OK);
  }

  private static Journey visit(BrowsingSession session, String url, Optional<Path> file)
      throws IOException {
    if (file.isEmpty()) {
      return session.visit(url, BodySink.discarding());
    }
    try (OutputStream out = Files.newOutputStream(file.get())) {
      BodyFile body = new BodyFile(out);
      Journey journey = session.visit(url, body);
      body.complain();
      return journey;
    }
  }
}
