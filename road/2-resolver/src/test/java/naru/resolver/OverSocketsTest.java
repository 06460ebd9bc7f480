package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.net.DnsHandler;
import naru.net.DnsListener;
import naru.net.DnsService;
import naru.net.Exchanged;
import naru.net.Exchanges;
import naru.net.Listening;
import naru.net.Server;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The resolver between real sockets: its clients on one side, root, TLD and leaf on the other. */
class OverSocketsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Time time = Time.system();
  private final List<DnsListener> open = new ArrayList<>();
  private final Map<InetAddress, Integer> ports = new LinkedHashMap<>();

  @AfterEach
  void close() {
    open.forEach(DnsListener::close);
  }

  private InetSocketAddress listen(String address, DnsHandler handler) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral(address), 0);
    Listening listening = DnsService.on(time, handler).udp(any).tcp(any).open();
    assertThat(listening).isInstanceOf(Listening.Open.class);
    DnsListener listener = ((Listening.Open) listening).listener();
    open.add(listener);
    InetSocketAddress bound = listener.addresses().getFirst();
    ports.put(bound.getAddress(), bound.getPort());
    return bound;
  }

  private InetSocketAddress serve(String address, TinyZone zone) {
    return listen(address, query -> Optional.of(zone.answer(query.message())));
  }

  /** A world of three servers, and a resolver that listens itself. */
  private Server resolver() {
    InetSocketAddress root =
        serve(
            "127.61.0.1",
            TinyZone.of(".", "test 300 NS a.nic.test", "a.nic.test 300 A 127.61.1.1"));
    serve(
        "127.61.1.1",
        TinyZone.of("test", "naru.test 300 NS ns1.naru.test", "ns1.naru.test 300 A 127.61.2.1"));
    Stream<String> hosts =
        IntStream.range(0, 60).mapToObj(i -> "h" + i + ".naru.test 300 A 198.51.100." + i);
    Stream<String> large =
        IntStream.range(0, 100).mapToObj(i -> "many.naru.test 300 A 203.0.113." + i);
    serve(
        "127.61.2.1", TinyZone.of("naru.test", Stream.concat(hosts, large).toArray(String[]::new)));
    ResolverConfig config =
        ResolverConfig.of(List.of(NameServer.of(Name.of("a.root-servers.net"), root)))
            .withPorts(address -> ports.getOrDefault(address, 53));
    RecursiveResolver resolver = new RecursiveResolver(time, Exchanges.system(time), config);
    return new Server.Plain(listen("127.61.53.53", new ResolverService(time, resolver, config)));
  }

  private Message ask(Server server, String name) {
    Message query =
        Message.query(Question.of(Name.of(name), RecordType.A)).edit().edns(Edns.plain()).build();
    Exchanged exchanged = Exchanges.system(time).ask(server, query, PATIENCE, time.promise());
    assertThat(exchanged).isInstanceOf(Exchanged.Answered.class);
    return ((Exchanged.Answered) exchanged).message();
  }

  @Test
  void manyClientsAtOnceAreEachAnsweredTheirQuestion() {
    Server server = resolver();
    List<Promise<Message>> answers =
        IntStream.range(0, 240).mapToObj(i -> asking(server, "h" + i % 60 + ".naru.test")).toList();
    for (int i = 0; i < answers.size(); i++) {
      Message answer = answers.get(i).await(PATIENCE).orElseThrow();
      assertThat(answer.answers()).singleElement().asString().endsWith("198.51.100." + i % 60);
    }
  }

  private Promise<Message> asking(Server server, String name) {
    Promise<Message> answer = time.promise();
    time.start("client", () -> answer.complete(ask(server, name)));
    return answer;
  }

  @Test
  void anAnswerTooLargeForADatagramComesWhole() {
    Message answer = ask(resolver(), "many.naru.test");
    assertThat(MessageCodec.encode(answer).length).isGreaterThan(Edns.SAFE_UDP_OCTETS);
    assertThat(answer.answers()).hasSize(100);
  }

  @Test
  void nobodyListeningIsKnownAtOnce() {
    InetSocketAddress root = serve("127.61.0.2", TinyZone.of("."));
    open.removeFirst().close();
    ResolverConfig config =
        ResolverConfig.of(List.of(NameServer.of(Name.of("a.root-servers.net"), root)));
    RecursiveResolver resolver = new RecursiveResolver(time, Exchanges.system(time), config);
    Question question = Question.of(Name.of("web.naru.test"), RecordType.A);
    long start = time.nanos();
    Resolved resolved =
        resolver.resolve(question, RecursiveResolver.Flags.USUAL, naru.journey.Trace.NONE);
    assertThat(resolved.cause().orElseThrow().text()).contains("127.61.0.2:" + root.getPort());
    assertThat(time.millisSince(start)).isLessThan((double) Limits.FIRST_TRY.toMillis());
  }
}
