package naru.world;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import naru.dnssec.SigningKey;
import naru.names.OperatingSystemService;
import naru.names.StubResolver;
import naru.nameserver.Zone;
import naru.net.DnsExchange;
import naru.net.DnsService;
import naru.net.Exchanges;
import naru.net.Server;
import naru.resolver.AccessList;
import naru.resolver.NameServer;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverService;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.server.SiteIdentities;
import naru.server.WebServer;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;
import naru.tls.TlsTrouble;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.world.WorldDescription.ServerPlan;
import naru.world.WorldDescription.ZonePlan;

/**
 * Opens a world, stop by stop: zones, names, operating system, sites. Where the usual ports cannot
 * be had, one high port serves instead. Used once, by one thread, which leaves the sites to
 * another.
 */
final class WorldOpening {
  /** Free ports tried before giving up; each needs the same number on some twenty addresses. */
  private static final int PORT_TRIES = 30;

  private static final int SITE_TRIES = 3;

  private static final int FIRST_HIGH_PORT = 20_000;
  private static final int HIGH_PORTS = 10_000;

  private static final List<String> DOH_PROTOCOLS = List.of("h2", "http/1.1");

  private final Time time;
  private final WorldDescription description;
  private final WorldSettings settings;
  private final DnsExchange exchange;
  private final List<String> remarks = new ArrayList<>();
  private Optional<WorldKeys> anchor = Optional.empty();

  WorldOpening(Time time, WorldDescription description, WorldSettings settings) {
    this.time = time;
    this.settings = settings;
    this.exchange = Exchanges.system(time);
    this.description = fitting(description);
  }

  private WorldDescription fitting(WorldDescription wanted) {
    if (Loopback.hasSix()) {
      return wanted;
    }
    remarks.add("this machine has no ::1: IPv6 addresses and AAAA records are left out");
    return ZoneCompletion.withoutSix(wanted);
  }

  WorldStart open() {
    return switch (NameServers.build(description)) {
      case NameServers.Built.Broken(List<String> complaints) -> new WorldStart.Refused(complaints);
      case NameServers.Built.Zones(Map<Name, Zone> zones) -> open(zones);
    };
  }

  /** Sites and names need nothing of each other before they run, so they open side by side. */
  private WorldStart open(Map<Name, Zone> zones) {
    Attempt sites = new Attempt();
    Promise<Optional<Web>> web = time.promise();
    time.start("sites", () -> openSites(sites, web));
    return switch (openKeys()) {
      case WorldKeys.Opened.Refused(String reason) -> {
        web.await();
        sites.abandon();
        yield new WorldStart.Refused(List.of(reason));
      }
      case WorldKeys.Opened.Keys(WorldKeys keys) -> {
        anchor = Optional.of(keys).filter(_ -> isRootSigned());
        yield open(NameServers.of(time, description, zones, signingKeys(keys)), sites, web);
      }
      case WorldKeys.Opened.Unneeded() ->
          open(NameServers.of(time, description, zones, Map.of()), sites, web);
    };
  }

  private WorldKeys.Opened openKeys() {
    return description.zones().stream().anyMatch(ZonePlan::isSigned)
        ? WorldKeys.open(settings.keys())
        : new WorldKeys.Opened.Unneeded();
  }

  private boolean isRootSigned() {
    return description.zones().stream().anyMatch(zone -> zone.origin().isRoot() && zone.isSigned());
  }

  private Map<Name, SigningKey> signingKeys(WorldKeys opened) {
    return description.zones().stream()
        .filter(ZonePlan::isSigned)
        .map(ZonePlan::origin)
        .collect(Collectors.toMap(Function.identity(), opened::keyOf));
  }

  private WorldStart open(NameServers servers, Attempt sites, Promise<Optional<Web>> web) {
    Attempt names = new Attempt();
    names.keep(servers);
    // The resolver is asked over HTTPS at the port of the sites, so it waits for theirs.
    Optional<Web> asked = settings.overHttps() ? web.await() : Optional.empty();
    Optional<Names> opened = openNames(servers, asked, names);
    Optional<Web> served = web.await();
    if (served.isEmpty() || opened.isEmpty()) {
      Attempt refused = served.isEmpty() ? sites : names;
      names.abandon();
      sites.abandon();
      return refused(refused);
    }
    remarks.addAll(sites.remarks());
    remarks.addAll(names.remarks());
    List<AutoCloseable> running = new ArrayList<>(names.open());
    running.addAll(sites.open());
    return new WorldStart.Running(
        new World(
            map(opened.get(), served.get()),
            remarks,
            opened.get().resolver(),
            opened.get().operatingSystem(),
            anchor.map(WorldKeys::anchor).orElse(List.of()),
            running));
  }

  /** A world that is signed from its root down is validated from there. */
  private ValidationPolicy validation() {
    List<RecordData.Ds> digests = anchor.map(WorldKeys::anchor).orElse(List.of());
    return digests.isEmpty()
        ? ValidationPolicy.OFF
        : ValidationPolicy.of(List.of(new TrustAnchor(Name.ROOT, digests, List.of())));
  }

  private void openSites(Attempt attempt, Promise<Optional<Web>> web) {
    try {
      web.complete(openSites(attempt));
    } finally {
      web.complete(Optional.empty()); // only where the line above threw: nobody waits for ever
    }
  }

  private static WorldStart refused(Attempt attempt) {
    return new WorldStart.Refused(List.of(attempt.refusal().orElse("a server did not start")));
  }

  private static int port(List<InetSocketAddress> addresses) {
    return addresses.isEmpty() ? 0 : addresses.getFirst().getPort();
  }

  // ---- names -----------------------------------------------------------------------------------

  private record Names(
      int port, RecursiveResolver resolver, OperatingSystemService operatingSystem) {}

  private Optional<Names> openNames(NameServers servers, Optional<Web> secure, Attempt attempt) {
    for (int port : ports(settings.ports().dns())) {
      Attempt tried = new Attempt();
      Names names = openNames(servers, secure, port, tried);
      if (tried.refusal().isEmpty()) {
        tried.open().reversed().forEach(attempt::keep);
        remarkPort(attempt, "name servers", settings.ports().dns(), port);
        return Optional.of(names);
      }
      tried.abandon();
      attempt.refuse(tried.refusal().get());
    }
    return Optional.empty();
  }

  private Names openNames(NameServers servers, Optional<Web> secure, int port, Attempt attempt) {
    DnsService authoritative = DnsService.on(time, servers);
    for (ZonePlan zone : description.zones()) {
      for (ServerPlan server : zone.servers()) {
        server.addresses().forEach(address -> both(authoritative, address, port));
      }
    }
    attempt.listen(authoritative);

    ResolverConfig config =
        ResolverConfig.of(roots(port))
            .withPorts(_ -> port)
            .withIdentity("resolver")
            .withAccess(AccessList.LOOPBACK_SNOOPING) // a world is there to be looked into
            .withValidation(validation());
    RecursiveResolver resolver = new RecursiveResolver(time, exchange, config);
    DnsService recursive =
        DnsService.on(time, new ResolverService(time, resolver, config)).local(resolverSocket());
    both(recursive, description.resolver(), port);
    secure.ifPresent(over -> overHttps(recursive, over, attempt));
    attempt.listen(recursive);

    OperatingSystemService system = operatingSystem(port);
    attempt.listen(DnsService.on(time, system).local(operatingSystemSocket()));
    attempt.keep(resolver); // closed first: its walks would keep the listeners waiting
    return new Names(port, resolver, system);
  }

  private void overHttps(DnsService service, Web over, Attempt attempt) {
    InetSocketAddress socket = new InetSocketAddress(description.resolver(), over.https());
    switch (SiteIdentities.of(time, over.ca(), List.of(), List.of(socket))) {
      case Loaded.Failed<Identities>(TlsTrouble trouble) -> attempt.refuse(trouble.line());
      case Loaded.Ready<Identities>(Identities identities) ->
          service.https(socket, ServerTls.of(identities, DOH_PROTOCOLS, TlsEngine.best()));
    }
  }

  private static void both(DnsService service, InetAddress address, int port) {
    InetSocketAddress socket = new InetSocketAddress(address, port);
    service.udp(socket).tcp(socket);
  }

  /** The service's own stub asks the world's resolver, over the stream that tells the steps. */
  private OperatingSystemService operatingSystem(int port) {
    Server resolver = new Server.Plain(new InetSocketAddress(description.resolver(), port));
    var upstream =
        new StubResolver.Upstream(resolver, Optional.of(new Server.Local(resolverSocket())));
    var stub = new StubResolver(exchange, time, StubResolver.Settings.of(List.of(upstream)));
    return new OperatingSystemService(time, stub);
  }

  private List<NameServer> roots(int port) {
    return rootAddresses().entrySet().stream()
        .map(e -> NameServer.of(e.getKey(), new InetSocketAddress(e.getValue(), port)))
        .toList();
  }

  private Map<Name, InetAddress> rootAddresses() {
    Map<Name, InetAddress> roots = new HashMap<>();
    description.zones().stream()
        .filter(zone -> zone.origin().isRoot())
        .flatMap(zone -> zone.servers().stream())
        .filter(server -> !server.addresses().isEmpty())
        .forEach(server -> roots.put(server.name(), server.addresses().getFirst()));
    return roots;
  }

  // ---- sites -----------------------------------------------------------------------------------

  private record Web(WebServer server, LocalCa ca) {
    int http() {
      return port(server.http());
    }

    int https() {
      return port(server.https());
    }
  }

  private Optional<Web> openSites(Attempt attempt) {
    return switch (LocalCa.open(settings.authority(), List.of(), time.instant())) {
      case Loaded.Failed<LocalCa>(TlsTrouble trouble) -> {
        attempt.refuse(trouble.line());
        yield Optional.empty();
      }
      case Loaded.Ready<LocalCa>(LocalCa ca) ->
          openSites(ca, attempt).map(server -> new Web(server, ca));
    };
  }

  /** Ports that are free now may be taken a moment later: then others are looked for. */
  private Optional<WebServer> openSites(LocalCa ca, Attempt attempt) {
    Sites sites = new Sites(time, description, ca);
    for (int i = 0; i < SITE_TRIES; i++) {
      int http = freePort(settings.ports().http());
      int https = freePort(settings.ports().https());
      switch (sites.open(http, https)) {
        case Sites.Opened.Open(WebServer server) -> {
          attempt.keep(server);
          remarkPort(attempt, "http", settings.ports().http(), http);
          remarkPort(attempt, "https", settings.ports().https(), https);
          return Optional.of(server);
        }
        case Sites.Opened.Refused(String reason) -> attempt.refuse(reason);
      }
    }
    return Optional.empty();
  }

  /** The first port that is free on every address of a site. */
  private int freePort(int wanted) {
    return ports(wanted).stream()
        .filter(port -> Loopback.isFree(description.siteAddresses(), port))
        .findFirst()
        .orElse(wanted);
  }

  // ---- ports and places ------------------------------------------------------------------------

  /** The port wanted, where one is, then high ones. */
  private List<Integer> ports(int wanted) {
    List<Integer> ports = new ArrayList<>();
    if (wanted != 0) {
      ports.add(wanted);
    }
    for (int i = 0; i < PORT_TRIES; i++) {
      ports.add(FIRST_HIGH_PORT + time.chance().below(HIGH_PORTS));
    }
    return ports;
  }

  private static void remarkPort(Attempt attempt, String what, int wanted, int got) {
    if (wanted != 0 && wanted != got) {
      attempt.remark(what + ": port " + wanted + " cannot be had here, " + got + " serves instead");
    }
  }

  private Path resolverSocket() {
    return settings.sockets().resolve("resolver.sock");
  }

  private Path operatingSystemSocket() {
    return settings.sockets().resolve("os.sock");
  }

  private WorldMap map(Names names, Web web) {
    return new WorldMap(
        new Ports(names.port(), web.http(), web.https()),
        description.resolver(),
        resolverSocket(),
        operatingSystemSocket(),
        web.ca().rootFile(),
        anchor.map(WorldKeys::anchorFile),
        rootAddresses(),
        Set.copyOf(description.siteAddresses()),
        settings.overHttps());
  }
}
