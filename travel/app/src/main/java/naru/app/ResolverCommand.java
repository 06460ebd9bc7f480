package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.Complaint;
import naru.config.Configured;
import naru.config.RuntimeDirectory;
import naru.net.Addresses;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Exchanges;
import naru.net.Listening;
import naru.resolver.NameServer;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverFile;
import naru.resolver.ResolverService;
import naru.resolver.RootHints;
import naru.time.Time;
import naru.tls.Identities;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.ServerTls;
import naru.tls.TlsEngine;
import naru.tls.TlsTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru resolver}: a recursive resolver alone. */
@Command(
    name = "naru resolver",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs a recursive resolver until SIGINT or SIGTERM.",
    footer = {"", "Example:", "  naru resolver --listen 127.0.0.1:5353 --stub test=127.53.1.1:53"})
final class ResolverCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "YAML configuration")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "UDP and TCP (default 127.0.0.1:53)")
  List<String> listen = List.of();

  @Option(
      names = "--listen-https",
      paramLabel = "ADDR:PORT",
      description = "DNS over HTTPS at /dns-query, with a certificate of the local CA")
  List<String> https = List.of();

  @Option(
      names = "--stub",
      paramLabel = "ZONE=ADDR:PORT",
      description = "begin there for ZONE and below")
  List<String> stub = List.of();

  @Option(
      names = "--forward",
      paramLabel = "ZONE=ADDR:PORT",
      description = "let this resolver find ZONE and below")
  List<String> forward = List.of();

  @Option(
      names = "--root-hints",
      paramLabel = "FILE",
      description = "master file of root servers (default: the internet's)")
  Optional<Path> rootHints = Optional.empty();

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(names = "--threads", paramLabel = "N", description = "receive loops (1 so far)")
  int threads = 1;

  private final Terminal terminal;
  private final Places places;
  private final Time time = Time.system();

  ResolverCommand(Terminal terminal) {
    this.terminal = terminal;
    this.places = new Places(terminal.environment());
  }

  @Override
  public Integer call() {
    Configured<ResolverFile> base =
        file.map(ResolverFile::read).orElseGet(() -> new Configured.Good<>(ResolverFile.EMPTY));
    return switch (base) {
      case Configured.Bad<ResolverFile>(List<Complaint> complaints) ->
          terminal.fail(complaints.stream().map(Complaint::toString).toList());
      case Configured.Good<ResolverFile>(ResolverFile settings) -> withFlags(settings);
    };
  }

  /** Flags add to what the file says. */
  private int withFlags(ResolverFile settings) {
    ZoneAddresses stubs = new ZoneAddresses();
    ZoneAddresses forwards = new ZoneAddresses();
    List<InetSocketAddress> plain = new ArrayList<>(settings.listen());
    List<InetSocketAddress> secure = new ArrayList<>(settings.listenHttps());
    List<String> wrong = new ArrayList<>();
    stub.forEach(text -> stubs.add("--stub", text).ifPresent(wrong::add));
    forward.forEach(text -> forwards.add("--forward", text).ifPresent(wrong::add));
    listen.forEach(text -> address("--listen", text, plain).ifPresent(wrong::add));
    https.forEach(text -> address("--listen-https", text, secure).ifPresent(wrong::add));
    if (threads != 1) {
      wrong.add("--threads: one receive loop is all there is so far");
    }
    if (!wrong.isEmpty()) {
      terminal.fail(wrong);
      return Terminal.USAGE;
    }
    if (plain.isEmpty() && secure.isEmpty()) {
      plain.add(ListenAddress.parse("127.0.0.1:53").orElseThrow());
    }
    return switch (trust.applied(settings)) {
      case Configured.Bad<ResolverFile>(List<Complaint> complaints) ->
          terminal.fail(complaints.stream().map(Complaint::toString).toList());
      case Configured.Good<ResolverFile>(ResolverFile trusting) ->
          withRoots(trusting.and(stubs.zones(), forwards.zones()).listeningOn(plain, secure));
    };
  }

  private int withRoots(ResolverFile settings) {
    Optional<Path> hints = rootHints.or(settings::rootHints);
    HintsFile.Read read =
        hints.map(HintsFile::read).orElseGet(() -> new HintsFile.Read.Hints(RootHints.internet()));
    return switch (read) {
      case HintsFile.Read.Broken(String reason) -> terminal.fail(reason);
      case HintsFile.Read.Hints(List<NameServer> roots) ->
          serve(settings.config(roots, hints.isEmpty()), settings);
    };
  }

  private static Optional<String> address(String flag, String text, List<InetSocketAddress> into) {
    Optional<InetSocketAddress> address = ListenAddress.parse(text);
    address.ifPresent(into::add);
    return address.isPresent()
        ? Optional.empty()
        : Optional.of(flag + ": \"" + text + "\" is not ADDR:PORT");
  }

  private int serve(ResolverConfig config, ResolverFile settings) {
    RecursiveResolver resolver = new RecursiveResolver(time, Exchanges.system(time), config);
    DnsService service = DnsService.on(time, new ResolverService(time, resolver, config));
    settings.listen().forEach(address -> service.udp(address).tcp(address));
    Optional<String> refused = overHttps(service, settings.listenHttps());
    if (refused.isPresent()) {
      return terminal.fail(refused.get());
    }
    if (RuntimeDirectory.open(places.runtime()) instanceof RuntimeDirectory.Found.Usable) {
      settings.listen().stream()
          .filter(address -> address.getPort() != 0)
          .forEach(address -> service.local(places.resolverSocket(address)));
    }
    try (Foreground foreground = Foreground.begin(time)) {
      return switch (service.open()) {
        case Listening.Refused reason -> terminal.fail(reason.toString());
        case Listening.Open(DnsListener listener) -> {
          List<InetSocketAddress> bound = listener.addresses();
          int plain = bound.size() - settings.listenHttps().size();
          bound.subList(0, plain).forEach(a -> terminal.line("resolver " + Addresses.text(a)));
          bound
              .subList(plain, bound.size())
              .forEach(a -> terminal.line("https://" + Addresses.text(a) + "/dns-query"));
          yield foreground.untilSignal(List.of(resolver, listener));
        }
      };
    }
  }

  private Optional<String> overHttps(DnsService service, List<InetSocketAddress> addresses) {
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    String host = addresses.getFirst().getAddress().getHostAddress();
    Loaded<naru.tls.Identity> identity =
        LocalCa.open(places.authority(), List.of(), time.instant())
            .then(ca -> ca.identityFor(host, time.instant()));
    return switch (identity) {
      case Loaded.Failed<naru.tls.Identity>(TlsTrouble trouble) -> Optional.of(trouble.line());
      case Loaded.Ready<naru.tls.Identity>(naru.tls.Identity own) -> {
        ServerTls tls =
            ServerTls.of(Identities.always(own), List.of("h2", "http/1.1"), TlsEngine.best());
        addresses.forEach(address -> service.https(address, tls));
        yield Optional.empty();
      }
    };
  }
}
