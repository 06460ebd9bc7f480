package naru.app;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import naru.names.StubResolver;
import naru.net.DnsExchange;
import naru.net.Exchanges;
import naru.resolver.NameServer;
import naru.resolver.PortMap;
import naru.resolver.RootHints;
import naru.time.Time;
import naru.visit.RootWalk;
import naru.world.WorldMap;

/**
 * Starts the resolver of a walk from the root when the first walk is made. By itself it walks only
 * where the command already goes: in its world, from the hints it was given, or on the internet
 * whose resolvers it asked. Confined to one thread.
 */
final class Walks implements Supplier<Optional<StubResolver>>, AutoCloseable {
  private final Time time;
  private final Places places;
  private final RoadOptions options;
  private final Internet internet;
  private final Consumer<String> remark;
  private Optional<OwnResolver> own = Optional.empty();

  Walks(Time time, Places places, RoadOptions options, Internet internet, Consumer<String> remark) {
    this.time = time;
    this.places = places;
    this.options = options;
    this.internet = internet;
    this.remark = remark;
  }

  RootWalk walk() {
    boolean foreign = options.resolver.isPresent() || options.system;
    boolean inReach = options.rootHints.isPresent() || internet.worldMap().isPresent();
    boolean machines = !foreign && !inReach;
    // In a world the walk is what its own resolver did; nothing new would come of another.
    return new RootWalk(this, options.walk, machines || (foreign && inReach));
  }

  @Override
  public Optional<StubResolver> get() {
    DnsExchange exchange = Exchanges.system(time);
    if (own.isEmpty()) {
      own = open(exchange);
    }
    return own.map(resolver -> resolver.stub(time, exchange));
  }

  private Optional<OwnResolver> open(DnsExchange exchange) {
    return switch (roots()) {
      case HintsFile.Read.Broken(String reason) -> refused(reason);
      case HintsFile.Read.Hints(List<NameServer> roots) ->
          switch (OwnResolver.open(time, exchange, places, roots, ports())) {
            case OwnResolver.Opened.Refused(String reason) -> refused(reason);
            case OwnResolver.Opened.Open(OwnResolver resolver) -> Optional.of(resolver);
          };
    };
  }

  private Optional<OwnResolver> refused(String reason) {
    remark.accept("no walk from the root: " + reason);
    return Optional.empty();
  }

  /** Servers of a world on high ports listen where the world says. */
  private PortMap ports() {
    return internet
        .worldMap()
        .filter(_ -> options.rootHints.isEmpty())
        .<PortMap>map(map -> _ -> map.ports().dns())
        .orElse(PortMap.STANDARD);
  }

  private HintsFile.Read roots() {
    return options
        .rootHints
        .map(HintsFile::read)
        .orElseGet(() ->
            new HintsFile.Read.Hints(
                internet.worldMap().map(Walks::roots).orElseGet(RootHints::internet)));
  }

  private static List<NameServer> roots(WorldMap map) {
    return map.roots().entrySet().stream()
        .map(root ->
            NameServer.of(root.getKey(), new InetSocketAddress(root.getValue(), map.ports().dns())))
        .toList();
  }

  @Override
  public void close() {
    own.ifPresent(OwnResolver::close);
  }
}
