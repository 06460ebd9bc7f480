package naru.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A machine within the machine: a network whose only interface is loopback, where every port is
 * free, and an {@code /etc/resolv.conf} that names the resolver of a built-in world.
 */
final class Namespace {
  private Namespace() {}

  /** Runs a shell script beside a built-in world on its usual ports; {@code setUp} comes before. */
  static Program.Run beside(Path directory, String setUp, String script) {
    Program unshare = Program.needed("unshare");
    Program.needed("ip");
    boolean permitted = unshare.run("--net", "--mount", "true").exit() == 0;
    assumeTrue(permitted, "unshare --net --mount is not permitted: it needs root");
    TestWorld.write(directory.resolve("resolv.conf"), "nameserver 127.53.53.53\n");
    TestWorld.write(directory.resolve("hosts"), "127.0.0.1 localhost\n");
    Path inside = TestWorld.write(directory.resolve("inside"), "set -u\n" + script);
    Path before =
        TestWorld.write(
            directory.resolve("before"),
            """
            set -eu
            ip link set lo up
            mount --bind %1$s/resolv.conf /etc/resolv.conf
            mount --bind %1$s/hosts /etc/hosts
            %2$s
            exec "$@"
            """
                .formatted(directory, setUp));
    List<Object> around = Java.command(WorldAround.class, directory, "sh", inside);
    List<Object> words = List.of("--net", "--mount", "sh", before);
    return unshare.run(Stream.concat(words.stream(), around.stream()).toArray());
  }
}
