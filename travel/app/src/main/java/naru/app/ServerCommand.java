package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.Complaint;
import naru.config.Configured;
import naru.net.Addresses;
import naru.server.Folder;
import naru.server.ServerFile;
import naru.server.ServerPlan;
import naru.server.ServerSettings;
import naru.server.Started;
import naru.server.WebServer;
import naru.time.Time;
import naru.tls.Identity;
import naru.tls.Loaded;
import naru.tls.LocalCa;
import naru.tls.TlsTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru server}: a web server alone. */
@Command(
    name = "naru server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a folder, or the sites of a YAML file, over HTTP and HTTPS.",
      "Without a certificate of yours the local CA makes one for each name asked for."
    },
    footer = {"", "Example:", "  naru server site/ --https 127.0.0.1:8443"})
final class ServerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE|DIR", arity = "0..1", description = "default: this folder")
  Path source = Path.of(".");

  @Option(names = "--http", paramLabel = "ADDR:PORT", description = "default 127.0.0.1:8080")
  List<String> http = List.of();

  @Option(names = "--https", paramLabel = "ADDR:PORT", description = "default 127.0.0.1:8443")
  List<String> https = List.of();

  @Option(names = "--cert", paramLabel = "PEM", description = "certificate chain")
  Optional<Path> certificate = Optional.empty();

  @Option(names = "--key", paramLabel = "PEM", description = "its private key")
  Optional<Path> key = Optional.empty();

  @Option(names = "--threads", paramLabel = "N", description = "event loops (default 1)")
  int threads = 1;

  private final Terminal terminal;
  private final Time time = Time.system();

  ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Files.isDirectory(source)) {
      return serveFolder();
    }
    if (!Files.exists(source)) {
      return terminal.fail(source + ": no such file or directory");
    }
    boolean flagged =
        !http.isEmpty() || !https.isEmpty() || certificate.isPresent() || key.isPresent();
    if (flagged) {
      terminal.fail("addresses and certificates belong into " + source + ", not into flags");
      return Terminal.USAGE;
    }
    return switch (ServerFile.read(source)) {
      case Configured.Good<ServerSettings>(ServerSettings settings) -> serve(settings);
      case Configured.Bad<ServerSettings>(List<Complaint> complaints) ->
          terminal.fail(complaints.stream().map(Complaint::toString).toList());
    };
  }

  private int serveFolder() {
    if (certificate.isPresent() != key.isPresent()) {
      terminal.fail("--cert and --key belong together");
      return Terminal.USAGE;
    }
    List<InetSocketAddress> plain = new ArrayList<>();
    List<InetSocketAddress> secure = new ArrayList<>();
    Optional<String> wrong = read("--http", http, plain).or(() -> read("--https", https, secure));
    if (wrong.isPresent()) {
      terminal.fail(wrong.get());
      return Terminal.USAGE;
    }
    if (http.isEmpty() && https.isEmpty()) {
      plain.add(ServerSettings.USUAL_HTTP);
      secure.add(ServerSettings.USUAL_HTTPS);
    }
    Loaded<Optional<Identity>> identity =
        certificate.isEmpty()
            ? new Loaded.Ready<>(Optional.empty())
            : Identity.fromPem(certificate.get(), key.orElseThrow())
                .then(own -> new Loaded.Ready<>(Optional.of(own)));
    return switch (identity) {
      case Loaded.Failed<Optional<Identity>>(TlsTrouble trouble) -> terminal.fail(trouble.line());
      case Loaded.Ready<Optional<Identity>>(Optional<Identity> own) ->
          serve(ServerSettings.of(new Folder(source), plain, secure, own).threads(threads));
    };
  }

  private static Optional<String> read(
      String flag, List<String> texts, List<InetSocketAddress> into) {
    for (String text : texts) {
      Optional<InetSocketAddress> address = ListenAddress.parse(text);
      if (address.isEmpty()) {
        return Optional.of(flag + ": \"" + text + "\" is not ADDR:PORT");
      }
      into.add(address.get());
    }
    return Optional.empty();
  }

  private int serve(ServerSettings settings) {
    Places places = new Places(terminal.environment());
    Loaded<ServerPlan> plan =
        settings.plan(time, () -> LocalCa.open(places.authority(), List.of(), time.instant()));
    return switch (plan) {
      case Loaded.Failed<ServerPlan>(TlsTrouble trouble) -> terminal.fail(trouble.line());
      case Loaded.Ready<ServerPlan>(ServerPlan ready) -> serve(ready);
    };
  }

  private int serve(ServerPlan plan) {
    try (Foreground foreground = Foreground.begin(time)) {
      return switch (WebServer.start(time, plan)) {
        case Started.Refused(String reason) -> terminal.fail(reason);
        case Started.Running(WebServer server) -> {
          server.http().forEach(a -> terminal.line("http://" + Addresses.text(a) + "/"));
          server.https().forEach(a -> terminal.line("https://" + Addresses.text(a) + "/"));
          yield foreground.untilSignal(List.of(server));
        }
      };
    }
  }
}
