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
import picocli.CommandLine.Parameters;

/** {@code naru caches}: what a running world remembers; {@code caches flush [NAME]} forgets. */
@Command(
    name = "naru caches",
    mixinStandardHelpOptions = true,
    description = "Shows what the caches of a running world hold, or flushes them.",
    footer = {"", "Example:", "  naru caches", "  naru caches flush www.naru.test"})
final class CachesCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "flush",
      description = "forget instead of show")
  Optional<String> action = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "only NAME and what is below it")
  Optional<String> name = Optional.empty();

  private final Terminal terminal;
  private final Time time = Time.system();

  CachesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Places places = new Places(terminal.environment());
    Optional<WorldMap> world = new InternetChoice(time, places).running();
    if (world.isEmpty()) {
      return terminal.fail("no world is running: start one with naru world");
    }
    if (action.isEmpty()) {
      return show(world.get(), places);
    }
    if (!action.get().equals("flush")) {
      terminal.fail("\"" + action.get() + "\" is nothing that caches do (see naru caches --help)");
      return Terminal.USAGE;
    }
    return switch (Name.parse(name.orElse("."))) {
      case Parsed.Malformed<Name> malformed -> terminal.fail("not a name: " + malformed);
      case Parsed.Ok<Name>(Name from) -> print(places, WorldControl.FLUSH + from);
    };
  }

  private int print(Places places, String line) {
    Optional<String> answer = ControlSocket.ask(time, places.worldSocket(), line);
    if (answer.isEmpty()) {
      return terminal.fail(places.worldSocket() + ": the world does not answer");
    }
    for (String each : answer.get().lines().toList()) {
      terminal.line(Ink.clean(each));
    }
    return Terminal.OK;
  }

  private int show(WorldMap world, Places places) {
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
        yield print(places, WorldControl.RESOLVER_CACHE);
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
