package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import naru.app.Naru;
import naru.net.Addresses;
import naru.net.DnsListener;
import naru.net.DnsQuery;
import naru.net.DnsService;
import naru.net.Listening;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Record;
import naru.wire.RecordData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code naru resolver} with a file, in a process of its own: asked, told, and looked into. */
class ResolverProcessTest {
  private static final Time TIME = Time.system();
  private static final Path HOME = TestWorld.newDirectory();
  private static final Path FILE = HOME.resolve("resolver.yaml");
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final DnsListener UPSTREAM = upstream();
  private static final Map<String, Integer> PORTS = ports("dns", "tls", "https", "metrics");
  private static final List<Process> STARTED = new ArrayList<>();

  /** A resolver that knows the address of every name. */
  private static DnsListener upstream() {
    InetSocketAddress any = new InetSocketAddress(HERE, 0);
    DnsService service = DnsService.on(TIME, ResolverProcessTest::known).udp(any).tcp(any);
    return ((Listening.Open) service.open()).listener();
  }

  private static Optional<Message> known(DnsQuery query) {
    RecordData address = RecordData.address(InetAddress.ofLiteral("192.0.2.1"));
    var name = query.message().question().orElseThrow().name();
    return Optional.of(
        Message.answerTo(query.message())
            .recursionAvailable(true)
            .answer(Record.of(name, 300, address))
            .build());
  }

  /** Ports that were free a moment ago. */
  private static Map<String, Integer> ports(String... names) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String name : names) {
      try (ServerSocket probe = new ServerSocket(0, 1, HERE)) {
        ports.put(name, probe.getLocalPort());
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
    return ports;
  }

  private static String at(String door) {
    return "127.0.0.1:" + PORTS.get(door);
  }

  private static void write(String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("listen: " + at("dns"));
    all.add("listen-tls: " + at("tls"));
    all.add("listen-https: " + at("https"));
    all.add("validation: false");
    all.add("forward-zones:");
    all.add("  - {zone: ., servers: [" + Addresses.text(UPSTREAM.addresses().getFirst()) + "]}");
    TestWorld.write(FILE, String.join("\n", all) + "\n");
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

  @BeforeAll
  static void start() throws IOException {
    write("local-data: desk.local.test A 192.0.2.71");
    List<Object> command = Java.command(Naru.class, "resolver", FILE);
    ProcessBuilder builder = new ProcessBuilder(command.stream().map(Object::toString).toList());
    builder.environment().putAll(environment());
    Path log = HOME.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    STARTED.add(process);
    soon(() -> said(log).contains("/dns-query"));
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void soon(BooleanSupplier there) {
    long begin = TIME.nanos();
    while (!there.getAsBoolean()) {
      assertThat(STARTED.getFirst().isAlive()).as(said(HOME.resolve("log"))).isTrue();
      assertThat(TIME.nanos() - begin)
          .as(said(HOME.resolve("log")))
          .isLessThan(Duration.ofSeconds(60).toNanos());
      TIME.pause(Duration.ofMillis(50), TIME.promise());
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    Process process = STARTED.getFirst();
    process.destroy();
    boolean ended = process.waitFor(3, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    UPSTREAM.close();
    TestWorld.remove(HOME);
    assertThat(ended).as("ends within 3 s").isTrue();
  }

  private static List<String> kdig(String door, String name, Object... how) {
    List<Object> all = new ArrayList<>(List.of("@127.0.0.1", "-p", PORTS.get(door)));
    all.addAll(List.of("+time=5", "+retry=0", "+short"));
    all.addAll(List.of(how));
    all.addAll(List.of(name, "A"));
    return Program.needed("kdig").run(all.toArray()).lines();
  }

  @Test
  void rfc7858KdigAsksOverTls() {
    assertThat(kdig("tls", "desk.local.test", "+tls")).containsExactly("192.0.2.71");
    Path root = HOME.resolve("data/naru/ca/root.pem");
    assertThat(kdig("tls", "www.naru.test", "+tls", "+tls-ca=" + root, "+tls-hostname=127.0.0.1"))
        .containsExactly("192.0.2.1");
    assertThat(kdig("tls", "www.naru.test", "+tls", "+keepopen", "+padding"))
        .containsExactly("192.0.2.1");
  }

  @Test
  void rfc8484KdigAsksOverHttps() {
    assertThat(kdig("https", "desk.local.test", "+https")).containsExactly("192.0.2.71");
    assertThat(kdig("https", "www.naru.test", "+https-get")).containsExactly("192.0.2.1");
  }

  @Test
  void aHangUpReloadsTheFile() throws Exception {
    write("local-data: [desk.local.test A 192.0.2.71, hup.local.test A 192.0.2.72]");
    Process kill =
        new ProcessBuilder("kill", "-HUP", Long.toString(STARTED.getFirst().pid())).start();
    assertThat(kill.waitFor()).isZero();
    soon(() -> dig("hup.local.test").contains("192.0.2.72"));
    assertThat(said(HOME.resolve("log"))).contains("naru: reloaded");
  }

  private static String dig(String name) {
    return Program.needed("dig")
        .run(
            "@127.0.0.1",
            "-p",
            Optional.ofNullable(PORTS.get("dns")).orElseThrow(),
            "+short",
            "+time=5",
            name,
            "A")
        .out();
  }

  @Test
  void itIsToldAndLookedIntoByCommands() {
    dig("kept.naru.test");
    assertThat(naru("caches", "dump", "kept.naru.test").text().toLowerCase(java.util.Locale.ROOT))
        .contains("kept.naru.test.")
        .contains("192.0.2.1");
    assertThat(naru("caches", "flush", "kept.naru.test", "--resolver", at("dns")).text())
        .contains("flushed kept.naru.test.");
    assertThat(naru("caches", "dump", "kept.naru.test").text()).isBlank();
    assertThat(naru("reload").text()).contains("reloaded");
    Program.Run wrong = naru("reload", "127.0.0.1:1");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("127.0.0.1:1");
  }
}
