package naru.proof.adversary;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import naru.nameserver.AuthoritativeServer;
import naru.nameserver.ServerIdentity;
import naru.nameserver.Zone;
import naru.nameserver.ZoneStore;
import naru.net.DnsExchange;
import naru.net.Exchanges;
import naru.resolver.NameServer;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverConfig;
import naru.resolver.TrustAnchor;
import naru.resolver.ValidationPolicy;
import naru.time.Promise;
import naru.time.SimulatedTime;
import naru.wire.Name;
import naru.wire.Question;

/**
 * One run: a tree of zones, a network, clients who ask a production resolver in waves, and a check
 * of all that came of it. Everything is decided by its seed. Used once.
 */
final class Voyage {
  private static final Duration AFTER_LAST = Duration.ofSeconds(11);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(6),
          Duration.ofSeconds(61),
          Duration.ofMinutes(6),
          Duration.ofHours(2));

  private final long seed;
  private final SimulatedTime time;
  private final CountedTime counted;
  private final Journal journal = new Journal();
  private final Findings findings = new Findings();
  private final Tally tally = new Tally();
  private final Weather weather;
  private final Tree tree;
  private final Truth truth;
  private final Excuses excuses;
  private final Sea sea;
  private final Forgery forgery;
  private final Forger forger;
  private final Curiosity curiosity;
  private final Dice clients;
  private final RecursiveResolver resolver;

  /** What a run came to. */
  record Outcome(long seed, long hash, List<String> findings, Tally tally, Journal journal) {}

  Voyage(long seed, Weakness weakness) {
    this.seed = seed;
    this.time = new SimulatedTime(seed, Sealing.START);
    this.counted = new CountedTime(time, weakness.chance(time.chance()));
    this.weather = Weather.of(new Dice(seed, "weather"));
    this.tree = TreeMaker.make(new Dice(seed, "tree"), new Dice(seed, "seals"));
    this.truth = new Truth(tree);
    this.excuses = new Excuses(tree, truth, weather);
    this.sea = new Sea(time, weather, journal, new Dice(seed, "sea"));
    Dice lies = new Dice(seed, "lies");
    this.forgery = new Forgery(tree, lies);
    this.forger = new Forger(sea, tree, forgery, new Dice(seed, "forger"));
    this.clients = new Dice(seed, "clients");
    this.curiosity = new Curiosity(tree, clients);
    populate(lies);
    DnsExchange exchange = weakness.exchange(Exchanges.over(sea, counted), counted, sea);
    this.resolver = new RecursiveResolver(counted, exchange, config());
  }

  static Outcome sail(long seed) {
    return new Voyage(seed, Weakness.NONE).sail();
  }

  // The world

  private void populate(Dice dice) {
    Map<PlannedZone, Zone> zones = Sealing.zones(tree);
    Lies lies = new Lies(tree, truth, forgery, dice);
    for (Machine machine : tree.machines()) {
      Host host = host(machine, zones, lies, dice);
      machine.addresses().forEach(address -> sea.put(address, host));
    }
    Trap trap = new Trap(truth, forgery, findings);
    tree.traps().forEach(address -> sea.put(address, trap));
    sea.watch(this::watch);
  }

  private Host host(Machine machine, Map<PlannedZone, Zone> zones, Lies lies, Dice dice) {
    List<PlannedZone> served =
        machine.ailment == Ailment.REFERS_UP ? List.of(tree.root()) : machine.zones;
    ZoneStore store = ZoneStore.of(served.stream().map(zones::get).toArray(Zone[]::new));
    AuthoritativeServer server = new AuthoritativeServer(ServerIdentity.HIDDEN, store);
    if (machine.liar) {
      return new Liar(server, machine, truth, lies, findings, dice);
    }
    NameServerHost host = new NameServerHost(server, machine, dice);
    return machine.tapped ? new Tap(host, tree, forgery, dice) : host;
  }

  /** What comes to a liar's server tells the forger which ids and ports the resolver uses. */
  private void watch(InetAddress host, int port, byte[] datagram) {
    boolean own = tree.machines().stream().anyMatch(m -> m.liar && m.addresses().contains(host));
    if (own) {
      forger.saw(port, datagram);
    }
  }

  private ResolverConfig config() {
    List<NameServer> roots = new ArrayList<>();
    for (Name server : tree.root().servers) {
      List<InetSocketAddress> addresses =
          tree.server(server).addresses().stream()
              .map(address -> new InetSocketAddress(address, 53))
              .toList();
      roots.add(new NameServer(server, addresses));
    }
    List<TrustAnchor> anchors = Sealing.anchors(tree);
    return ResolverConfig.of(roots)
        .withMinimiseNames(clients.oneIn(2))
        .withSignatures(clients.oneIn(2) || !anchors.isEmpty())
        .withValidation(ValidationPolicy.of(anchors).aggressive(clients.oneIn(2)));
  }

  // The run

  Outcome sail() {
    try {
      time.run("harbour", this::waves);
    } catch (IllegalStateException stuck) {
      findings.add("the run did not end: " + stuck + " " + stuck.getCause());
    }
    return new Outcome(seed, journal.hash(), findings.lines(), tally, journal);
  }

  private void waves() {
    for (int i = clients.between(2, 5); i > 0; i--) {
      wave();
      lookIntoCaches();
      pause(clients.any(PAUSES));
    }
    pause(AFTER_LAST);
    resolver.close();
    nothingIsLeft();
  }

  private void lookIntoCaches() {
    new CacheCheck(truth).check(resolver, findings);
    new ServersCheck(truth, tree).check(resolver, findings);
  }

  private void pause(Duration duration) {
    time.pause(duration, time.promise());
  }

  private void wave() {
    List<Runnable> all = new ArrayList<>();
    if (clients.oneIn(2)) {
      all.addAll(accomplices());
    }
    for (int i = clients.between(1, 8); i > 0; i--) {
      Duration later = Duration.ofMillis(clients.oneIn(2) ? 0 : clients.below(400));
      all.add(client(later, curiosity.next()));
    }
    together(all);
  }

  /** One who lets the forger's own server be asked, and one who asks what he forges. */
  private List<Runnable> accomplices() {
    Question target = curiosity.next();
    Runnable asking = client(Duration.ofMillis(clients.below(150)), target);
    List<Runnable> all = new ArrayList<>();
    all.add(() -> {
      forger.attack(target);
      asking.run();
    });
    forger.lure().ifPresent(lure -> all.add(client(Duration.ZERO, lure)));
    return all;
  }

  private Runnable client(Duration later, Question question) {
    String name = "client " + tally.next();
    return () -> {
      pause(later);
      new Client(name, question, time, truth, excuses, journal, findings, tally).ask(resolver);
    };
  }

  /** Runs all at once, and waits for the last. */
  private void together(List<Runnable> all) {
    Promise<Boolean> done = time.promise();
    int[] left = {all.size()};
    for (Runnable one : all) {
      counted.start(
          "client",
          () -> {
            one.run();
            if (--left[0] == 0) {
              done.complete(true);
            }
          });
    }
    done.await();
  }

  private void nothingIsLeft() {
    if (counted.tasks() > 0) {
      findings.add(counted.tasks() + " tasks are left");
    }
    if (counted.timers() > 0) {
      findings.add(counted.timers() + " timers are left");
    }
    if (sea.open() > 0) {
      findings.add(sea.open() + " ports and streams are left open");
    }
  }

  /** What was built, a line each. */
  List<String> plan() {
    List<String> lines = new ArrayList<>(List.of("seed " + seed, weather.toString()));
    for (PlannedZone zone : tree.zones()) {
      lines.add(
          "zone "
              + zone
              + (zone.lies ? " lies" : "")
              + (zone.seal.equals(Seal.NONE) ? "" : " " + zone.seal + " " + zone.trust())
              + " delegated to "
              + zone.delegated
              + " glue "
              + zone.glue);
      zone.records.forEach(record -> lines.add("    " + Journal.shortened(record.toString())));
    }
    tree.servers().forEach((name, machine) -> lines.add("server " + name + " " + machine));
    return lines;
  }
}
