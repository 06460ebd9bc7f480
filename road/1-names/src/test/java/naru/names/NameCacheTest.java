package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

class NameCacheTest {
  private static final Name WWW = Name.of("www.naru.test");
  private static final Name WEB = Name.of("web.naru.test");
  private static final Name ZONE = Name.of("naru.test");

  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final NameCache cache = new NameCache(time, 10);

  private static Record address(Name name, long ttl) {
    return Record.of(name, ttl, new RecordData.A(InetAddress.ofLiteral("127.80.0.1")));
  }

  private static Record soa(Name zone, long ttl, long minimum) {
    return Record.of(zone, ttl, new RecordData.Soa(zone, zone, 1, 2, 3, 4, minimum));
  }

  private static Message.Builder answer(Name name, RecordType type) {
    return Message.answerTo(Message.query(Question.of(name, type)));
  }

  private void learn(Message answer) {
    Question question = answer.question().orElseThrow();
    cache.store(AnswerFacts.of(answer, question.name(), List.of(question.type())), "resolver");
  }

  private long ttlLeft(Name name, RecordType type) {
    return cache.find(name, type).map(NameCache.Held::ttlSeconds).orElse(-1L);
  }

  @Test
  void timeIsCountedDownAndThenTheFactIsGone() {
    learn(answer(WEB, RecordType.A).answer(address(WEB, 300)).build());
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(300);
    time.advance(Duration.ofMillis(100_500));
    NameCache.Held held = cache.find(Name.of("WEB.naru.TEST"), RecordType.A).orElseThrow();
    assertThat(held.ageSeconds()).isEqualTo(100);
    assertThat(held.ttlSeconds()).isEqualTo(199);
    assertThat(held.from()).isEqualTo("resolver");
    time.advance(Duration.ofSeconds(199));
    assertThat(ttlLeft(WEB, RecordType.A)).isZero();
    time.advance(Duration.ofMillis(500));
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(-1);
    assertThat(cache.entries()).isEmpty();
  }

  @Test
  void aTtlOfZeroIsNotKept() {
    learn(answer(WEB, RecordType.A).answer(address(WEB, 300)).build());
    learn(answer(WEB, RecordType.A).answer(address(WEB, 0)).build());
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(-1);
  }

  @Test
  void aLinkIsKeptAsALink() {
    learn(
        answer(WWW, RecordType.A)
            .answer(Record.of(WWW, 60, new RecordData.Cname(WEB)))
            .answer(address(WEB, 300))
            .build());
    assertThat(ttlLeft(WWW, RecordType.AAAA)).isEqualTo(60);
    time.advance(Duration.ofSeconds(61));
    assertThat(ttlLeft(WWW, RecordType.A)).isEqualTo(-1);
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(239);
  }

  /** RFC 2308 §5: by name and type, for the lesser of the SOA's TTL and its minimum. */
  @Test
  void noDataIsKeptForItsTypeByTheSoa() {
    learn(answer(WEB, RecordType.AAAA).authority(soa(ZONE, 900, 60)).build());
    learn(answer(WEB, RecordType.MX).authority(soa(ZONE, 30, 60)).build());
    assertThat(ttlLeft(WEB, RecordType.AAAA)).isEqualTo(60);
    assertThat(ttlLeft(WEB, RecordType.MX)).isEqualTo(30);
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(-1);
  }

  /** RFC 2308 §5: by name, whatever the type. */
  @Test
  void noSuchNameIsKeptForAllTypes() {
    learn(answer(WEB, RecordType.A).rcode(Rcode.NXDOMAIN).authority(soa(ZONE, 900, 60)).build());
    assertThat(ttlLeft(WEB, RecordType.MX)).isEqualTo(60);
    learn(answer(WEB, RecordType.A).answer(address(WEB, 300)).build());
    assertThat(ttlLeft(WEB, RecordType.MX)).isEqualTo(-1);
  }

  /** RFC 2308 §2.1 and §5: without an SOA, or with that of another zone, nothing is kept. */
  @Test
  void aDenialWithoutItsZoneIsNotKept() {
    learn(answer(WEB, RecordType.A).rcode(Rcode.NXDOMAIN).build());
    assertThat(cache.entries()).isEmpty();
    learn(
        answer(WEB, RecordType.A)
            .rcode(Rcode.NXDOMAIN)
            .authority(soa(Name.of("ferry.test"), 900, 60))
            .build());
    assertThat(cache.entries()).isEmpty();
  }

  /** RFC 6604 §3: the rcode is about the last name of the chain. */
  @Test
  void aDenialBehindAnAliasIsAboutItsTarget() {
    learn(
        answer(WWW, RecordType.A)
            .rcode(Rcode.NXDOMAIN)
            .answer(Record.of(WWW, 60, new RecordData.Cname(WEB)))
            .authority(soa(ZONE, 900, 60))
            .build());
    assertThat(cache.find(WWW, RecordType.A).orElseThrow().fact()).isInstanceOf(Fact.Records.class);
    assertThat(cache.find(WEB, RecordType.A).orElseThrow().fact())
        .isInstanceOf(Fact.NoSuchName.class);
  }

  @Test
  void whatWasNotAskedForDoesNotEnter() {
    Name other = Name.of("bank.test");
    learn(
        answer(WEB, RecordType.A)
            .answer(address(WEB, 300))
            .answer(address(other, 300))
            .additional(address(Name.of("more.test"), 300))
            .build());
    assertThat(cache.entries()).hasSize(1);
  }

  @Test
  void theLeastLatelyUsedMakesRoom() {
    for (int i = 0; i < 10; i++) {
      learn(
          answer(Name.of("n" + i + ".test"), RecordType.A)
              .answer(address(Name.of("n" + i + ".test"), 300))
              .build());
    }
    assertThat(ttlLeft(Name.of("n0.test"), RecordType.A)).isEqualTo(300);
    learn(answer(WEB, RecordType.A).answer(address(WEB, 300)).build());
    assertThat(cache.entries()).hasSize(10);
    assertThat(ttlLeft(Name.of("n0.test"), RecordType.A)).isEqualTo(300);
    assertThat(ttlLeft(Name.of("n1.test"), RecordType.A)).isEqualTo(-1);
  }

  @Test
  void flushingForgetsANameAndWhatIsBelowIt() {
    learn(answer(WEB, RecordType.A).answer(address(WEB, 300)).build());
    learn(answer(Name.of("b.test"), RecordType.A).answer(address(Name.of("b.test"), 9)).build());
    assertThat(cache.flush(Name.of("naru.test"))).isEqualTo(1);
    assertThat(cache.entries())
        .extracting(held -> held.fact().name())
        .containsExactly(Name.of("b.test"));
    assertThat(cache.flush(Name.ROOT)).isEqualTo(1);
  }

  @Test
  void ttlsAreCappedAndLargeSetsNotKept() {
    learn(answer(WEB, RecordType.A).answer(address(WEB, Record.MAX_TTL_SECONDS)).build());
    assertThat(ttlLeft(WEB, RecordType.A)).isEqualTo(Limits.POSITIVE_TTL_SECONDS);
    Message.Builder many = answer(WWW, RecordType.A);
    for (int i = 0; i <= Limits.RECORDS_A_SET; i++) {
      many.answer(Record.of(WWW, 9, new RecordData.A(InetAddress.ofLiteral("10.0.0." + i))));
    }
    learn(many.build());
    assertThat(ttlLeft(WWW, RecordType.A)).isEqualTo(-1);
  }
}
