package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import naru.config.Configured;
import naru.time.Time;
import naru.world.Ports;
import naru.world.World;
import naru.world.WorldDescription;
import naru.world.WorldFile;
import naru.world.WorldMap;
import naru.world.WorldSettings;
import naru.world.WorldStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A world's file with what can be wrong in it, and a world's start and end. */
class WorldTest {
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Time TIME = Time.system();

  private final Path directory = TestWorld.newDirectory();

  @AfterEach
  void remove() {
    TestWorld.remove(directory);
  }

  // ---- files -----------------------------------------------------------------------------------

  private static final String ROOT = "zones:\n  - name: .\n    servers: {a.root: 127.53.0.1}\n";

  private List<String> complaints(String yaml) {
    Path file = TestWorld.write(directory.resolve("naru.yaml"), yaml);
    return switch (WorldFile.read(file)) {
      case Configured.Good<WorldDescription> _ -> List.of();
      case Configured.Bad<WorldDescription> bad ->
          bad.complaints().stream()
              .map(complaint -> complaint.toString().replace(directory + "/", ""))
              .toList();
    };
  }

  private void complains(String yaml, String place, String word) {
    assertThat(complaints(yaml))
        .anySatisfy(line -> assertThat(line).startsWith(place + ": ").contains(word));
  }

  @Test
  void aSmallWorldIsFine() {
    assertThat(complaints(ROOT)).isEmpty();
  }

  @Test
  void brokenYamlIsNamedWithItsLine() {
    complains("zones:\n  - name: [.\n", "naru.yaml:3", "");
    complains("zones: 'x\n", "naru.yaml:2", "");
    complains("- just\n- a list\n", "naru.yaml:1", "");
    assertThat(complaints("")).isNotEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path nowhere = directory.resolve("nowhere.yaml");
    assertThat(WorldFile.read(nowhere))
        .isInstanceOfSatisfying(
            Configured.Bad.class,
            bad -> assertThat(bad.complaints().toString()).contains(nowhere.toString()));
  }

  @Test
  void unknownKeysAreNamed() {
    complains(ROOT + "resolvre: 127.0.0.1\n", "naru.yaml:4", "\"resolvre\"");
    complains(ROOT + "    recrods: |\n      @ A 127.0.0.1\n", "naru.yaml:4", "\"recrods\"");
  }

  @Test
  void aWorldNeedsARootAndEachZoneOnce() {
    complains("zones:\n  - name: test\n    servers: {a: 127.0.0.1}\n", "naru.yaml:1", "root");
    complains(ROOT + ROOT.substring("zones:\n".length()), "naru.yaml:1", "twice");
    complains("zones:\n  - name: .\n", "naru.yaml:2", "without servers");
    complains("zones:\n  - name: a..b\n    servers: {a: 127.0.0.1}\n", "naru.yaml:2", "a..b");
  }

  @Test
  void aWorldNeverLeavesTheMachine() {
    complains(ROOT.replace("127.53.0.1", "192.0.2.1"), "naru.yaml:3", "192.0.2.1");
    complains(ROOT + "resolver: 9.9.9.9\n", "naru.yaml:4", "9.9.9.9");
  }

  @Test
  void aRecordThatIsWrongIsNamedWithItsLine() {
    String inline = "    records: |\n      @ 300 TXT fine\n      @ 300 A 1.2.3\n";
    complains(ROOT + inline, "naru.yaml:6", "1.2.3");
    TestWorld.write(directory.resolve("root.zone"), "@ 300 TXT fine\n\n@ 300 MX mail\n");
    complains(ROOT + "    file: root.zone\n", "root.zone:3", "");
    complains(ROOT + "    file: none.zone\n", "none.zone", "");
    String octets = "    records: |\n      " + "x".repeat(64) + " 300 A 127.0.0.1\n";
    complains(ROOT + octets, "naru.yaml:5", "63");
  }

  @Test
  void aFolderMustBeThere() {
    String site = "sites:\n  - names: [a.test]\n    addresses: [127.80.0.1]\n    folder: gone\n";
    complains(ROOT + site, "naru.yaml:7", "gone");
    complains(ROOT + "sites:\n  - names: [a.test]\n", "naru.yaml:5", "addresses");
  }

  @Test
  void aZoneThatContradictsItselfDoesNotStart() {
    String yaml = ROOT + "    records: |\n      www 300 CNAME web\n      www 300 A 127.0.0.1\n";
    Path file = TestWorld.write(directory.resolve("naru.yaml"), yaml);
    var description = ((Configured.Good<WorldDescription>) WorldFile.read(file));
    assertThat(start(description.value(), Ports.FREE))
        .isInstanceOfSatisfying(
            WorldStart.Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .anyMatch(line -> line.contains("www") && line.contains("CNAME")));
  }

  // ---- start and end ---------------------------------------------------------------------------

  private WorldStart start(WorldDescription description, Ports ports) {
    var settings = new WorldSettings(directory, directory.resolve("ca"), ports, false);
    return World.start(TIME, description, settings);
  }

  @Test
  void portsThatAreTakenAreReplacedAndItIsSaid() {
    try (TestWorld first = TestWorld.builtIn()) {
      Ports taken = first.map().ports();
      WorldStart started = start(WorldFile.builtIn(), taken);
      assertThat(started).isInstanceOf(WorldStart.Running.class);
      try (World second = ((WorldStart.Running) started).world()) {
        Ports others = second.map().ports();
        assertThat(others.dns()).isNotEqualTo(taken.dns());
        assertThat(others.http()).isNotEqualTo(taken.http());
        assertThat(others.https()).isNotEqualTo(taken.https());
        for (int port : List.of(taken.dns(), taken.http(), taken.https())) {
          assertThat(second.remarks()).anyMatch(line -> line.contains("port " + port));
        }
      }
    }
  }

  @Test
  void twoWorldsLiveBesideEachOther() {
    try (TestWorld one = TestWorld.builtIn();
        TestWorld other = TestWorld.builtIn()) {
      for (TestWorld world : List.of(one, other, one)) {
        assertThat(Visitor.of(world).visit("https://www.naru.test/").remote().orElse(""))
            .endsWith(":" + world.map().ports().https());
      }
    }
  }

  @Test
  void aMapCrossesAsText() {
    try (TestWorld world = TestWorld.builtIn()) {
      assertThat(WorldMap.parse(world.map().toYaml())).contains(world.map());
      assertThat(world.map().resolverUrl()).isPresent();
    }
  }

  @Test
  void itEndsWithinTwoSecondsAndLeavesNothing() throws Exception {
    cycle(); // what lasts as long as the JVM is there after the first
    Set<String> before = threads();
    InetSocketAddress root = cycle();
    long begin = TIME.nanos();
    while (!before.containsAll(threads()) && TIME.nanos() - begin < CLOSING.toNanos()) {
      TIME.pause(Duration.ofMillis(20), TIME.promise());
    }
    assertThat(threads()).isSubsetOf(before);
    new DatagramSocket(root).close();
  }

  private static InetSocketAddress cycle() {
    long start = TIME.nanos();
    TestWorld world = TestWorld.builtIn();
    double up = TIME.millisSince(start);
    assertThat(Visitor.of(world).visit("https://www.naru.test/").arrived()).isTrue();
    long end = TIME.nanos();
    world.close();
    double down = TIME.millisSince(end);
    System.out.printf("world: up in %.0f ms, down in %.0f ms%n", up, down);
    assertThat(Duration.ofNanos((long) (down * 1e6))).isLessThan(CLOSING);
    return world.dns("127.53.0.1");
  }

  /** Names of threads, without those that virtual threads run on: they come and go. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("ForkJoinPool") && !name.startsWith("VirtualThread"))
        .map(name -> name.replaceAll("\\d+", "N"))
        .collect(Collectors.toSet());
  }

  @Test
  void withoutIpv6ItsAddressesAreLeftOut() {
    Program.needed("dig");
    String naru =
        Java.command(naru.app.Naru.class).stream()
            .map(Object::toString)
            .collect(Collectors.joining(" "));
    Program.Run run =
        Namespace.beside(
            directory,
            "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6",
            """
            dig +short web.naru.test AAAA
            dig +short web.naru.test A
            %1$s --hosts /dev/null --resolver 127.53.53.53 http://www.naru.test/ > %2$s/arrived
            echo $?
            %1$s --internet 'http://[::1]/' > %2$s/stopped
            echo $?
            """
                .formatted(naru, directory));
    assertThat(run.lines()).containsExactly("127.80.0.1", "0", "7");
    assertThat(run.err()).contains("IPv6").doesNotContain("Exception");
    assertThat(directory.resolve("stopped")).content().contains("[::1]:80");
  }
}
