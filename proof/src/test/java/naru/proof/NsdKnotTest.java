package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import naru.journey.Trace;
import naru.net.Exchanges;
import naru.resolver.NameServer;
import naru.resolver.RecursiveResolver;
import naru.resolver.Resolved;
import naru.resolver.ResolverConfig;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Our resolver walks internets whose root, top-level domain and leaf are served by NSD and by Knot
 * DNS, each with processes of its own.
 */
class NsdKnotTest {
  private static final List<InetAddress> ADDRESSES =
      List.of(
          InetAddress.ofLiteral("127.71.0.1"),
          InetAddress.ofLiteral("127.71.1.1"),
          InetAddress.ofLiteral("127.71.2.1"));

  private static final String SOA = "@ 300 SOA ns hostmaster 1 7200 3600 1209600 60\n";

  private static final String ROOT =
      SOA
          + """
          @ 300 NS a.root.
          a.root. 300 A 127.71.0.1
          test. 300 NS a.nic.test.
          a.nic.test. 300 A 127.71.1.1
          """;

  private static final String TLD =
      SOA
          + """
          @ 300 NS a.nic
          a.nic 300 A 127.71.1.1
          ship 300 NS ns1.ship
          ns1.ship 300 A 127.71.2.1
          dock 300 NS ns1.ship.test.
          """;

  private static final String SHIP =
      SOA
          + """
          @ 300 NS ns1
          ns1 300 A 127.71.2.1
          @ 300 MX 10 deck
          www 300 CNAME deck
          deck 300 A 192.0.2.10
          deck 300 A 192.0.2.11
          deck 300 AAAA 2001:db8::10
          *.cargo 300 A 192.0.2.20
          stored.cargo 300 TXT "not a wildcard"
          old 300 DNAME dock.test.
          out 300 CNAME www.dock.test.
          lost 300 CNAME nothing
          one 300 CNAME two
          two 300 CNAME one
          deep.empty 300 TXT "below an empty non-terminal"
          """
          + IntStream.range(0, 60)
              .mapToObj(i -> "big 300 TXT \"%d %s\"\n".formatted(i, "x".repeat(96)))
              .collect(Collectors.joining());

  private static final String DOCK = SOA + "@ 300 NS ns1.ship.test.\nwww 300 A 192.0.2.30\n";

  /** The last server has two. */
  private static final List<List<ForeignNameServer.Zone>> SERVED =
      List.of(
          List.of(zone(".", ROOT)),
          List.of(zone("test.", TLD)),
          List.of(zone("ship.test.", SHIP), zone("dock.test.", DOCK)));

  private static ForeignNameServer.Zone zone(String origin, String text) {
    return new ForeignNameServer.Zone(origin, text);
  }

  private static final List<AutoCloseable> RUNNING = new ArrayList<>();

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : RUNNING) {
      each.close();
    }
  }

  @Test
  void nsd() {
    Program nsd = Program.needed("nsd");
    walk(internet(nsd, nsd, nsd));
  }

  @Test
  void knot() {
    Program knot = Program.needed("knotd");
    walk(internet(knot, knot, knot));
  }

  @Test
  void bothOnOneRoad() {
    Program nsd = Program.needed("nsd");
    Program knot = Program.needed("knotd");
    walk(internet(knot, nsd, knot));
  }

  // ---- their internet --------------------------------------------------------------------------

  /** Starts a server each for root, TLD and leaf; our resolver knows the root. */
  private static RecursiveResolver internet(Program... servers) {
    int port = Counterpart.freePort(ADDRESSES);
    for (int i = 0; i < servers.length; i++) {
      InetSocketAddress address = new InetSocketAddress(ADDRESSES.get(i), port);
      RUNNING.add(ForeignNameServer.start(servers[i], address, SERVED.get(i)));
    }
    InetSocketAddress root = new InetSocketAddress(ADDRESSES.getFirst(), port);
    ResolverConfig config =
        ResolverConfig.of(List.of(NameServer.of(Name.of("a.root"), root))).withPorts(_ -> port);
    Time time = Time.system();
    RecursiveResolver resolver = new RecursiveResolver(time, Exchanges.system(time), config);
    RUNNING.addFirst(resolver);
    return resolver;
  }

  // ---- the walk --------------------------------------------------------------------------------

  private static void walk(RecursiveResolver resolver) {
    answers(resolver, "deck.ship.test A", "deck A 192.0.2.10", "deck A 192.0.2.11");
    answers(resolver, "deck.ship.test AAAA", "deck AAAA 2001:db8::10");
    answers(resolver, "ship.test MX", "@ MX 10 deck.ship.test.");
    answers(
        resolver,
        "www.ship.test A",
        "www CNAME deck.ship.test.",
        "deck A 192.0.2.10",
        "deck A 192.0.2.11");
    answers(resolver, "x.cargo.ship.test A", "x.cargo A 192.0.2.20"); // RFC 4592
    answers(resolver, "a.b.cargo.ship.test A", "a.b.cargo A 192.0.2.20");
    answers(resolver, "out.ship.test A", "out CNAME www.dock.test.", "www.dock.test. A 192.0.2.30");
    answers(
        resolver,
        "www.old.ship.test A", // RFC 6672
        "old DNAME dock.test.",
        "www.old CNAME www.dock.test.",
        "www.dock.test. A 192.0.2.30");
    denies(resolver, Rcode.NXDOMAIN, "nothing.ship.test A", "ship.test.");
    denies(resolver, Rcode.NXDOMAIN, "www.nothing.test A", "test.");
    denies(resolver, Rcode.NXDOMAIN, "nothing A", ".");
    denies(resolver, Rcode.NOERROR, "deck.ship.test MX", "ship.test.");
    denies(resolver, Rcode.NOERROR, "empty.ship.test A", "ship.test.");
    denies(resolver, Rcode.NOERROR, "stored.cargo.ship.test A", "ship.test.");
    Resolved lost = resolve(resolver, "lost.ship.test A");
    assertThat(lost.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(facts(lost)).containsExactly("lost.ship.test. CNAME nothing.ship.test.");
    assertThat(resolve(resolver, "one.ship.test A").cause()).isPresent();
    // 6,000 octets: truncated over UDP, whole over TCP.
    assertThat(resolve(resolver, "big.ship.test TXT").answerRecords(false)).hasSize(60);
  }

  private static void answers(RecursiveResolver resolver, String question, String... records) {
    Resolved resolved = resolve(resolver, question);
    assertThat(resolved.rcode()).as(question + resolved.cause()).isEqualTo(Rcode.NOERROR);
    List<String> expected = List.of(records).stream().map(NsdKnotTest::absolute).toList();
    assertThat(facts(resolved)).as(question).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String absolute(String record) {
    String owner = record.substring(0, record.indexOf(' '));
    String rest = record.substring(owner.length());
    if (owner.endsWith(".")) {
      return record;
    }
    return (owner.equals("@") ? "ship.test." : owner + ".ship.test.") + rest;
  }

  private static void denies(
      RecursiveResolver resolver, Rcode rcode, String question, String zone) {
    Resolved resolved = resolve(resolver, question);
    assertThat(resolved.rcode()).as(question + resolved.cause()).isEqualTo(rcode);
    assertThat(resolved.answerRecords(false)).as(question).isEmpty();
    assertThat(resolved.authorityRecords(false))
        .as(question)
        .singleElement()
        .satisfies(soa -> {
          assertThat(soa.type()).isEqualTo(RecordType.SOA);
          assertThat(soa.owner().toString()).isEqualTo(zone);
        });
  }

  private static Resolved resolve(RecursiveResolver resolver, String question) {
    String[] words = question.split(" ", -1);
    RecordType type = RecordType.parse(words[1]).orElseThrow();
    return resolver.resolve(
        Question.of(Name.of(words[0]), type), RecursiveResolver.Flags.USUAL, Trace.NONE);
  }

  private static Set<String> facts(Resolved resolved) {
    return Dug.normal(resolved.answerRecords(false).stream().map(Object::toString));
  }
}
