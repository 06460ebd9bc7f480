package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * Floods of questions that nobody answers, and what they may hold up. The numbers are written out:
 * a limit that is changed should be changed here by a second hand.
 */
class FloodTest {
  private final List<String> outcomes = new ArrayList<>();

  /** So many clients ask for names that nobody else asks for; no time passes. */
  private void flood(TinyInternet internet, int clients, String zone) {
    for (int i = 0; i < clients; i++) {
      Question question = Question.of(Name.of("x" + i + "." + zone), RecordType.A);
      internet.time.start("client", () -> outcomes.add(internet.walkNow(question).outcome()));
    }
    internet.time.runReady();
  }

  /** Asks once, so that the zone's servers are known, and then silences them. */
  private static TinyInternet withSilentZone() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    internet.silent("127.53.2.1").silent("127.53.2.2");
    internet.journal.clear();
    return internet;
  }

  @Test
  void randomNamesOfOneZoneHaveTwoHundredQuestionsUnderWayAndNoMore() {
    TinyInternet internet = withSilentZone();
    flood(internet, 700, "naru.test");
    assertThat(internet.journal).hasSize(200);
    assertThat(outcomes).hasSize(500).containsOnly("dns.limit");
  }

  @Test
  void otherZonesDoNotNoticeTheFlood() {
    TinyInternet internet = withSilentZone();
    flood(internet, 700, "naru.test");
    outcomes.clear();
    Question other = Question.of(Name.of("web.example"), RecordType.A);
    internet.time.start("client", () -> outcomes.add(internet.walkNow(other).outcome()));
    internet.time.advance(TinyInternet.ROUND_TRIP.multipliedBy(3));
    assertThat(outcomes).containsExactly("NOERROR");
  }

  @Test
  void whenTheFloodIsOverEverythingIsAsBefore() {
    TinyInternet internet = withSilentZone();
    flood(internet, 700, "naru.test");
    internet.time.runUntilQuiet();
    assertThat(outcomes).filteredOn("dns.no-reachable-server"::equals).hasSize(200);
    outcomes.clear();
    internet.journal.clear();
    flood(internet, 700, "naru.test");
    // Those that failed are remembered; those that were not asked are not.
    assertThat(internet.journal).hasSize(200);
  }

  @Test
  void whoeverWasTurnedAwayMayComeBackAtOnce() {
    TinyInternet internet = withSilentZone();
    flood(internet, 201, "naru.test");
    assertThat(outcomes).containsExactly("dns.limit");
    internet.serve("127.53.2.1", TinyInternet.naru()).serve("127.53.2.2", TinyInternet.naru());
    internet.time.advance(Duration.ofMillis(500));
    outcomes.clear();
    IntStream.range(0, 201)
        .forEach(i -> outcomes.add(internet.walk("x" + i + ".naru.test", RecordType.A).outcome()));
    assertThat(outcomes).containsOnly("NXDOMAIN");
  }

  @Test
  void manyZonesOnOneServerHaveFiveHundredQuestionsUnderWayToItAndNoMore() {
    TinyInternet internet = TinyInternet.usual();
    String[] zones =
        IntStream.range(0, 10)
            .mapToObj(i -> "z" + i + ".test 3600 NS ns.host.test")
            .toArray(String[]::new);
    TinyZone host = TinyZone.of("test", zones);
    internet.serve(
        "127.53.1.1", host, TinyZone.of("ns.host.test", "ns.host.test 3600 A 127.53.9.9"));
    internet.serve(
        "127.53.9.9",
        IntStream.range(0, 10)
            .mapToObj(i -> TinyZone.of("z" + i + ".test"))
            .toArray(TinyZone[]::new));
    IntStream.range(0, 10).forEach(i -> internet.walk("www.z" + i + ".test", RecordType.A));
    internet.silent("127.53.9.9").journal.clear();
    for (int i = 0; i < 10; i++) {
      flood(internet, 100, "z" + i + ".test");
    }
    assertThat(internet.journal).hasSize(500).allMatch(line -> line.startsWith("127.53.9.9"));
    assertThat(outcomes).hasSize(500).containsOnly("dns.limit");
  }

  @Test
  void aZoneOfTheConfigurationHasTwoThousandQuestionsUnderWayAndNoMore() {
    InetSocketAddress server = new InetSocketAddress(InetAddress.ofLiteral("127.53.2.1"), 53);
    ConfiguredZone zone = ConfiguredZone.of(Name.of("naru.test"), List.of(server));
    for (boolean forward : new boolean[] {true, false}) {
      TinyInternet internet =
          TinyInternet.usual()
              .silent("127.53.2.1")
              .configured(config ->
                  forward
                      ? config.withForwardZones(List.of(zone))
                      : config.withStubZones(List.of(zone)));
      outcomes.clear();
      flood(internet, 5_000, "naru.test");
      assertThat(internet.journal).hasSize(2_000);
      assertThat(outcomes).hasSize(3_000).containsOnly("dns.limit");
    }
  }

  @Test
  void dnsBombAnswersThatComeLateAreNotSentOverUdp() {
    TinyInternet internet = TinyInternet.usual();
    List<Long> sentAfterMillis = new ArrayList<>();
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
        sentAfterMillis.add(slow.toMillis());
      }
      // What was found is remembered all the same.
      assertThat(ask(service, internet, Transport.UDP).orElseThrow().rcode())
          .isEqualTo(Rcode.NOERROR);
    }
    // Two round trips go before.
    assertThat(sentAfterMillis).containsExactly(1_600L, 1_700L, 1_800L);
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
    InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4000);
    DnsQuery asked = new DnsQuery(query, 40, transport, Optional.of(peer), Optional.empty(), false);
    List<Optional<Message>> answers = new ArrayList<>();
    internet.time.run("client", () -> answers.add(service.answer(asked)));
    return answers.getFirst();
  }
}
