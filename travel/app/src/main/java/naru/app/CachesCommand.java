package naru.app;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.ControlSocket;
import naru.names.CacheLine;
import naru.names.OperatingSystemClient;
import naru.net.Exchanges;
import naru.net.Server;
import naru.report.Ink;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.world.WorldMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru caches}: what a running world or resolver remembers, and how it forgets. */
@Command(
    name = "naru caches",
    mixinStandardHelpOptions = true,
    description = "Shows what the caches of a running world or resolver hold, or flushes them.",
    footer = {
      "",
      "dump shows records and denials, servers shows zone cuts and name servers.",
      "Without --resolver a running world is asked, else the only resolver that runs.",
      "",
      "Example:",
      "  naru caches",
      "  naru caches dump naru.test",
      "  naru caches flush www.naru.test"
    })
final class CachesCommand implements Callable<Integer> {
  private static final List<String> ACTIONS =
      List.of(ResolverControl.DUMP, ResolverControl.SERVERS, ResolverControl.FLUSH);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "dump|servers|flush",
      description = "what to do (default: show everything)")
  Optional<String> action = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "only NAME and what is below it")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--resolver",
      paramLabel = "ADDR:PORT",
      description = "the resolver that listens there")
  Optional<String> resolver = Optional.empty();

  private final Terminal terminal;
  private final Places places;
  private final Time time = Time.system();

  CachesCommand(Terminal terminal) {
    this.terminal = terminal;
    this.places = new Places(terminal.environment());
  }

  @Override
  public Integer call() {
    if (action.isPresent() && !ACTIONS.contains(action.get())) {
      terminal.fail("\"" + action.get() + "\" is nothing that caches do (see naru caches --help)");
      return Terminal.USAGE;
    }
    return switch (Name.parse(name.orElse("."))) {
      case Parsed.Malformed<Name> malformed -> terminal.fail("not a name: " + malformed);
      case Parsed.Ok<Name>(Name from) -> about(from);
    };
  }

  private int about(Name from) {
    Optional<WorldMap> world =
        resolver.isPresent() ? Optional.empty() : new InternetChoice(time, places).running();
    if (world.isPresent()) {
      return action.isEmpty() ? show(world.get()) : print(action.get() + " " + from);
    }
    String line = action.orElse(ResolverControl.DUMP) + " " + from;
    return switch (new RunningResolvers(time, places).tell(resolver, line)) {
      case RunningResolvers.Told.Failed(List<String> lines) ->
          lines.contains(RunningResolvers.NOBODY)
              ? terminal.fail("no world is running, and no resolver: start one with naru world")
              : terminal.fail(lines);
      case RunningResolvers.Told.Answer(List<String> lines) -> lines(lines);
    };
  }

  private int lines(List<String> lines) {
    lines.forEach(line -> terminal.line(Ink.clean(line)));
    return Terminal.OK;
  }

  private int print(String line) {
    Optional<String> answer = ControlSocket.ask(time, places.worldSocket(), line);
    return answer
        .map(text -> lines(text.lines().toList()))
        .orElseGet(() -> terminal.fail(places.worldSocket() + ": the world does not answer"));
  }

  private int show(WorldMap world) {
    var client =
        new OperatingSystemClient(
            Exchanges.system(time), time, new Server.Local(world.operatingSystem()));
    return switch (client.list()) {
      case OperatingSystemClient.Commanded.Unavailable<List<CacheLine>>(String reason) ->
          terminal.fail(reason);
      case OperatingSystemClient.Commanded.Done<List<CacheLine>>(List<CacheLine> lines) -> {
        terminal.line("operating system: " + lines.size());
        lines.forEach(line -> terminal.line(Ink.clean(text(line))));
        terminal.line("resolver:");
        yield print(ResolverControl.DUMP + " .");
      }
    };
  }

  private static String text(CacheLine line) {
    return String.format(
        Locale.ROOT,
        "  %-28s %6d s  %-6s %s  (%d s old, from %s)",
        line.name(),
        line.ttlSeconds(),
        line.type(),
        line.what(),
        line.ageSeconds(),
        line.from());
  }
}
