package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.Complaint;
import naru.config.Configured;
import naru.nameserver.AuthoritativeServer;
import naru.nameserver.NameserverFile;
import naru.nameserver.ServerIdentity;
import naru.nameserver.SignatureRenewal;
import naru.nameserver.SigningFile;
import naru.nameserver.Zone;
import naru.nameserver.ZoneCheck;
import naru.nameserver.ZoneSigning;
import naru.nameserver.ZoneStore;
import naru.net.Addresses;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Listening;
import naru.time.Time;
import naru.wire.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru nameserver}: an authoritative name server alone. */
@Command(
    name = "naru nameserver",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves zones from master files until SIGINT or SIGTERM.",
      "A file that ends in .yaml is a configuration; any other is a zone, whose origin is the",
      "one given, else the owner of its SOA record."
    },
    footer = {"", "Example:", "  naru nameserver --listen 127.0.0.1:5300 naru.test=naru.zone"})
final class NameserverCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE|[ORIGIN=]ZONEFILE", arity = "1..*")
  List<String> sources = List.of();

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "UDP and TCP (default 127.0.0.1:53)")
  List<String> listen = List.of();

  @Option(names = "--threads", paramLabel = "N", description = "receive loops (1 so far)")
  int threads = 1;

  private final Terminal terminal;
  private final Time time = Time.system();

  NameserverCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (threads != 1) {
      terminal.fail("--threads: one receive loop is all there is so far");
      return Terminal.USAGE;
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String text : listen) {
      Optional<InetSocketAddress> address = ListenAddress.parse(text);
      if (address.isEmpty()) {
        terminal.fail("--listen: \"" + text + "\" is not ADDR:PORT");
        return Terminal.USAGE;
      }
      addresses.add(address.get());
    }
    String only = sources.getFirst();
    boolean configured = sources.size() == 1 && only.matches(".*\\.ya?ml");
    return configured ? serveFile(Path.of(only), addresses) : serveZones(addresses);
  }

  private int serveFile(Path file, List<InetSocketAddress> addresses) {
    return switch (NameserverFile.read(file)) {
      case Configured.Bad<NameserverFile>(List<Complaint> complaints) ->
          terminal.fail(complaints.stream().map(Complaint::toString).toList());
      case Configured.Good<NameserverFile>(NameserverFile settings) -> {
        addresses.addAll(settings.listen());
        List<ZoneCheck> checks =
            settings.zones().entrySet().stream()
                .map(zone -> Zone.read(zone.getKey(), zone.getValue()))
                .toList();
        ServerIdentity identity =
            settings.identity().map(ServerIdentity::of).orElse(ServerIdentity.HIDDEN);
        yield switch (settings.signing().open(settings.signed())) {
          case SigningFile.Opened.Refused(List<String> reasons) -> terminal.fail(reasons);
          case SigningFile.Opened.Signing(ZoneSigning signing) ->
              serve(checks, signing, identity, addresses);
        };
      }
    };
  }

  private int serveZones(List<InetSocketAddress> addresses) {
    List<ZoneCheck> checks = new ArrayList<>();
    for (String source : sources) {
      int equals = source.indexOf('=');
      if (equals < 0) {
        checks.add(Zone.read(Path.of(source)));
      } else {
        Optional<Name> origin = Name.parse(source.substring(0, equals)).ok();
        if (origin.isEmpty()) {
          terminal.fail("\"" + source + "\" is not ORIGIN=ZONEFILE");
          return Terminal.USAGE;
        }
        checks.add(Zone.read(origin.get(), Path.of(source.substring(equals + 1))));
      }
    }
    return serve(checks, new ZoneSigning(Map.of()), ServerIdentity.HIDDEN, addresses);
  }

  private int serve(
      List<ZoneCheck> checks,
      ZoneSigning signing,
      ServerIdentity identity,
      List<InetSocketAddress> addresses) {
    List<Zone> zones = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (ZoneCheck check : checks) {
      switch (check) {
        case ZoneCheck.Accepted(Zone zone, var remarks) -> {
          zones.add(zone);
          remarks.forEach(remark -> terminal.remark(remark.line()));
        }
        case ZoneCheck.Rejected(var complaints) ->
            complaints.forEach(complaint -> faults.add(complaint.line()));
      }
    }
    if (!faults.isEmpty()) {
      return terminal.fail(faults);
    }
    if (addresses.isEmpty()) {
      addresses.add(ListenAddress.parse("127.0.0.1:53").orElseThrow());
    }
    ZoneStore store = ZoneStore.of(zones.toArray(Zone[]::new));
    SignatureRenewal renewal = SignatureRenewal.start(time, store, signing);
    var server = new AuthoritativeServer(identity, store);
    DnsService service = DnsService.on(time, server);
    addresses.forEach(address -> service.udp(address).tcp(address));
    try (Foreground foreground = Foreground.begin(time)) {
      return switch (service.open()) {
        case Listening.Refused refused -> terminal.fail(refused.toString());
        case Listening.Open(DnsListener listener) -> {
          listener.addresses().forEach(a -> terminal.line("nameserver " + Addresses.text(a)));
          // What a parent that is not served here must be told.
          signing
              .ds()
              .forEach((origin, all) ->
                  all.forEach(
                      ds -> terminal.line(naru.wire.Record.of(origin, 3600, ds).toString())));
          yield foreground.untilSignal(List.of(listener, renewal));
        }
      };
    }
  }
}
