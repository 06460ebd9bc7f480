package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import naru.names.BrowserCache;
import naru.names.HostsFile;
import naru.names.NameLookup;
import naru.names.OperatingSystemClient;
import naru.names.RealOperatingSystem;
import naru.names.ResolvConf;
import naru.names.StubResolver;
import naru.net.Addresses;
import naru.net.DnsExchange;
import naru.net.Exchanges;
import naru.net.Server;
import naru.resolver.NameServer;
import naru.resolver.PortMap;
import naru.time.Time;
import naru.world.WorldMap;

/** Builds the way to names that the flags ask for. */
final class Road {
  static final int DNS_PORT = 53;

  private final Time time;
  private final Places places;
  private final RoadOptions options;
  private final DnsExchange exchange;

  Road(Time time, Places places, RoadOptions options) {
    this.time = time;
    this.places = places;
    this.options = options;
    this.exchange = Exchanges.system(time);
  }

  /** A way to names, or one line that says why there is none. */
  sealed interface Built {
    record Open(NameLookup lookup, List<AutoCloseable> open) implements Built {}

    record Refused(String reason) implements Built {}
  }

  /** What is wrong in the hosts file that was named, a line each. */
  List<String> complaintsOfHosts() {
    return options.hosts.map(HostsFile::at).map(HostsFile::complaints).orElse(List.of()).stream()
        .map(Object::toString)
        .toList();
  }

  Built build(Internet internet, BrowserCache browser) {
    HostsFile hosts = options.hosts.map(HostsFile::at).orElseGet(HostsFile::system);
    Optional<String> unreadable = options.hosts.flatMap(_ -> hosts.problem());
    if (unreadable.isPresent()) {
      return new Built.Refused(unreadable.get());
    }
    if (options.system) {
      return open(NameLookup.byOperatingSystem(hosts, browser, RealOperatingSystem.open(time)));
    }
    if (options.resolver.isPresent()) {
      return byResolver(options.resolver.get(), internet, hosts, browser);
    }
    if (options.rootHints.isPresent()) {
      return byOwnWalk(options.rootHints.get(), hosts, browser);
    }
    return open(
        switch (internet) {
          case Internet.Inside(WorldMap map, _, _) ->
              NameLookup.byOperatingSystem(hosts, browser, operatingSystem(map));
          case Internet.Real() -> byMachine(hosts, browser);
        });
  }

  private static Built open(NameLookup lookup) {
    return new Built.Open(lookup, List.of());
  }

  private OperatingSystemClient operatingSystem(WorldMap map) {
    return new OperatingSystemClient(exchange, time, new Server.Local(map.operatingSystem()));
  }

  private NameLookup byMachine(HostsFile hosts, BrowserCache browser) {
    ResolvConf conf = ResolvConf.system();
    return NameLookup.byMachine(
        hosts, browser, new StubResolver(exchange, time, conf.settings()), conf.search());
  }

  private Built byResolver(String text, Internet internet, HostsFile hosts, BrowserCache browser) {
    Optional<InetSocketAddress> address = Addresses.parse(text, DNS_PORT);
    if (address.isEmpty()) {
      return new Built.Refused("--resolver: \"" + text + "\" is no address with or without a port");
    }
    StubResolver.Upstream upstream = upstream(address.get(), internet);
    return open(NameLookup.byResolver(hosts, browser, stub(upstream)));
  }

  private StubResolver stub(StubResolver.Upstream upstream) {
    return new StubResolver(exchange, time, StubResolver.Settings.of(List.of(upstream)));
  }

  /** A resolver of ours on this machine tells its steps over its local socket. */
  private StubResolver.Upstream upstream(InetSocketAddress address, Internet internet) {
    Server server = new Server.Plain(address);
    Optional<Path> world =
        internet
            .worldMap()
            .filter(map -> map.resolverAddress().equals(address))
            .map(WorldMap::resolverSocket);
    Optional<Path> alone = Optional.of(places.resolverSocket(address)).filter(Files::exists);
    return world
        .or(() -> alone)
        .map(path -> StubResolver.Upstream.telling(server, new Server.Local(path)))
        .orElseGet(() -> StubResolver.Upstream.of(server));
  }

  /** The walk is the resolver: one of our own, from the root servers given. */
  private Built byOwnWalk(Path hints, HostsFile hosts, BrowserCache browser) {
    return switch (HintsFile.read(hints)) {
      case HintsFile.Read.Broken(String reason) -> new Built.Refused(reason);
      case HintsFile.Read.Hints(List<NameServer> roots) ->
          switch (OwnResolver.open(time, exchange, places, roots, PortMap.STANDARD)) {
            case OwnResolver.Opened.Refused(String reason) -> new Built.Refused(reason);
            case OwnResolver.Opened.Open(OwnResolver resolver) ->
                new Built.Open(
                    NameLookup.byResolver(hosts, browser, resolver.stub(time, exchange)),
                    List.of(resolver));
          };
    };
  }
}
