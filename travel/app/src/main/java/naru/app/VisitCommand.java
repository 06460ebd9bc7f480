package naru.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    if (urls.isEmpty()) {
      return terminal.misused("no URL to visit (see naru --help)");
    }
    Optional<String> complaint = road.complaint().or(request::complaint);
    if (complaint.isPresent()) {
      return terminal.misused(complaint.get());
    }
    Optional<VisitSettings> settings = request.settings(terminal);
    if (settings.isEmpty()) {
      return Terminal.FAILED;
    }
    Places places = new Places(terminal.environment());
    return switch (new InternetChoice(time, places).choose(road, hosts())) {
      case InternetChoice.Chosen.Refused(List<String> reasons) -> terminal.fail(reasons);
      case InternetChoice.Chosen.Open(Internet internet, List<String> remarks) -> {
        remarks.forEach(terminal::remark);
        try (internet) {
          yield trustThenVisit(internet, places, settings.get());
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

  private int trustThenVisit(Internet internet, Places places, VisitSettings settings) {
    return switch (Trust.roots(request.cacert, internet, places)) {
      case Loaded.Failed<TrustRoots>(TlsTrouble trouble) -> terminal.fail(trouble.line());
      case Loaded.Ready<TrustRoots>(TrustRoots roots) ->
          visitBy(internet, places, dialling(settings, internet), roots);
    };
  }

  private static VisitSettings dialling(VisitSettings settings, Internet internet) {
    return internet.worldMap().map((WorldMap map) -> settings.dialling(map::dial)).orElse(settings);
  }

  private int visitBy(Internet internet, Places places, VisitSettings settings, TrustRoots roots) {
    Road way = new Road(time, places, road);
    Connector connector = new Connector(time, roots, request.insecure);
    new WarmUp(time, places, internet, connector, settings).run();
    return switch (way.build(internet, new BrowserCache(time))) {
      case Road.Built.Refused(String reason) -> terminal.fail(reason);
      case Road.Built.Open(NameLookup lookup, List<AutoCloseable> open) -> {
        way.complaintsOfHosts().forEach(terminal::remark);
        try (Walks walks = new Walks(time, places, road, internet, terminal::remark)) {
          yield visitAll(new BrowsingSession(time, lookup, connector, settings, walks.walk()));
        } finally {
          Foreground.closeAll(open);
        }
      }
    };
  }

  private int visitAll(BrowsingSession session) {
    List<Journey> journeys = new ArrayList<>();
    List<String> unwritten = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      BodyFile body =
          i < request.output.size() ? BodyFile.at(request.output.get(i)) : BodyFile.NONE;
      Journey journey = session.visit(urls.get(i), body);
      journeys.add(journey);
      body.finish(journey.arrived()).ifPresent(unwritten::add);
    }
    Ink ink = terminal.ink(road.colour);
    terminal.print(road.json ? JsonReport.of(journeys) : TextReport.of(journeys, ink));
    int ours = unwritten.isEmpty() ? Terminal.OK : terminal.fail(unwritten);
    return journeys.stream()
        .filter(journey -> !journey.arrived())
        .findFirst()
        .map(journey -> journey.verdict().code().exit())
        .orElse(ours);
  }
}
