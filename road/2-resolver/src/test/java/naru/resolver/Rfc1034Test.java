package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import naru.journey.Step;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 1034: how a resolver walks (§5.3.3), and aliases on its way (§3.6.2). */
class Rfc1034Test {
  @Test
  void section533FollowsReferralsFromTheRootDown() {
    var walk = TinyInternet.usual().walk("web.naru.test", RecordType.A);
    assertThat(walk.answer()).containsExactly("web.naru.test. 300 IN A 198.51.100.1");
    assertThat(walk.stations().getFirst()).isEqualTo("root a.root-servers.net referral");
    assertThat(walk.stations().get(1)).isEqualTo("tld a.nic.test referral");
    assertThat(walk.stations().get(2)).matches("authoritative ns[12].naru.test answer");
    assertThat(walk.steps()).hasSize(3);
  }

  @Test
  void section533BeginsAtTheNearestZoneThatIsKnown() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    var second = internet.walk("web.naru.test", RecordType.TXT);
    assertThat(second.outcome()).isEqualTo("NOERROR");
    assertThat(second.steps()).hasSize(1);
    assertThat(second.steps().getFirst().account().detail().text("startedAt"))
        .contains("naru.test from cache");
  }

  @Test
  void section362CompletesAnAliasOfTheSameZoneWithoutAnotherQuestion() {
    var walk = TinyInternet.usual().walk("www.naru.test", RecordType.A);
    assertThat(walk.answer())
        .containsExactly(
            "www.naru.test. 300 IN CNAME web.naru.test.", "web.naru.test. 300 IN A 198.51.100.1");
    assertThat(walk.stations().getLast()).endsWith("alias");
    assertThat(walk.steps()).hasSize(3);
  }

  @Test
  void section362FollowsAnAliasIntoAnotherZone() {
    var walk = TinyInternet.usual().walk("far.naru.test", RecordType.A);
    assertThat(walk.answer())
        .containsExactly(
            "far.naru.test. 300 IN CNAME web.example.", "web.example. 300 IN A 198.51.100.7");
    assertThat(walk.steps().stream().map(Step::station))
        .containsExactly("root", "tld", "authoritative", "root", "tld");
  }

  @Test
  void section362AsksForAnAliasItself() {
    var walk = TinyInternet.usual().walk("www.naru.test", RecordType.CNAME);
    assertThat(walk.answer()).containsExactly("www.naru.test. 300 IN CNAME web.naru.test.");
  }

  @Test
  void aliasesThatCircleAreNamed() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone zone =
        TinyZone.of(
            "naru.test", "a.naru.test 300 CNAME b.naru.test", "b.naru.test 300 CNAME c.example");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    internet.serve("127.53.3.1", TinyZone.of("example", "c.example 300 CNAME a.naru.test"));
    var walk = internet.walk("a.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.alias-loop");
    assertThat(walk.failure()).contains("a.naru.test -> b.naru.test -> c.example -> a.naru.test");
  }

  @Test
  void elevenAliasesAreFollowedAndTwelveAreNot() {
    String[] lines = new String[14];
    for (int i = 0; i < 13; i++) {
      lines[i] = "a" + i + ".naru.test 300 CNAME a" + (i + 1) + ".naru.test";
    }
    lines[13] = "a13.naru.test 300 A 198.51.100.9";
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.2.1", TinyZone.of("naru.test", lines));
    internet.serve("127.53.2.2", TinyZone.of("naru.test", lines));
    assertThat(internet.walk("a2.naru.test", RecordType.A).answer()).hasSize(12);
    assertThat(internet.walk("a1.naru.test", RecordType.A).outcome())
        .isEqualTo("dns.alias-too-long");
  }

  @Test
  void aServerWithoutGlueIsLookedUpInsideTheStepThatNeedsIt() {
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.1.1", TinyZone.of("test", "naru.test 3600 NS web.example"));
    internet.serve("198.51.100.7", TinyInternet.naru());
    var walk = internet.walk("web.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("NOERROR");
    Step last = walk.steps().getLast();
    assertThat(last.account().name()).isEqualTo("web.example");
    assertThat(last.account().peer()).contains("198.51.100.7:53");
    assertThat(last.account().steps().stream().map(Step::station)).containsExactly("root", "tld");
  }

  @Test
  void twoZonesThatNeedEachOtherHaveNoServerAddress() {
    TinyInternet internet = TinyInternet.usual();
    internet.serve(
        "127.53.1.1",
        TinyZone.of("test", "one.test 3600 NS ns.two.test", "two.test 3600 NS ns.one.test"));
    var walk = internet.walk("www.one.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.no-server-address");
    assertThat(walk.failure()).contains("one.test").contains("ns.two.test");
    assertThat(internet.journal.size()).isLessThan(10);
  }

  @Test
  void theTimeToLiveCountsDownInTheCache() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    internet.passes(Duration.ofSeconds(100));
    var later = internet.walk("web.naru.test", RecordType.A);
    assertThat(later.answer()).containsExactly("web.naru.test. 200 IN A 198.51.100.1");
    assertThat(later.steps()).isEmpty();
    internet.passes(Duration.ofSeconds(200));
    assertThat(internet.walk("web.naru.test", RecordType.A).steps()).hasSize(1);
  }

  @Test
  void aRecordThatMayNotBeKeptIsStillGiven() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone zone =
        TinyZone.of(
            "naru.test", "www.naru.test 0 CNAME web.naru.test", "web.naru.test 0 A 192.0.2.9");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    assertThat(internet.walk("www.naru.test", RecordType.A).answer()).hasSize(2);
    assertThat(internet.walk("www.naru.test", RecordType.A).steps()).hasSize(1);
  }

  @Test
  void equalQuestionsInFlightAreWalkedOnce() {
    TinyInternet internet = TinyInternet.usual();
    List<TinyInternet.Walk> walks = new ArrayList<>();
    Question question = Question.of(Name.of("web.naru.test"), RecordType.A);
    for (int i = 0; i < 5; i++) {
      internet.time.start("client", () -> walks.add(internet.walkNow(question)));
    }
    internet.time.runUntilQuiet();
    assertThat(internet.journal).hasSize(3);
    assertThat(walks).hasSize(5).allMatch(walk -> walk.answer().size() == 1);
    assertThat(walks.stream().flatMap(walk -> walk.stations().stream()))
        .filteredOn(line -> line.endsWith("joined"))
        .hasSize(4);
  }

  @Test
  void bothFamiliesAskedAtOnceAreBothAnswered() {
    TinyInternet internet = TinyInternet.usual();
    List<TinyInternet.Walk> walks = new ArrayList<>();
    for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
      Question question = Question.of(Name.of("web.naru.test"), type);
      internet.time.start("client", () -> walks.add(internet.walkNow(question)));
    }
    internet.time.runUntilQuiet();
    assertThat(walks).extracting(TinyInternet.Walk::outcome).containsOnly("NOERROR");
    assertThat(walks.stream().mapToInt(walk -> walk.answer().size()).sum()).isEqualTo(1);
  }

  @Test
  void theSeedAloneDecidesTheWalk() {
    assertThat(journalOf(3)).isEqualTo(journalOf(3));
    assertThat(journalOf(3)).isNotEqualTo(journalOf(8));
  }

  private static List<String> journalOf(long seed) {
    TinyInternet internet = TinyInternet.usual(seed);
    for (int i = 0; i < 12; i++) {
      internet.walk("n" + i + ".naru.test", RecordType.A);
    }
    return internet.journal;
  }

  @Test
  void upstreamQuestionsDesireNoRecursion() {
    TinyInternet internet = TinyInternet.usual();
    List<Message> seen = new ArrayList<>();
    internet.says(
        "127.53.0.1",
        query -> {
          seen.add(query);
          return Message.answerTo(query).build();
        });
    internet.walk("web.naru.test", RecordType.A);
    assertThat(seen).isNotEmpty();
    assertThat(seen.getFirst().flags()).isEqualTo(Message.Flags.NONE);
    assertThat(seen.getFirst().edns().orElseThrow().udpPayloadOctets()).isEqualTo(1232);
  }
}
