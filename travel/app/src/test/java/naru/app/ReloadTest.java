package naru.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import naru.config.Configured;
import naru.net.Addresses;
import naru.net.DnsListener;
import naru.net.DnsQuery;
import naru.net.DnsService;
import naru.net.Exchanged;
import naru.net.Exchanges;
import naru.net.Listening;
import naru.net.Server;
import naru.resolver.ResolverFile;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resolver whose configuration file changes while it is asked. */
class ReloadTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RELOADS = 50;
  private static final int ASKERS = 4;

  private final Time time = Time.system();
  private final AtomicInteger askedUpstream = new AtomicInteger();
  @TempDir private Path directory;
  private DnsListener upstream = opened(DnsService.on(time, this::forwarder));
  private Optional<ResolverProcess> started = Optional.empty();

  /** A resolver that knows the address of every name. */
  private Optional<Message> forwarder(DnsQuery query) {
    askedUpstream.incrementAndGet();
    Name name = query.message().question().orElseThrow().name();
    RecordData address = RecordData.address(InetAddress.ofLiteral("192.0.2.1"));
    return Optional.of(
        Message.answerTo(query.message())
            .recursionAvailable(true)
            .answer(Record.of(name, 300, address))
            .build());
  }

  private static DnsListener opened(DnsService service) {
    InetSocketAddress any = new InetSocketAddress(HERE, 0);
    return ((Listening.Open) service.udp(any).tcp(any).open()).listener();
  }

  private ResolverProcess process() {
    return started.orElseThrow();
  }

  @BeforeEach
  void start() throws IOException {
    write("identity: first");
    if (plan() instanceof ResolverPlan.Read.Good(ResolverPlan plan)
        && ResolverProcess.start(time, places(), plan, this::plan)
            instanceof ResolverProcess.Outcome.Done(ResolverProcess running)) {
      started = Optional.of(running);
      return;
    }
    throw new AssertionError("the resolver did not start");
  }

  @AfterEach
  void stop() {
    process().close();
    upstream.close();
  }

  private Places places() {
    return new Places(
        Map.of(
            "XDG_RUNTIME_DIR",
            directory.resolve("run").toString(),
            "XDG_DATA_HOME",
            directory.resolve("data").toString()));
  }

  private Path file() {
    return directory.resolve("resolver.yaml");
  }

  private void write(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("listen: 127.0.0.1:0");
    all.add("validation: false");
    all.add("forward-zones:");
    all.add("  - {zone: ., servers: [" + Addresses.text(upstream.addresses().getFirst()) + "]}");
    Files.write(file(), all);
  }

  private ResolverPlan.Read plan() {
    return switch (ResolverFile.read(file())) {
      case Configured.Good<ResolverFile>(ResolverFile read) -> ResolverPlan.of(read);
      case Configured.Bad<ResolverFile>(var complaints) ->
          new ResolverPlan.Read.Bad(complaints.stream().map(Object::toString).toList());
    };
  }

  private Optional<Message> ask(Exchanges exchanges, Server server, String name) {
    Message query = Message.query(Question.of(Name.of(name), RecordType.A));
    return exchanges.ask(server, query, PATIENCE, time.promise())
            instanceof Exchanged.Answered answered
        ? Optional.of(answered.message())
        : Optional.empty();
  }

  private Server.Plain address() {
    return new Server.Plain(process().address().orElseThrow());
  }

  private Optional<String> answer(String name) {
    return ask(Exchanges.system(time), address(), name)
        .flatMap(message -> message.answers().stream().findFirst())
        .map(record -> record.toString().replaceFirst(".* ", ""));
  }

  /** A load run across reloads: new names over UDP, old ones too, and over TCP. */
  private final class Load {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Promise<Boolean> enough = time.promise();
    private final List<Promise<Boolean>> ended = new ArrayList<>();

    void begin() {
      for (int i = 0; i < ASKERS; i++) {
        int number = i;
        Promise<Boolean> end = time.promise();
        ended.add(end);
        time.start("asker", () -> end.complete(run(number)));
      }
    }

    private boolean run(int number) {
      Exchanges exchanges = Exchanges.system(time);
      Server udp = address();
      Server tcp = new Server.OverTcp(address().address());
      for (int i = 0; i < 20_000 && !enough.isComplete(); i++) {
        String name = "n" + (i % 3 == 0 ? i % 50 : i) + ".a" + number + ".naru.test";
        asked.incrementAndGet();
        boolean there =
            ask(exchanges, i % 10 == 0 ? tcp : udp, name)
                .filter(message -> message.answers().size() == 1)
                .isPresent();
        lost.addAndGet(there ? 0 : 1);
      }
      return true;
    }

    void end() {
      enough.complete(true);
      ended.forEach(Promise::await);
    }
  }

  @Test
  void noQuestionIsLostAcrossFiftyReloads() throws IOException {
    Load load = new Load();
    load.begin();
    for (int i = 0; i < RELOADS; i++) {
      write(
          "identity: reload-" + i,
          "local-data: reload-" + i + ".local.test A 192.0.2." + i,
          "minimal-responses: " + (i % 2 == 0),
          "prefetch: " + (i % 3 == 0));
      assertThat(process().reload()).isInstanceOf(ResolverProcess.Outcome.Done.class);
      assertThat(answer("reload-" + i + ".local.test")).hasValue("192.0.2." + i);
    }
    load.end();
    assertThat(load.asked.get()).isGreaterThan(RELOADS);
    assertThat(load.lost).hasValue(0);
  }

  @Test
  void whatIsRememberedSurvives() throws IOException {
    assertThat(answer("kept.naru.test")).hasValue("192.0.2.1");
    write("identity: second");
    process().reload();
    assertThat(answer("kept.naru.test")).hasValue("192.0.2.1");
    assertThat(askedUpstream).hasValue(1);
  }

  @Test
  void aBadFileChangesNothingAndIsComplainedAbout() throws IOException {
    write("local-data: kept.local.test A 192.0.2.7");
    process().reload();
    Files.writeString(file(), "identity: third\naccess: nobody\n");
    assertThat(((ResolverProcess.Outcome.Refused) process().reload()).lines())
        .singleElement()
        .asString()
        .startsWith(file() + ":2: access");
    assertThat(answer("kept.local.test")).hasValue("192.0.2.7");
    Files.delete(file());
    assertThat(process().reload()).isInstanceOf(ResolverProcess.Outcome.Refused.class);
    assertThat(answer("kept.local.test")).hasValue("192.0.2.7");
  }

  @Test
  void doorsAreOpenedAndClosedAsTheFileSays() throws IOException {
    Server.Plain first = address();
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.replaceAll(line -> line.startsWith("listen") ? "listen: 127.0.0.2:0" : line);
    lines.add("listen-tls: 127.0.0.1:0");
    Files.write(file(), lines);
    assertThat(process().reload()).isInstanceOf(ResolverProcess.Outcome.Done.class);
    assertThat(process().doorLines()).hasSize(2);
    assertThat(answer("other.naru.test")).hasValue("192.0.2.1");
    Message query = Message.query(Question.of(Name.of("other.naru.test"), RecordType.A));
    assertThat(Exchanges.system(time).ask(first, query, PATIENCE, time.promise()))
        .isInstanceOf(Exchanged.Unreachable.class);
  }

  @Test
  void aDoorThatCannotBeOpenedChangesNothing() throws IOException {
    String taken = Addresses.text(upstream.addresses().getFirst());
    write("identity: second", "listen-tls: " + taken);
    assertThat(((ResolverProcess.Outcome.Refused) process().reload()).lines().getFirst())
        .contains(taken);
    assertThat(process().doorLines()).hasSize(1);
    assertThat(answer("still.naru.test")).hasValue("192.0.2.1");
  }

  @Test
  void theControlSocketReloadsDumpsAndFlushes() throws IOException {
    List<List<String>> told = new ArrayList<>();
    ResolverControl control = new ResolverControl(process(), told::add);
    try (var socket = control.listen(time, places()).orElseThrow()) {
      RunningResolvers running = new RunningResolvers(time, places());
      answer("kept.naru.test");
      assertThat(lines(running, "dump naru.test"))
          .singleElement()
          .asString()
          .matches("(?i)kept\\.naru\\.test\\. .*");
      assertThat(lines(running, "dump other.test")).isEmpty();
      assertThat(lines(running, "flush naru.test")).containsExactly("flushed naru.test.");
      assertThat(lines(running, "dump")).isEmpty();
      assertThat(lines(running, "status")).isEqualTo(process().doorLines());
      write("identity: second");
      assertThat(lines(running, "reload")).containsExactly("reloaded");
      Files.writeString(file(), "nonsense: 1\n");
      assertThat(running.tell(Optional.empty(), "reload"))
          .isInstanceOf(RunningResolvers.Told.Failed.class);
      assertThat(running.tell(Optional.empty(), "dance"))
          .isInstanceOf(RunningResolvers.Told.Failed.class);
      assertThat(told).hasSize(2);
      assertThat(socket).isNotNull();
    }
    assertThat(new RunningResolvers(time, places()).tell(Optional.empty(), "status"))
        .isEqualTo(new RunningResolvers.Told.Failed(List.of(RunningResolvers.NOBODY)));
  }

  private static List<String> lines(RunningResolvers running, String line) {
    return ((RunningResolvers.Told.Answer) running.tell(Optional.empty(), line)).lines();
  }

  @Test
  void manyReloadsAtOnceAreOneAtATime() {
    List<Promise<ResolverProcess.Outcome>> all =
        IntStream.range(0, 10)
            .mapToObj(_ -> {
              Promise<ResolverProcess.Outcome> outcome = time.promise();
              time.start("reload", () -> outcome.complete(process().reload()));
              return outcome;
            })
            .toList();
    assertThat(all.stream().map(Promise::await))
        .anyMatch(ResolverProcess.Outcome.Done.class::isInstance)
        .allMatch(outcome ->
            outcome instanceof ResolverProcess.Outcome.Done
                || outcome.equals(
                    new ResolverProcess.Outcome.Refused(List.of("a change is under way"))));
  }
}
