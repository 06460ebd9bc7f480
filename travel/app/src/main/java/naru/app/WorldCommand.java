package naru.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import naru.config.Complaint;
import naru.config.Configured;
import naru.config.ControlSocket;
import naru.connection.Connector;
import naru.time.Time;
import naru.tls.Loaded;
import naru.tls.TrustRoots;
import naru.visit.VisitSettings;
import naru.world.Ports;
import naru.world.World;
import naru.world.WorldDescription;
import naru.world.WorldFile;
import naru.world.WorldSettings;
import naru.world.WorldStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code naru world}: runs a whole internet on loopback until a signal. */
@Command(
    name = "naru world",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a whole internet on loopback: root, TLDs, name servers, resolver, sites.",
      "Without FILE the built-in one. Ends with SIGINT or SIGTERM."
    },
    footer = {"", "Example:", "  naru world &", "  dig @127.53.53.53 www.naru.test"})
final class WorldCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "the world's YAML description")
  Optional<Path> file = Optional.empty();

  @Option(names = "--print", description = "print the built-in world's YAML and end")
  boolean print;

  private final Terminal terminal;
  private final Time time = Time.system();

  WorldCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (print) {
      terminal.print(WorldFile.builtInText());
      return Terminal.OK;
    }
    if (file.isEmpty()) {
      return run(WorldFile.builtIn());
    }
    return switch (WorldFile.read(file.get())) {
      case Configured.Good<WorldDescription>(WorldDescription world) -> run(world);
      case Configured.Bad<WorldDescription>(List<Complaint> complaints) ->
          terminal.fail(complaints.stream().map(Complaint::toString).toList());
    };
  }

  private int run(WorldDescription description) {
    Places places = new Places(terminal.environment());
    if (new InternetChoice(time, places).running().isPresent()) {
      return terminal.fail("a world is running already: " + places.worldSocket());
    }
    return switch (PrivateDirectory.open(places)) {
      case PrivateDirectory.Opened.Refused(String reason) -> terminal.fail(reason);
      case PrivateDirectory.Opened.Open(PrivateDirectory directory) ->
          run(description, places, directory);
    };
  }

  private int run(WorldDescription description, Places places, PrivateDirectory directory) {
    WorldSettings settings =
        new WorldSettings(directory.path(), places.authority(), Ports.STANDARD, true);
    try (Foreground foreground = Foreground.begin(time)) {
      return switch (World.start(time, description, settings)) {
        case WorldStart.Refused(List<String> reasons) -> {
          directory.close();
          yield terminal.fail(reasons);
        }
        case WorldStart.Running(World world) ->
            serve(world, description, places, List.of(world, directory), foreground);
      };
    }
  }

  /** The first stranger shall not wait for classes and certificates to be loaded. */
  private void warmUp(World world, Places places) {
    Internet inside = new Internet.Inside(world.map(), Optional.of(world), List.of());
    if (Trust.roots(Optional.empty(), inside, places)
        instanceof Loaded.Ready<TrustRoots>(TrustRoots roots)) {
      Connector connector = new Connector(time, roots, false);
      VisitSettings settings = VisitSettings.USUAL.dialling(world.map()::dial);
      new WarmUp(time, places, inside, connector, settings).run();
    }
  }

  private int serve(
      World world,
      WorldDescription description,
      Places places,
      List<AutoCloseable> running,
      Foreground foreground) {
    warmUp(world, places);
    WorldControl control = new WorldControl(world);
    return switch (ControlSocket.open(time, places.worldSocket(), control::answer)) {
      case ControlSocket.Opened.Taken(Path path) -> {
        Foreground.closeAll(running);
        yield terminal.fail("a world is running already: " + path);
      }
      case ControlSocket.Opened.Refused(String reason) -> {
        Foreground.closeAll(running);
        yield terminal.fail(reason);
      }
      case ControlSocket.Opened.Ours(ControlSocket socket) -> {
        world.remarks().forEach(terminal::remark);
        terminal.print(WorldText.of(description, world.map()));
        List<AutoCloseable> open = new ArrayList<>(running);
        open.addFirst(socket);
        yield foreground.untilSignal(open);
      }
    };
  }
}
