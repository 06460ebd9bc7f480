package naru.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import naru.connection.Connector;
import naru.journey.Account;
import naru.journey.Journey;
import naru.journey.Step;
import naru.names.BrowserCache;
import naru.names.HostsFile;
import naru.names.NameLookup;
import naru.names.OperatingSystemClient;
import naru.names.StubResolver;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Exchanges;
import naru.net.Server;
import naru.time.Time;
import naru.tls.TrustRoots;
import naru.visit.BrowsingSession;
import naru.visit.VisitSettings;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;
import naru.world.WorldMap;

/** Somebody with a browser in a world. Used by one thread. */
final class Visitor {
  private static final Time TIME = Time.system();
  private static final DnsExchange EXCHANGE = Exchanges.system(TIME);

  private final BrowsingSession session;
  private final ByteArrayOutputStream page = new ByteArrayOutputStream();

  private Visitor(NameLookup names, TrustRoots roots, VisitSettings settings) {
    session = new BrowsingSession(TIME, names, new Connector(TIME, roots, false), settings);
  }

  /** Trusts the world's CA and asks its operating system; the hosts file is empty. */
  static Visitor of(TestWorld world) {
    return of(world, VisitSettings.USUAL);
  }

  static Visitor of(TestWorld world, VisitSettings settings) {
    return withHosts(world, world.write("hosts", ""), settings);
  }

  /** The same with a hosts file. */
  static Visitor withHosts(TestWorld world, Path hosts, VisitSettings settings) {
    return new Visitor(
        byOperatingSystem(world, hosts),
        TrustRoots.file(world.map().authority()).orThrow(),
        dialling(world, settings));
  }

  /** Somebody who trusts nobody. */
  static Visitor distrustful(TestWorld world) {
    return new Visitor(
        byOperatingSystem(world, world.write("hosts", "")),
        TrustRoots.none(),
        dialling(world, VisitSettings.USUAL));
  }

  /** Somebody who asks the resolver without the operating system. */
  static Visitor byResolver(TestWorld world) {
    Server.Plain server = new Server.Plain(world.map().resolverAddress());
    NameLookup names =
        NameLookup.byResolver(
            HostsFile.at(world.write("hosts", "")),
            new BrowserCache(TIME),
            new StubResolver(
                EXCHANGE,
                TIME,
                StubResolver.Settings.of(
                    List.of(
                        StubResolver.Upstream.telling(
                            server, new Server.Local(world.map().resolverSocket()))))));
    return new Visitor(
        names,
        TrustRoots.file(world.map().authority()).orThrow(),
        dialling(world, VisitSettings.USUAL));
  }

  /** Somebody outside of any world, whose names are all in a hosts file. */
  static Visitor withHostsOnly(Path hosts, TrustRoots roots, VisitSettings settings) {
    NameLookup names =
        NameLookup.byResolver(
            HostsFile.at(hosts),
            new BrowserCache(TIME),
            new StubResolver(
                EXCHANGE,
                TIME,
                StubResolver.Settings.of(
                    List.of(
                        StubResolver.Upstream.of(
                            new Server.Local(hosts.resolveSibling("nobody.sock")))))));
    return new Visitor(names, roots, settings);
  }

  private static NameLookup byOperatingSystem(TestWorld world, Path hosts) {
    Server.Local service = new Server.Local(world.map().operatingSystem());
    return NameLookup.byOperatingSystem(
        HostsFile.at(hosts),
        new BrowserCache(TIME),
        new OperatingSystemClient(EXCHANGE, TIME, service));
  }

  private static VisitSettings dialling(TestWorld world, VisitSettings settings) {
    WorldMap map = world.map();
    return settings.dialling(map::dial);
  }

  Journey visit(String url) {
    page.reset();
    return session.visit(url, page::write);
  }

  /** The body of the last visit. */
  String page() {
    return page.toString(StandardCharsets.UTF_8);
  }

  /** The stations of a journey, in order; children behind their parent, as {@code resolver/tld}. */
  static List<String> stations(List<Step> steps) {
    return steps.stream()
        .flatMap(step ->
            Stream.concat(
                Stream.of(step.station()),
                stations(step.account().steps()).stream().map(s -> step.station() + "/" + s)))
        .toList();
  }

  static List<Account> all(Journey journey, String station) {
    return journey.steps().stream()
        .filter(step -> step.station().equals(station))
        .map(Step::account)
        .toList();
  }

  static Account only(Journey journey, String station) {
    List<Account> all = all(journey, station);
    if (all.size() != 1) {
      throw new AssertionError(station + ": " + all);
    }
    return all.getFirst();
  }

  /** Asks any server as our client does; nothing above it retries. */
  static Exchanged ask(Server server, String name, String type) {
    return ask(server, query(name, type));
  }

  static Exchanged ask(Server server, Message query) {
    return EXCHANGE.ask(server, query, Duration.ofSeconds(30), TIME.promise());
  }

  static Message query(String name, String type) {
    RecordType asked = RecordType.parse(type).orElseThrow();
    return Message.query(Question.of(Name.of(name), asked));
  }

  /** The answer, where there must be one. */
  static Message answer(Server server, String name, String type) {
    return answer(server, query(name, type));
  }

  static Message answer(Server server, Message query) {
    return switch (ask(server, query)) {
      case Exchanged.Answered answered -> answered.message();
      case Exchanged other -> throw new AssertionError(query.questions() + ": " + other);
    };
  }
}
