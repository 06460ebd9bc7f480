package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import naru.app.Naru;
import naru.config.ControlSocket;
import naru.time.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The program itself, in processes of its own, as a person uses it. */
class ProcessTest {
  private static final Time TIME = Time.system();
  private static final Path HOME = TestWorld.newDirectory();
  private static final Path SOCKET = HOME.resolve("run/naru/world.sock");
  private static final List<Process> STARTED = new ArrayList<>();

  @AfterAll
  static void stop() throws InterruptedException {
    for (Process process : STARTED) {
      process.destroyForcibly().waitFor();
    }
    TestWorld.remove(HOME);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "XDG_RUNTIME_DIR",
        HOME.resolve("run").toString(),
        "XDG_DATA_HOME",
        HOME.resolve("data").toString());
  }

  private static Program.Run naru(Object... words) {
    List<Object> command = Java.command(Naru.class, words);
    Object[] arguments = command.subList(1, command.size()).toArray();
    return new Program(Java.program()).run(environment(), arguments);
  }

  /** It failed with this code, said one line and nothing else, and the line names this. */
  private static void fails(int exit, String named, Object... words) {
    Program.Run run = naru(words);
    assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
    assertThat(run.err().lines().toList())
        .as(run.toString())
        .singleElement()
        .asString()
        .startsWith("naru: ")
        .contains(named);
    assertThat(run.out()).isEmpty();
  }

  private static Process world() throws IOException {
    List<Object> command = Java.command(Naru.class, "world");
    ProcessBuilder builder = new ProcessBuilder(command.stream().map(Object::toString).toList());
    builder.environment().putAll(environment());
    Path log = HOME.resolve("world-" + STARTED.size());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    STARTED.add(process);
    long begin = TIME.nanos();
    while (!Files.exists(SOCKET) || ControlSocket.ask(TIME, SOCKET, "map").isEmpty()) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(TIME.nanos() - begin).isLessThan(Duration.ofSeconds(60).toNanos());
      TIME.pause(Duration.ofMillis(20), TIME.promise());
    }
    return process;
  }

  private static Json visit(String url) {
    return Json.parse(naru("--json", "--hosts", "/dev/null", url).text());
  }

  private static Json step(Json journey, String station) {
    return journey.at("steps").items().stream()
        .filter(step -> step.text("station").equals(station))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWorldIsFoundByLaterCommandsAndEndsWithASignal() throws Exception {
    Process killed = world();
    Json first = visit("https://www.naru.test/");
    assertThat(first.text("outcome")).isEqualTo("arrived");
    assertThat(step(first, "os-cache").text("outcome")).isEqualTo("miss");
    assertThat(step(first, "resolver").at("steps").items()).isNotEmpty();

    fails(1, SOCKET.toString(), "world");
    assertThat(naru("lookup", "www.naru.test").text()).contains("127.80.0.1");
    assertThat(naru("caches").text()).contains("www.naru.test");

    Json second = visit("https://www.naru.test/");
    assertThat(step(second, "os-cache").text("outcome")).isEqualTo("hit");
    assertThat(step(second, "os-cache").at("detail").at("ttlSeconds").whole())
        .isLessThan(300); // what the zone says, and the first visit is seconds ago

    assertThat(naru("caches", "flush").exit()).isZero();
    assertThat(step(visit("https://www.naru.test/"), "os-cache").text("outcome")).isEqualTo("miss");

    killed.destroyForcibly().waitFor();
    assertThat(SOCKET).exists(); // nobody listens on it any more
    fails(1, "no world is running", "caches");
    Process world = world();
    world.destroy();
    assertThat(world.waitFor(2, TimeUnit.SECONDS)).as("ends within 2 s").isTrue();
    assertThat(world.exitValue()).isZero();
    assertThat(SOCKET).doesNotExist();
  }

  @Test
  void whatIsWrongIsSaidInOneLineWithItsCode() {
    fails(2, "--no-such-flag", "--no-such-flag", "https://www.naru.test/");
    fails(2, "no URL");
    fails(2, "--resolver", "--resolver", "nowhere", "http://127.80.0.1/");
    Path nowhere = HOME.resolve("no-hosts");
    fails(1, nowhere.toString(), "--hosts", nowhere, "http://127.80.0.1/");
    fails(1, "nowhere.yaml", "world", HOME.resolve("nowhere.yaml"));
    Path broken = TestWorld.write(HOME.resolve("broken.yaml"), "zones: [\n");
    fails(1, broken + ":2", "--world", broken, "https://www.naru.test/");
  }

  /** Whoever reads documents gets one, whatever happens. */
  @Test
  void ourOwnFailureIsADocumentToo() {
    Path nowhere = HOME.resolve("no-hosts");
    Program.Run run = naru("--json", "--hosts", nowhere, "http://127.80.0.1/");
    assertThat(run.exit()).isEqualTo(1);
    Json failure = Json.parse(run.out());
    assertThat(failure.text("schema")).isEqualTo("naru.failure/1");
    assertThat(failure.at("exit").whole()).isEqualTo(1);
    assertThat(failure.at("complaints").items().toString()).contains(nowhere.toString());
  }

  /** One file that cannot be written costs no other journey its report. */
  @Test
  void aBodyThatCannotBeWrittenLosesNoJourney() {
    Path nowhere = HOME.resolve("no/such/file");
    Program.Run run =
        naru("--json", "-o", nowhere, "https://www.naru.test/", "https://nope.naru.test/");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(Json.parse(run.out()).at("journeys").items()).hasSize(2);
    assertThat(run.err()).contains(nowhere.toString());
  }

  @Test
  void urlsThatCannotBeVisitedHaveTheirVerdictsAndTheFirstGivesTheCode() {
    Program.Run run = naru("--json", "--internet", "https://exa mple/", "gopher://127.0.0.1/");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(Json.parse(run.out()).at("journeys").items())
        .satisfiesExactly(
            malformed -> {
              assertThat(malformed.at("verdict").text("code")).isEqualTo("url.malformed");
              assertThat(malformed.at("exit").whole()).isEqualTo(3);
            },
            scheme -> {
              assertThat(scheme.at("verdict").text("code")).isEqualTo("url.unsupported-scheme");
              assertThat(scheme.at("verdict").text("text")).contains("gopher");
              assertThat(scheme.at("exit").whole()).isEqualTo(1);
            });
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aDirectoryThatOthersCanEnterIsRefused() throws IOException {
    Path open = Files.createDirectories(HOME.resolve("open/naru"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<Object> command = Java.command(Naru.class, "world");
    Program.Run run =
        new Program(Java.program())
            .run(
                Map.of("XDG_RUNTIME_DIR", HOME.resolve("open").toString()),
                command.subList(1, command.size()).toArray());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains(open.toString()).contains("0700");
  }
}
