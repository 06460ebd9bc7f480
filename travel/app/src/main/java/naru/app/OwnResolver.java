package naru.app;

import java.nio.file.Path;
import java.util.List;
import naru.names.StubResolver;
import naru.net.DnsExchange;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Listening;
import naru.net.Server;
import naru.resolver.NameServer;
import naru.resolver.PortMap;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverService;
import naru.time.Time;

/** A recursive resolver for the time of one command, asked over a local socket like any other. */
record OwnResolver(Server.Local socket, List<AutoCloseable> open) implements AutoCloseable {
  /** The resolver, or why there is none. */
  sealed interface Opened {
    record Open(OwnResolver resolver) implements Opened {}

    record Refused(String reason) implements Opened {}
  }

  static Opened open(
      Time time, DnsExchange exchange, Places places, List<NameServer> roots, PortMap ports) {
    ResolverConfig config = ResolverConfig.of(roots).withPorts(ports);
    return switch (PrivateDirectory.open(places)) {
      case PrivateDirectory.Opened.Refused(String reason) -> new Opened.Refused(reason);
      case PrivateDirectory.Opened.Open(PrivateDirectory directory) ->
          listen(time, exchange, config, directory);
    };
  }

  /** Asks it over the stream on which it tells its steps. */
  StubResolver stub(Time time, DnsExchange exchange) {
    StubResolver.Upstream upstream = StubResolver.Upstream.telling(socket, socket);
    return new StubResolver(exchange, time, StubResolver.Settings.of(List.of(upstream)));
  }

  private static Opened listen(
      Time time, DnsExchange exchange, ResolverConfig config, PrivateDirectory directory) {
    Path socket = directory.path().resolve("walk.sock");
    RecursiveResolver resolver = new RecursiveResolver(time, exchange, config);
    var service = DnsService.on(time, new ResolverService(time, resolver, config)).local(socket);
    return switch (service.open()) {
      case Listening.Open(DnsListener listener) ->
          new Opened.Open(
              new OwnResolver(new Server.Local(socket), List.of(resolver, listener, directory)));
      case Listening.Refused refused -> new Opened.Refused(refused.toString());
    };
  }

  @Override
  public void close() {
    Foreground.closeAll(open);
  }
}
