package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * Floods of questions that nobody answers, and what they may hold up. The numbers are written out:
 * whoever changes a limit shall have to change it here, too.
 */
class FloodTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4000);

  private final List<String> outcomes = new ArrayList<>();
  private int names;

  /** So many clients ask, each for a name that nobody else asks for; no time passes. */
  private void flood(TinyInternet internet, int clients, String zone) {
    for (int i = 0; i < clients; i++) {
      Question question = Question.of(Name.of("x" + names++ + "." + zone), RecordType.A);
      internet.time.start("client", () -> outcomes.add(internet.walkNow(question).outcome()));
    }
    internet.time.runReady();
  }

  /** Zones that were met, and whose servers are silent from now on. */
  private TinyInternet fallenSilent(TinyInternet internet) {
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    internet.silent("127.53.2.1").silent("127.53.2.2").journal.clear();
    return internet;
  }

  private TinyInternet fallenSilent() {
    return fallenSilent(TinyInternet.usual());
  }

  private static void heal(TinyInternet internet) {
    internet.serve("127.53.2.1", TinyInternet.naru()).serve("127.53.2.2", TinyInternet.naru());
  }

  /** Ten thousand zones of {@code test} on one server, none of them met. */
  private static TinyInternet withZones(String server) {
    return TinyInternet.usual()
        .says(
            "127.53.1.1",
            query -> {
              Name zone = query.question().orElseThrow().name().rightmost(2);
              return Message.answerTo(query)
                  .authority(TinyZone.record(zone + " 3600 NS ns." + zone))
                  .additional(TinyZone.record("ns." + zone + " 3600 A " + server))
                  .build();
            });
  }

  @Test
  void aZoneThatAnsweredHasTwoThousandQuestionsUnderWayAndNoMore() {
    TinyInternet internet = fallenSilent();
    flood(internet, 5_000, "naru.test");
    assertThat(internet.journal).hasSize(2_000);
    assertThat(outcomes).hasSize(3_000).containsOnly("dns.limit");
  }

  @Test
  void aZoneThatWasNeverMetHasTwoHundredUntilItAnswers() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("test", RecordType.NS);
    flood(internet, 900, "naru.test");
    internet.time.advance(TinyInternet.ROUND_TRIP);
    assertThat(internet.journal).filteredOn(line -> line.startsWith("127.53.2.")).hasSize(200);
    assertThat(outcomes).hasSize(700).containsOnly("dns.limit");
    internet.time.advance(TinyInternet.ROUND_TRIP);
    internet.journal.clear();
    flood(internet, 900, "naru.test");
    assertThat(internet.journal).hasSize(900);
  }

  @Test
  void aZoneThatFellSilentHasTwoHundredUntilItAnswers() {
    TinyInternet internet = fallenSilent();
    flood(internet, 8, "naru.test");
    internet.time.advance(Limits.FIRST_TRY); // of the server that was not asked before
    internet.journal.clear();
    flood(internet, 900, "naru.test");
    assertThat(internet.journal).hasSize(200 - 8);
    internet.time.runUntilQuiet();
    heal(internet);
    internet.walk("again.naru.test", RecordType.A);
    fallenSilent(internet);
    flood(internet, 900, "naru.test");
    assertThat(internet.journal).hasSize(900);
  }

  @Test
  void inACrowdAZoneThatIsSilentHasTen() {
    TinyInternet internet = fallenSilent();
    internet.serve(
        "127.53.3.1",
        TinyZone.of(
            "example",
            "silent.example 3600 NS ns.silent.example",
            "ns.silent.example 3600 A 127.53.9.9"));
    internet.walk("web.example", RecordType.A);
    flood(internet, 2_000, "naru.test");
    internet.journal.clear();
    flood(internet, 300, "silent.example");
    internet.time.advance(TinyInternet.ROUND_TRIP);
    assertThat(internet.journal).filteredOn(line -> line.startsWith("127.53.9.9")).hasSize(10);
  }

  @Test
  void twentyThousandQuestionsOverTwoHundredSilentZonesHoldUpFourThousand() {
    TinyInternet internet = withZones("127.53.9.9");
    int most = 0;
    for (int round = 0; round < 100; round++) {
      for (int zone = 0; zone < 200; zone++) {
        flood(internet, 1, "z" + zone + ".test");
      }
      internet.time.advance(Duration.ofMillis(20));
      most = Math.max(most, names - outcomes.size());
    }
    assertThat(most).isBetween(2_000, 4_000);
    assertThat(outcomes).contains("dns.limit");
    internet.time.runUntilQuiet();
    assertThat(outcomes).hasSize(20_000);
  }

  @Test
  void manyZonesOnOneServerHaveTwoThousandQuestionsUnderWayToItAndNoMore() {
    TinyInternet internet = withZones("127.53.9.9");
    internet.serve(
        "127.53.9.9",
        IntStream.range(0, 4)
            .mapToObj(i -> TinyZone.of("z" + i + ".test"))
            .toArray(TinyZone[]::new));
    IntStream.range(0, 4).forEach(i -> internet.walk("www.z" + i + ".test", RecordType.A));
    internet.silent("127.53.9.9").journal.clear();
    for (int i = 0; i < 4; i++) {
      flood(internet, 1_000, "z" + i + ".test");
    }
    assertThat(internet.journal).hasSize(2_000).allMatch(line -> line.startsWith("127.53.9.9"));
    assertThat(outcomes).hasSize(2_000).containsOnly("dns.limit");
  }

  @Test
  void otherZonesDoNotNoticeTheFlood() {
    TinyInternet internet = fallenSilent();
    flood(internet, 5_000, "naru.test");
    outcomes.clear();
    Question other = Question.of(Name.of("web.example"), RecordType.A);
    internet.time.start("client", () -> outcomes.add(internet.walkNow(other).outcome()));
    internet.time.advance(TinyInternet.ROUND_TRIP.multipliedBy(3));
    assertThat(outcomes).containsExactly("NOERROR");
  }

  @Test
  void whoeverWasTurnedAwayMayComeBackAtOnce() {
    TinyInternet internet = fallenSilent();
    flood(internet, 2_001, "naru.test");
    assertThat(outcomes).containsExactly("dns.limit");
    heal(internet);
    internet.time.advance(Duration.ofMillis(500));
    outcomes.clear();
    for (int i = 0; i < names; i++) {
      outcomes.add(internet.walk("x" + i + ".naru.test", RecordType.A).outcome());
    }
    assertThat(outcomes).containsOnly("NXDOMAIN");
  }

  @Test
  void whileAZoneIsFullItsQuestionsFailBeforeAnyWorkIsDone() {
    TinyInternet internet = fallenSilent();
    ResolverService service =
        new ResolverService(internet.time, internet.resolver(), internet.config());
    flood(internet, 2_000, "naru.test");
    assertThat(ready(service, "y1.naru.test")).isEmpty();
    flood(internet, 1, "naru.test");
    Message failed = ready(service, "y1.naru.test").orElseThrow();
    assertThat(failed.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(failed.flags()).hasToString("qr rd ra");
    assertThat(failed.edns().orElseThrow().dnssecOk()).isTrue();
    // What is remembered is given all the same, and other zones go on.
    assertThat(ready(service, "web.naru.test")).isEmpty();
    assertThat(ready(service, "web.example")).isEmpty();
    internet.time.advance(Duration.ofMillis(100));
    assertThat(ready(service, "y1.naru.test")).isEmpty();
  }

  private static Optional<Message> ready(ResolverService service, String name) {
    Edns edns = Edns.plain().withDnssecOk(true);
    Question question = Question.of(Name.of(name), RecordType.A);
    byte[] packet = MessageCodec.encode(Message.query(question).edit().edns(edns).build());
    byte[] target = new byte[naru.net.Limits.UDP_ANSWER_OCTETS];
    int octets = service.ready(packet, packet.length, Transport.UDP, CLIENT, target);
    return octets == DnsHandler.NOT_READY
        ? Optional.empty()
        : Optional.of(MessageCodec.decode(Arrays.copyOf(target, octets)).orThrow());
  }

  @Test
  void dnsBombAnswersThatComeLateAreNotSentOverUdp() {
    TinyInternet internet = TinyInternet.usual();
    List<Integer> sent = new ArrayList<>();
    ResolverService service =
        new ResolverService(internet.time, internet.resolver(), internet.config());
    for (int delay = 1_600; delay <= 2_200; delay += 100) {
      Duration slow = Duration.ofMillis(delay);
      internet.says(
          "127.53.3.1",
          query -> {
            boolean _ = internet.time.pause(slow, internet.time.promise());
            return TinyZone.of("example", "web.example 300 A 198.51.100.7").answer(query);
          });
      internet.resolver().flush(Name.ROOT);
      if (ask(service, internet, Transport.UDP).isPresent()) {
        sent.add(delay);
      }
      // What was found is remembered all the same.
      assertThat(ask(service, internet, Transport.UDP).orElseThrow().rcode())
          .isEqualTo(Rcode.NOERROR);
    }
    // Two round trips go before.
    assertThat(sent).containsExactly(1_600, 1_700, 1_800);
  }

  @Test
  void overAStreamALateAnswerIsSent() {
    TinyInternet internet = TinyInternet.usual().silent("127.53.3.1");
    ResolverService service =
        new ResolverService(internet.time, internet.resolver(), internet.config());
    assertThat(ask(service, internet, Transport.TCP).orElseThrow().rcode())
        .isEqualTo(Rcode.SERVFAIL);
  }

  private static Optional<Message> ask(
      ResolverService service, TinyInternet internet, Transport transport) {
    Message query = Message.query(Question.of(Name.of("web.example"), RecordType.A));
    DnsQuery asked =
        new DnsQuery(query, 40, transport, Optional.of(CLIENT), Optional.empty(), false);
    List<Optional<Message>> answers = new ArrayList<>();
    internet.time.run("client", () -> answers.add(service.answer(asked)));
    return answers.getFirst();
  }
}
