package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Told;
import naru.journey.Trace;
import naru.net.DnsHandler;
import naru.net.DnsListener;
import naru.net.DnsQuery;
import naru.net.DnsService;
import naru.net.Exchanged;
import naru.net.Exchanges;
import naru.net.Listening;
import naru.net.Server;
import naru.net.Transport;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operating system's service and a resolver, each behind the kernel's own sockets. */
class OperatingSystemServiceTest {
  private static final Name WWW = Name.of("www.naru.test");
  private static final Name WEB = Name.of("web.naru.test");

  @TempDir Path folder;
  private final Time time = Time.system();
  private final Exchanges exchanges = Exchanges.system(time);
  private final AtomicInteger questions = new AtomicInteger();
  private Optional<DnsListener> resolver = Optional.empty();
  private Optional<DnsListener> system = Optional.empty();
  private Server.Local socket = new Server.Local(Path.of("/nowhere"));

  private static DnsListener open(DnsService service) {
    return switch (service.open()) {
      case Listening.Open(DnsListener listener) -> listener;
      case Listening.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  @BeforeEach
  void start() {
    DnsListener listening =
        open(
            DnsService.on(time, resolverOfOurs())
                .udp(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .local(folder.resolve("resolver")));
    resolver = Optional.of(listening);
    var upstream =
        StubResolver.Upstream.telling(
            new Server.Plain(listening.addresses().getFirst()),
            new Server.Local(folder.resolve("resolver")));
    var stub = new StubResolver(exchanges, time, StubResolver.Settings.of(List.of(upstream)));
    socket = new Server.Local(folder.resolve("os"));
    DnsHandler service = new OperatingSystemService(time, stub);
    system = Optional.of(open(DnsService.on(time, service).local(socket.socket())));
  }

  @AfterEach
  void stop() {
    system.ifPresent(DnsListener::close);
    resolver.ifPresent(DnsListener::close);
  }

  /** {@code www} is an alias of {@code web}; over the local socket one step is told. */
  private DnsHandler resolverOfOurs() {
    return query -> {
      questions.incrementAndGet();
      Message.Builder answer = Message.answerTo(query.message()).recursionAvailable(true);
      answer.answer(Record.of(WWW, 300, new RecordData.Cname(WEB)));
      boolean four = query.message().question().orElseThrow().type().equals(RecordType.A);
      InetAddress address = InetAddress.ofLiteral(four ? "127.80.0.1" : "2001:db8::80");
      answer.answer(Record.of(WEB, 300, RecordData.address(address)));
      return Optional.of(answer.edns(story(query)).build());
    };
  }

  private Edns story(DnsQuery query) {
    if (!query.sameUser() || !LocalOptions.asksForJourney(query.message())) {
      return Edns.plain();
    }
    Trace.Recording trace = Trace.recording(time);
    trace.begin(Step.Root::new, "www.naru.test").end(Outcome.REFERRAL);
    return Edns.plain().with(LocalOptions.told(new Told(trace.steps(), Optional.empty(), false)));
  }

  private LookupResult look(Trace trace) {
    NameLookup lookup =
        NameLookup.byOperatingSystem(
            HostsFile.at(folder.resolve("hosts")),
            new BrowserCache(time),
            new OperatingSystemClient(exchanges, time, socket));
    long deadline = time.nanos() + Duration.ofSeconds(60).toNanos();
    return lookup.addresses("www.naru.test", deadline, trace);
  }

  private static List<String> road(Trace.Recording trace) {
    return trace.steps().stream()
        .map(step -> step.station() + " " + step.account().outcome().word())
        .toList();
  }

  @Test
  void itsStepsAndThoseOfItsResolverComeOverTheSockets() {
    Trace.Recording trace = Trace.recording(time);
    assertThat(((LookupResult.Found) look(trace)).addresses())
        .containsExactly(
            InetAddress.ofLiteral("2001:db8::80"), InetAddress.ofLiteral("127.80.0.1"));
    assertThat(road(trace))
        .containsExactly(
            "hosts absent",
            "browser-cache miss",
            "os-cache miss",
            "resolver alias",
            "hosts absent",
            "browser-cache hit");
    assertThat(trace.steps().get(3).account().steps())
        .extracting(Step::station)
        .containsExactly("root", "root");
    assertThat(trace.steps().get(3).account().detail().text("transport")).contains("local");
  }

  @Test
  void itsCacheIsSharedAndCanBeShownAndFlushed() {
    look(Trace.NONE);
    assertThat(questions).hasValue(2);
    Trace.Recording trace = Trace.recording(time);
    look(trace);
    assertThat(questions).hasValue(2);
    assertThat(road(trace).get(2)).isEqualTo("os-cache hit");

    OperatingSystemClient client = new OperatingSystemClient(exchanges, time, socket);
    assertThat(((OperatingSystemClient.Commanded.Done<List<CacheLine>>) client.list()).value())
        .extracting(line -> line.name() + " " + line.type() + " " + line.what())
        .containsExactly(
            "web.naru.test. A 127.80.0.1",
            "web.naru.test. AAAA 2001:db8::80",
            "www.naru.test. CNAME web.naru.test.");
    assertThat(client.flush(WEB)).isEqualTo(new OperatingSystemClient.Commanded.Done<>(2));
    assertThat(client.flush(Name.ROOT)).isEqualTo(new OperatingSystemClient.Commanded.Done<>(1));
    look(Trace.NONE);
    assertThat(questions).hasValue(4);
  }

  @Test
  void whereNoneRunsACommandSaysSo() {
    OperatingSystemClient client =
        new OperatingSystemClient(exchanges, time, new Server.Local(folder.resolve("none")));
    assertThat(client.list())
        .isInstanceOfSatisfying(
            OperatingSystemClient.Commanded.Unavailable.class,
            none -> assertThat(none.reason()).contains("none", "is not running"));
  }

  private Message ask(Message query) {
    return switch (exchanges.ask(socket, query, Duration.ofSeconds(30), time.promise())) {
      case Exchanged.Answered answered -> answered.message();
      case Exchanged other -> throw new AssertionError(other.toString());
    };
  }

  @Test
  void anyProgramMayAskItAsANameServer() {
    Message answer = ask(Message.query(Question.of(WWW, RecordType.A)));
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.answers())
        .extracting(Record::type)
        .containsExactly(RecordType.CNAME, RecordType.A);
    assertThat(answer.edns()).isEmpty();
    Message update = Message.query(Question.of(WWW, RecordType.SOA)).edit().opcode(5).build();
    assertThat(ask(update).rcode()).isEqualTo(Rcode.NOTIMP);
    Question version = new Question(Name.of("version.bind"), RecordType.TXT, RecordClass.CH);
    assertThat(ask(Message.query(version)).rcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void anotherUserNeitherSeesNorFlushesItsCacheNorHearsItsSteps() {
    var stub =
        new StubResolver(
            exchanges,
            time,
            StubResolver.Settings.of(
                List.of(
                    StubResolver.Upstream.of(
                        new Server.Plain(resolver.orElseThrow().addresses().getFirst())))));
    OperatingSystemService service = new OperatingSystemService(time, stub);
    assertThat(rcode(service, CacheCommands.list(0))).isEqualTo(Rcode.REFUSED);
    assertThat(rcode(service, CacheCommands.flush(Name.ROOT))).isEqualTo(Rcode.REFUSED);
    Message query =
        Message.query(Question.of(WWW, RecordType.A))
            .edit()
            .edns(Edns.plain().with(LocalOptions.journey(time.chance())))
            .build();
    Message answer = service.answer(foreign(query)).orElseThrow();
    assertThat(answer.edns().orElseThrow().option(Edns.Option.JOURNEY)).isEmpty();
    assertThat(answer.answers()).hasSize(2);
  }

  private static Rcode rcode(DnsHandler service, Message query) {
    return service.answer(foreign(query)).orElseThrow().rcode();
  }

  private static DnsQuery foreign(Message query) {
    return new DnsQuery(query, 0, Transport.LOCAL, Optional.empty(), Optional.empty(), false);
  }

  /** The machine's own operating system: only what its hosts file knows, so nothing leaves it. */
  @Test
  void theRealOneAnswersForLocalhost() {
    Trace.Recording trace = Trace.recording(time);
    Memory memory = new BrowserCache(time).beginLookup();
    long deadline = time.nanos() + Duration.ofSeconds(60).toNanos();
    Asked asked =
        new Asked(Name.of("localhost"), NameLookup.BOTH_FAMILIES, memory, deadline, trace);
    assertThat(RealOperatingSystem.open(time).find(asked)).isInstanceOf(Finding.Found.class);
    assertThat(road(trace)).containsExactly("os-cache answer");
  }
}
