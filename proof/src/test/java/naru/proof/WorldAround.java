package naru.proof;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import naru.time.Time;
import naru.world.Ports;
import naru.world.WorldFile;
import naru.world.WorldSettings;
import naru.world.WorldStart;

/**
 * A process that runs the built-in world on its usual ports around a command, and ends with that
 * command's code. It is started where nobody else has those ports.
 */
final class WorldAround {
  private WorldAround() {}

  /** A directory for sockets and CA, then the command. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    List<String> command = Arrays.asList(arguments).subList(1, arguments.length);
    var settings = new WorldSettings(directory, directory.resolve("ca"), Ports.STANDARD, true);
    switch (naru.world.World.start(Time.system(), WorldFile.builtIn(), settings)) {
      case WorldStart.Refused refused -> throw new IllegalStateException(refused.toString());
      case WorldStart.Running(var world) -> {
        world.remarks().forEach(System.err::println);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        world.close();
        System.exit(code);
      }
    }
  }
}
