package naru.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.Complaint;
import naru.config.Configured;
import naru.resolver.ResolverFile;
import naru.time.Time;
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
      names = "--listen-tls",
      paramLabel = "ADDR:PORT",
      description = "DNS over TLS, with the file's certificate or one of the local CA")
  List<String> listenTls = List.of();

  @Option(
      names = "--listen-https",
      paramLabel = "ADDR:PORT",
      description = "DNS over HTTPS at /dns-query, with the same")
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
    List<String> wrong = flags().complaints();
    if (!wrong.isEmpty()) {
      terminal.fail(wrong);
      return Terminal.USAGE;
    }
    return switch (plan()) {
      case ResolverPlan.Read.Bad(List<String> lines) -> terminal.fail(lines);
      case ResolverPlan.Read.Good(ResolverPlan plan) -> serve(plan);
    };
  }

  private ResolverFlags flags() {
    return ResolverFlags.of(listen, listenTls, https, stub, forward, threads);
  }

  /** What the file says now, and the flags, which add to it. */
  private ResolverPlan.Read plan() {
    Configured<ResolverFile> read =
        file.map(ResolverFile::read).orElseGet(() -> new Configured.Good<>(ResolverFile.EMPTY));
    return switch (read) {
      case Configured.Bad<ResolverFile>(List<Complaint> complaints) -> bad(complaints);
      case Configured.Good<ResolverFile>(ResolverFile settings) ->
          switch (trust.applied(settings)) {
            case Configured.Bad<ResolverFile>(List<Complaint> complaints) -> bad(complaints);
            case Configured.Good<ResolverFile>(ResolverFile trusting) ->
                ResolverPlan.of(withHints(flags().applied(trusting)));
          };
    };
  }

  private ResolverFile withHints(ResolverFile settings) {
    return rootHints.map(settings::startingAt).orElse(settings);
  }

  private static ResolverPlan.Read bad(List<Complaint> complaints) {
    return new ResolverPlan.Read.Bad(complaints.stream().map(Complaint::toString).toList());
  }

  private int serve(ResolverPlan plan) {
    try (Foreground foreground = Foreground.begin(time)) {
      return switch (ResolverProcess.start(time, places, plan, this::plan)) {
        case ResolverProcess.Outcome.Refused(List<String> lines) -> terminal.fail(lines);
        case ResolverProcess.Outcome.Done(ResolverProcess process) -> {
          process.doorLines().forEach(terminal::line);
          List<AutoCloseable> open = new ArrayList<>(List.of(process));
          ResolverControl control = new ResolverControl(process, this::tell);
          control.listen(time, places).ifPresent(open::addFirst);
          if (file.isPresent()) {
            HangUp.heardBy(() -> time.start("naru-reload", control::reload));
          }
          yield foreground.untilSignal(open);
        }
      };
    }
  }

  /** What a reload came to, for whoever watches the process. */
  private void tell(List<String> lines) {
    lines.forEach(line -> terminal.err().println("naru: " + line));
  }
}
