package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** What hostile servers try, and what it costs them and us. */
class AttackTest {
  private static final String EVIL = "203.0.113.66";

  /** A zone {@code evil.test} on a server that does as the test says. */
  private static TinyInternet withEvil(java.util.function.UnaryOperator<Message> server) {
    TinyInternet internet = TinyInternet.usual();
    internet.serve(
        "127.53.1.1",
        TinyZone.of(
            "test",
            "evil.test 3600 NS ns.evil.test",
            "ns.evil.test 3600 A 127.53.6.6",
            "naru.test 3600 NS ns1.naru.test",
            "ns1.naru.test 3600 A 127.53.2.1"));
    return internet.says("127.53.6.6", server);
  }

  @Test
  void namesOfOthersAreNotLearnedFromAnAnswer() {
    TinyInternet internet =
        withEvil(query ->
            Message.answerTo(query)
                .authoritative(true)
                .answer(TinyZone.record("www.evil.test 300 CNAME web.naru.test"))
                .answer(TinyZone.record("web.naru.test 9999 A " + EVIL))
                .authority(TinyZone.record("naru.test 9999 NS ns.evil.test"))
                .authority(TinyZone.record("test 9999 NS ns.evil.test"))
                .additional(TinyZone.record("web.example 9999 A " + EVIL))
                .additional(TinyZone.record("ns1.naru.test 9999 A 127.53.6.6"))
                .build());
    var walk = internet.walk("www.evil.test", RecordType.A);
    assertThat(walk.answer().getLast()).isEqualTo("web.naru.test. 300 IN A 198.51.100.1");
    assertThat(internet.walk("web.example", RecordType.A).answer().getFirst())
        .endsWith("198.51.100.7");
    assertThat(internet.resolver().dump()).noneMatch(line -> line.contains(EVIL));
    assertThat(walk.steps().get(2).account().detail().values()).containsKey("dropped");
  }

  @Test
  void serversRidingOnAPositiveAnswerAreNotLearned() {
    TinyInternet internet = TinyInternet.usual();
    for (String address : List.of("127.53.2.1", "127.53.2.2")) {
      internet.says(
          address,
          query ->
              TinyInternet.naru()
                  .answer(query)
                  .edit()
                  .authority(TinyZone.record("naru.test 9999 NS ns6.naru.test"))
                  .additional(TinyZone.record("ns6.naru.test 9999 A 127.53.6.6"))
                  .build());
    }
    internet.walk("web.naru.test", RecordType.A);
    internet.walk("a.deep.naru.test", RecordType.A);
    assertThat(internet.journal).noneMatch(line -> line.startsWith("127.53.6.6"));
  }

  @Test
  void glueOfAnotherZoneIsNotUsedButThatOfASiblingIs() {
    TinyInternet internet = TinyInternet.usual();
    internet.says(
        "127.53.1.1",
        query ->
            Message.answerTo(query)
                .authority(TinyZone.record("naru.test 300 NS web.example"))
                .additional(TinyZone.record("web.example 300 A 127.53.6.6"))
                .build());
    internet.serve("198.51.100.7", TinyInternet.naru());
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    assertThat(internet.journal).noneMatch(line -> line.startsWith("127.53.6.6"));

    TinyInternet siblings = TinyInternet.usual();
    siblings.says(
        "127.53.1.1",
        query ->
            Message.answerTo(query)
                .authority(TinyZone.record("naru.test 300 NS ns.other.test"))
                .additional(TinyZone.record("ns.other.test 300 A 127.53.2.1"))
                .build());
    assertThat(siblings.walk("web.naru.test", RecordType.A).steps()).hasSize(3);
  }

  @Test
  void nxnsAReferralToAHundredStrangersCausesSixteenLookups() {
    TinyInternet internet =
        withEvil(query -> {
          Message.Builder referral = Message.answerTo(query);
          IntStream.range(0, 100)
              .mapToObj(i -> TinyZone.record("sub.evil.test 300 NS v" + i + ".example"))
              .forEach(referral::authority);
          return referral.build();
        });
    var walk = internet.walk("www.sub.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.no-server-address");
    long atVictim = internet.journal.stream().filter(l -> l.startsWith("127.53.3.1")).count();
    // 13 names, each NXDOMAIN at its first question: the second family needs none.
    assertThat(atVictim).isEqualTo(Limits.SERVERS_A_DELEGATION);
  }

  @Test
  void nxnsWithNamesThatExistIsStoppedByTheLookupsOfADelegation() {
    TinyInternet internet =
        withEvil(query -> {
          Message.Builder referral = Message.answerTo(query);
          IntStream.range(0, 100)
              .mapToObj(i -> TinyZone.record("sub.evil.test 300 NS v" + i + ".example"))
              .forEach(referral::authority);
          return referral.build();
        });
    // The victim denies both families of each name apart, so that each would cost two questions.
    String[] names =
        IntStream.range(0, 100)
            .mapToObj(i -> "v" + i + ".example 300 TXT here")
            .toArray(String[]::new);
    internet.serve("127.53.3.1", TinyZone.of("example", names));
    internet.walk("www.sub.evil.test", RecordType.A);
    long atVictim = internet.journal.stream().filter(l -> l.startsWith("127.53.3.1")).count();
    assertThat(atVictim).isEqualTo(Limits.LOOKUPS_A_DELEGATION);
  }

  @Test
  void campATreeWithoutEndIsCutAtTheBudget() {
    TinyInternet internet =
        withEvil(query -> {
          Name name = query.question().orElseThrow().name();
          Message.Builder referral = Message.answerTo(query);
          String label =
              new String(name.labels().getFirst(), java.nio.charset.StandardCharsets.US_ASCII);
          IntStream.range(0, 13)
              .mapToObj(i -> name + " 300 NS " + label + "-" + i + ".evil.test")
              .map(TinyZone::record)
              .forEach(referral::authority);
          return referral.build();
        });
    var walk = internet.walk("x.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.limit");
    assertThat(walk.failure()).contains("200 upstream queries");
    assertThat(internet.journal).hasSize(Limits.UPSTREAM_QUERIES);
  }

  @Test
  void aGhostDomainDiesWhenItsParentsDelegationEnds() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone immortal =
        TinyZone.of(
            "naru.test",
            "naru.test 86400 NS ns1.naru.test",
            "ns1.naru.test 86400 A 127.53.2.1",
            "web.naru.test 300 A 198.51.100.1");
    internet.serve("127.53.2.1", immortal).serve("127.53.2.2", immortal);
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    internet.serve("127.53.1.1", TinyZone.of("test", "test 86400 NS a.nic.test"));
    for (int minutes = 0; minutes < 60; minutes += 10) {
      internet.walk("naru.test", RecordType.NS);
      internet.walk("ns1.naru.test", RecordType.A);
      internet.passes(Duration.ofMinutes(10));
    }
    internet.passes(Duration.ofMinutes(1));
    assertThat(internet.walk("web.naru.test", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
  }

  @Test
  void aPhoenixDomainDoesNotRiseFromItsChild() {
    TinyInternet internet =
        withEvil(query ->
            Message.answerTo(query)
                .authority(TinyZone.record("deep.evil.test 86400 NS ns.deep.evil.test"))
                .additional(TinyZone.record("ns.deep.evil.test 86400 A 127.53.6.7"))
                .build());
    internet.serve("127.53.6.7", TinyZone.of("deep.evil.test", "a.deep.evil.test 5 A 192.0.2.6"));
    assertThat(internet.walk("a.deep.evil.test", RecordType.A).outcome()).isEqualTo("NOERROR");
    internet.serve("127.53.1.1", TinyZone.of("test", "test 86400 NS a.nic.test"));
    internet.passes(Duration.ofSeconds(3601));
    assertThat(internet.walk("a.deep.evil.test", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
  }

  @Test
  void childsServersReplaceTheParentsWhileTheDelegationLasts() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone zone =
        TinyZone.of(
            "naru.test",
            "naru.test 3600 NS ns2.naru.test",
            "ns2.naru.test 3600 A 127.53.2.2",
            "web.naru.test 300 A 198.51.100.1");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    internet.walk("naru.test", RecordType.NS);
    int before = internet.journal.size();
    for (int i = 0; i < 30; i++) {
      internet.walk("n" + i + ".naru.test", RecordType.A);
    }
    assertThat(internet.journal.subList(before, before + 30))
        .allMatch(line -> line.startsWith("127.53.2.2"));
  }

  @Test
  void aHundredClientsMayWaitForAQuestionAndNoMore() {
    TinyInternet internet = TinyInternet.usual();
    List<String> outcomes = new ArrayList<>();
    Question question = Question.of(Name.of("web.naru.test"), RecordType.A);
    for (int i = 0; i < Limits.WAITING_A_QUESTION + 50; i++) {
      internet.time.start("client", () -> outcomes.add(internet.walkNow(question).outcome()));
    }
    internet.time.runUntilQuiet();
    // The one who walks, and those who wait for him.
    assertThat(outcomes).filteredOn("NOERROR"::equals).hasSize(1 + Limits.WAITING_A_QUESTION);
    assertThat(outcomes).filteredOn("dns.limit"::equals).hasSize(49);
    assertThat(internet.journal).hasSize(3);
  }
}
