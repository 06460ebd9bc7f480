package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import naru.journey.Outcome;
import naru.net.Exchanged;
import naru.net.Transport;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** Which server is asked, and what becomes of those that do not do their work. */
class ServersTest {
  @Test
  void aSilentServerIsFollowedByAnotherOne() {
    for (long seed = 0; seed < 10; seed++) {
      TinyInternet internet = TinyInternet.usual(seed).silent("127.53.2.1");
      var walk = internet.walk("web.naru.test", RecordType.A);
      assertThat(walk.outcome()).isEqualTo("NOERROR");
      assertThat(internet.time.nanos()).isLessThan(Duration.ofMillis(500).toNanos());
    }
  }

  @Test
  void allSilentServersAreNamedWithTheirAddresses() {
    TinyInternet internet = TinyInternet.usual().silent("127.53.2.1").silent("127.53.2.2");
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.no-reachable-server");
    assertThat(walk.failure())
        .contains("naru.test")
        .contains("127.53.2.1:53")
        .contains("127.53.2.2:53");
    assertThat(walk.resolved().errors())
        .extracting(ExtendedError::infoCode)
        .containsExactly(22, 23);
    assertThat(internet.journal).filteredOn(line -> line.startsWith("127.53.2.")).hasSize(6);
    assertThat(internet.time.nanos()).isLessThan(Duration.ofSeconds(6).toNanos());
  }

  @Test
  void aServerThatAnsweredIsPreferredToOneThatStayedSilent() {
    TinyInternet internet = TinyInternet.usual(4).silent("127.53.2.1");
    for (int i = 0; i < 200; i++) {
      internet.walk("n" + i + ".naru.test", RecordType.A);
    }
    long silent = internet.journal.stream().filter(line -> line.startsWith("127.53.2.1")).count();
    // Explored now and then, so that its recovery is noticed.
    assertThat(silent).isBetween(1L, 20L);
  }

  @Test
  void lameServersAreNamedWithWhatTheyAnswered() {
    TinyInternet internet = TinyInternet.usual();
    internet.says("127.53.2.1", query -> Message.answerTo(query).rcode(Rcode.REFUSED).build());
    internet.says("127.53.2.2", query -> Message.answerTo(query).rcode(Rcode.SERVFAIL).build());
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.lame");
    assertThat(walk.failure())
        .contains("naru.test")
        .contains("127.53.2.1:53: REFUSED")
        .contains("127.53.2.2:53: SERVFAIL");
  }

  @Test
  void oneLameServerIsPassedOver() {
    for (long seed = 0; seed < 10; seed++) {
      TinyInternet internet = TinyInternet.usual(seed).serve("127.53.2.1");
      assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    }
  }

  @Test
  void referralsUpwardsAndToTheZoneItselfAreLame() {
    for (String owner : List.of(".", "test", "naru.test", "example")) {
      TinyInternet internet = TinyInternet.usual();
      for (String address : List.of("127.53.2.1", "127.53.2.2")) {
        internet.says(
            address,
            query ->
                Message.answerTo(query)
                    .authority(TinyZone.record(owner + " 300 NS a.nic.test"))
                    .build());
      }
      var walk = internet.walk("web.naru.test", RecordType.A);
      assertThat(walk.outcome()).isEqualTo("dns.lame");
      assertThat(walk.failure()).contains("a referral to " + Name.of(owner).toHost());
    }
  }

  @Test
  void anAnswerFromACacheCountsOnlyWhereNobodyHasAuthority() {
    TinyInternet internet = TinyInternet.usual();
    internet.says("127.53.2.1", ServersTest::hearsay);
    assertThat(internet.walk("web.naru.test", RecordType.A).answer())
        .containsExactly("web.naru.test. 300 IN A 198.51.100.1");
    internet.resolver().flush(Name.ROOT);
    internet.says("127.53.2.2", ServersTest::hearsay);
    assertThat(internet.walk("web.naru.test", RecordType.A).answer())
        .containsExactly("web.naru.test. 300 IN A 203.0.113.66");
  }

  private static Message hearsay(Message query) {
    return Message.answerTo(query)
        .recursionAvailable(true)
        .answer(TinyZone.record("web.naru.test 300 A 203.0.113.66"))
        .build();
  }

  @Test
  void rfc6891Section7AServerWithoutEdnsIsAskedWithout() {
    TinyInternet internet = TinyInternet.usual();
    for (String address : List.of("127.53.2.1", "127.53.2.2")) {
      internet.says(
          address,
          query ->
              query.edns().isPresent()
                  ? Message.answerTo(query).rcode(Rcode.FORMERR).build()
                  : TinyInternet.naru().answer(query));
    }
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("NOERROR");
    assertThat(walk.steps()).filteredOn(s -> s.account().outcome() == Outcome.FAILED).isNotEmpty();
  }

  @Test
  void garbageAndBlockedTcpAreTold() {
    TinyInternet internet = TinyInternet.usual();
    internet.does("127.53.2.1", _ -> new Exchanged.Garbled(Transport.UDP, "pointer forwards", 12));
    internet.silent("127.53.2.2");
    var garbled = internet.walk("web.naru.test", RecordType.A);
    assertThat(garbled.outcome()).isEqualTo("dns.malformed");
    assertThat(garbled.failure()).contains("127.53.2.1:53: pointer forwards at offset 12");
    internet.does("127.53.2.1", _ -> new Exchanged.TcpFailed("connection refused"));
    var blocked = internet.walk("www.naru.test", RecordType.A);
    assertThat(blocked.outcome()).isEqualTo("dns.tcp-needed-but-blocked");
    assertThat(blocked.failure()).contains("127.53.2.1:53: connection refused");
  }

  @Test
  void aServerWhoseTcpTakesLongerThanTheWaitForADatagramIsGivenMore() {
    TinyInternet internet = TinyInternet.usual().silent("127.53.2.2");
    List<Long> waits = new ArrayList<>();
    internet.waits(
        "127.53.2.1",
        (query, limit) -> {
          waits.add(limit.toMillis());
          return limit.toMillis() < 700
              ? new Exchanged.TcpFailed("no answer over TCP in time", true)
              : new Exchanged.Answered(
                  TinyInternet.naru().answer(query), Transport.TCP, 100, 690, List.of());
        });
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    assertThat(waits).containsExactly(400L, 800L);
  }

  @Test
  void whoJoinsATryNeitherShortensItNorCountsItAgain() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimiseNames(true));
    List<Long> waits = new ArrayList<>();
    internet.waits(
        "127.53.0.1",
        (query, limit) -> {
          waits.add(limit.toMillis());
          return limit.toMillis() < 1600
              ? new Exchanged.TimedOut(Transport.UDP, List.of())
              : new Exchanged.Answered(
                  TinyInternet.root().answer(query), Transport.UDP, 100, 1500, List.of());
        });
    List<String> outcomes = new ArrayList<>();
    for (String name : List.of("web.naru.test", "www.naru.test", "a.deep.naru.test")) {
      Question question = Question.of(Name.of(name), RecordType.A);
      internet.time.start("client", () -> outcomes.add(internet.walkNow(question).outcome()));
    }
    internet.time.runUntilQuiet();
    assertThat(outcomes).containsExactly("NOERROR", "NOERROR", "NOERROR");
    assertThat(waits).containsExactly(400L, 800L, 1600L);
  }

  @Test
  void aServerWithoutAnyAddressIsNamed() {
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.1.1", TinyZone.of("test", "naru.test 3600 NS nobody.example"));
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.no-server-address");
    assertThat(walk.failure()).contains("naru.test").contains("nobody.example");
  }

  @Test
  void theWholeQuestionEndsInTime() {
    TinyInternet internet = new TinyInternet();
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.no-reachable-server");
    assertThat(internet.time.nanos()).isLessThanOrEqualTo(Limits.WHOLE_QUESTION.toNanos());
  }

  @Test
  void closingEndsEveryWalkAtOnce() {
    TinyInternet internet = TinyInternet.usual().silent("127.53.2.1").silent("127.53.2.2");
    List<Long> ended = new ArrayList<>();
    for (RecordType type : List.of(RecordType.A, RecordType.A, RecordType.AAAA)) {
      Question question = Question.of(Name.of("web.naru.test"), type);
      internet.time.start(
          "client",
          () -> {
            internet.walkNow(question);
            ended.add(internet.time.nanos());
          });
    }
    internet.passes(Duration.ofMillis(300));
    assertThat(ended).isEmpty();
    internet.resolver().close();
    internet.time.runReady();
    assertThat(ended).hasSize(3);
    internet.walk("web.example", RecordType.A);
    assertThat(internet.journal).noneMatch(line -> line.contains("example"));
  }

  @Test
  void aForwarderIsAskedWithRecursionDesired() {
    TinyInternet internet =
        TinyInternet.usual()
            .configured(c -> c.withForwardZones(List.of(zone("naru.test", "127.53.9.9"))));
    internet.says(
        "127.53.9.9",
        query ->
            Message.answerTo(query)
                .recursionAvailable(true)
                .rcode(query.flags().recursionDesired() ? Rcode.NOERROR : Rcode.REFUSED)
                .answer(TinyZone.record("web.naru.test 300 A 192.0.2.77"))
                .build());
    assertThat(internet.walk("web.naru.test", RecordType.A).answer())
        .containsExactly("web.naru.test. 300 IN A 192.0.2.77");
    assertThat(internet.journal).containsExactly("127.53.9.9 web.naru.test. A");
  }

  @Test
  void aStubZoneIsWhereTheDescentBegins() {
    TinyInternet internet =
        TinyInternet.usual()
            .configured(c -> c.withStubZones(List.of(zone("naru.test", "127.53.2.2"))));
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    assertThat(internet.journal).containsExactly("127.53.2.2 web.naru.test. A");
  }

  @Test
  void aForwarderThatFailsIsNamed() {
    TinyInternet internet =
        TinyInternet.usual().configured(c -> c.withForwardZones(List.of(zone(".", "127.53.9.9"))));
    internet.says("127.53.9.9", query -> Message.answerTo(query).rcode(Rcode.SERVFAIL).build());
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.servfail");
    assertThat(walk.failure()).contains("127.53.9.9:53");
  }

  static ConfiguredZone zone(String name, String address) {
    return ConfiguredZone.of(
        Name.of(name),
        List.of(new java.net.InetSocketAddress(java.net.InetAddress.ofLiteral(address), 53)));
  }
}
