package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import naru.config.Configured;
import naru.time.Time;
import naru.world.Ports;
import naru.world.World;
import naru.world.WorldDescription;
import naru.world.WorldFile;
import naru.world.WorldMap;
import naru.world.WorldSettings;
import naru.world.WorldStart;

/** A world of a test's own, on ports that are free, in a directory that goes with it. */
final class TestWorld implements AutoCloseable {
  private final Path directory;
  private final World world;

  private TestWorld(Path directory, World world) {
    this.directory = directory;
    this.world = world;
  }

  /** The world that Naru brings along. */
  static TestWorld builtIn() {
    return of(WorldFile.builtIn());
  }

  /** A world of these lines. */
  static TestWorld of(String yaml) {
    Path directory = newDirectory();
    try {
      Path file = write(directory.resolve("naru.yaml"), yaml);
      return switch (WorldFile.read(file)) {
        case Configured.Good<WorldDescription>(WorldDescription description) -> of(description);
        case Configured.Bad<WorldDescription> bad ->
            throw new AssertionError(bad.complaints().toString());
      };
    } finally {
      remove(directory);
    }
  }

  static TestWorld of(WorldDescription description) {
    Path directory = newDirectory();
    WorldSettings settings =
        new WorldSettings(directory, directory.resolve("ca"), Ports.FREE, true);
    return switch (World.start(Time.system(), description, settings)) {
      case WorldStart.Running(World world) -> new TestWorld(directory, world);
      case WorldStart.Refused refused -> throw new AssertionError(refused.reasons().toString());
    };
  }

  /** A new directory with a short name: paths of local sockets have at most 107 octets. */
  static Path newDirectory() {
    try {
      return Files.createTempDirectory("naru-proof");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  World world() {
    return world;
  }

  WorldMap map() {
    return world.map();
  }

  /** Where files of a test may lie. */
  Path directory() {
    return directory;
  }

  /** A name server or the resolver, by its address. */
  InetSocketAddress dns(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), map().ports().dns());
  }

  /** A file of this world's directory. */
  Path write(String name, String text) {
    return write(directory.resolve(name), text);
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public void close() {
    world.close();
    remove(directory);
  }

  /** Removes a directory of a test with all that is in it. */
  static void remove(Path directory) {
    assertThat(directory.getFileName().toString()).startsWith("naru-proof");
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
