package naru.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import naru.config.Complaint;
import naru.config.Configured;
import naru.config.ControlSocket;
import naru.time.Time;
import naru.wire.Name;
import naru.world.Ports;
import naru.world.World;
import naru.world.WorldDescription;
import naru.world.WorldFile;
import naru.world.WorldMap;
import naru.world.WorldSettings;
import naru.world.WorldStart;

/**
 * Which internet a command means: the one its flags name; else a running world; else {@code
 * naru.yaml} here; else the built-in world for names under {@code .test}; else the real one.
 */
final class InternetChoice {
  private static final Path WORLD_HERE = Path.of("naru.yaml");
  private static final Name TEST = Name.of("test");

  private final Time time;
  private final Places places;

  InternetChoice(Time time, Places places) {
    this.time = time;
    this.places = places;
  }

  /** The internet, or the lines that say why there is none. */
  sealed interface Chosen {
    record Open(Internet internet, List<String> remarks) implements Chosen {}

    record Refused(List<String> reasons) implements Chosen {}
  }

  /** Chooses for {@code names}, and starts a world where one is needed. */
  Chosen choose(RoadOptions road, List<Name> names) {
    if (road.internet) {
      return real();
    }
    if (road.world.isPresent()) {
      return described(road.world.get());
    }
    Optional<WorldMap> running = running();
    if (running.isPresent()) {
      return new Chosen.Open(inside(running.get()), List.of());
    }
    // Whoever names other root servers or another resolver means another internet than ours.
    if (road.rootHints.isPresent() || road.resolver.isPresent() || road.system) {
      return real();
    }
    if (Files.exists(WORLD_HERE)) {
      return described(WORLD_HERE);
    }
    return names.stream().anyMatch(name -> name.isAtOrBelow(TEST))
        ? start(WorldFile.builtIn())
        : real();
  }

  private static Internet inside(WorldMap running) {
    return new Internet.Inside(running, Optional.empty(), List.of());
  }

  private static Chosen real() {
    return new Chosen.Open(new Internet.Real(), List.of());
  }

  /** The world that somebody runs with {@code naru world}. */
  Optional<WorldMap> running() {
    Path socket = places.worldSocket();
    return Files.exists(socket)
        ? ControlSocket.ask(time, socket, "map").flatMap(WorldMap::parse)
        : Optional.empty();
  }

  private Chosen described(Path file) {
    return switch (WorldFile.read(file)) {
      case Configured.Good<WorldDescription>(WorldDescription world) -> start(world);
      case Configured.Bad<WorldDescription>(List<Complaint> complaints) ->
          new Chosen.Refused(complaints.stream().map(Complaint::toString).toList());
    };
  }

  private Chosen start(WorldDescription description) {
    return switch (PrivateDirectory.open(places)) {
      case PrivateDirectory.Opened.Refused(String reason) -> new Chosen.Refused(List.of(reason));
      case PrivateDirectory.Opened.Open(PrivateDirectory directory) ->
          start(description, directory);
    };
  }

  private Chosen start(WorldDescription description, PrivateDirectory directory) {
    WorldSettings settings =
        new WorldSettings(directory.path(), places.authority(), Ports.STANDARD, false);
    return switch (World.start(time, description, settings)) {
      case WorldStart.Running(World world) ->
          new Chosen.Open(
              new Internet.Inside(world.map(), Optional.of(world), List.of(world, directory)),
              world.remarks());
      case WorldStart.Refused(List<String> reasons) -> {
        directory.close();
        yield new Chosen.Refused(reasons);
      }
    };
  }
}
