package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordData.Dnskey;
import naru.wire.RecordData.Ds;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * KeyTrap (CVE-2023-50387): a zone whose keys, digests and signatures are there to be tried. Each
 * test says exactly how many are; the numbers are those of {@link Limits}, written out.
 */
class KeyTrapTest {
  /** From the root down to the keys of {@code evil.test}: three DNSKEY sets, two DS sets. */
  private static final int CHAIN = 5;

  private static final int SERVERS = 2;

  private final SignedZone evil = SignedZone.of("evil.test", "web.evil.test 300 A 203.0.113.66");
  private final SignedWorld world = SignedWorld.usual().with(evil);

  private Spent spent() {
    return world.internet.resolver().spent();
  }

  /** So many signatures that are wrong, each in its own way, then others. */
  private List<Record> wrong(RecordSet set, int count, Record... others) {
    Record good = evil.sign(set);
    List<Record> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] octets = new byte[64];
      octets[0] = (byte) i;
      all.add(SignedZone.changed(good, rrsig -> withSignature(rrsig, Rdata.of(octets))));
    }
    all.addAll(List.of(others));
    return all;
  }

  private static RecordData.Rrsig withSignature(RecordData.Rrsig rrsig, Rdata signature) {
    return new RecordData.Rrsig(
        rrsig.covered(),
        rrsig.algorithm(),
        rrsig.labels(),
        rrsig.originalTtl(),
        rrsig.expiration(),
        rrsig.inception(),
        rrsig.keyTag(),
        rrsig.signer(),
        signature);
  }

  private RecordData[] sharing(Dnskey like, int count) {
    return SameTag.as(like, count).toArray(RecordData[]::new);
  }

  @Test
  void aGoodAnswerCostsOneCheckForEachLinkOfItsChain() {
    world.open();
    assertThat(world.heard("web.evil.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN + 1);
    assertThat(spent().digests()).isEqualTo(3);
    assertThat(spent().hashes()).isZero();
  }

  @Test
  void eightSignaturesOfARecordSetAreTried() {
    evil.signing("web.evil.test", RecordType.A, set -> wrong(set, 100));
    var walk = world.open().walk("web.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.bogus.bad-signature");
    assertThat(walk.failure()).contains("web.evil.test A");
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN + SERVERS * 8);
  }

  @Test
  void fourKeysOfATagAreTried() {
    evil.showing(sharing(evil.zoneSigner().dnskey(), 50));
    evil.signing("web.evil.test", RecordType.A, set -> wrong(set, 1));
    var walk = world.open().walk("web.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.bogus.bad-signature");
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN + SERVERS * 4);
  }

  @Test
  void manyKeysTimesManySignaturesCostNoMoreThanEight() {
    evil.showing(sharing(evil.zoneSigner().dnskey(), 50));
    evil.signing("web.evil.test", RecordType.A, set -> wrong(set, 100));
    assertThat(world.open().heard("web.evil.test", RecordType.A)).isEqualTo("dns.limit");
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN + SERVERS * 8);
  }

  @Test
  void eightDigestsAndFourKeysForEachAreCompared() {
    Dnskey real = evil.keySigner().dnskey();
    evil.showing(sharing(real, 50));
    int tag = evil.keySigner().keyTag();
    evil.digests(
        IntStream.range(0, 40)
            .mapToObj(i -> new Ds(tag, real.algorithm(), 2, digestOf(i)))
            .toArray(RecordData[]::new));
    var walk = world.open().walk("web.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.bogus.no-matching-ds");
    // The root's and test's cost one each.
    assertThat(spent().digests()).isEqualTo(2 + SERVERS * 8 * 4);
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN - 1);
  }

  private static Rdata digestOf(int number) {
    byte[] octets = new byte[32];
    octets[0] = (byte) number;
    return Rdata.of(octets);
  }

  @Test
  void thirtyTwoBadSignaturesAreBornePerQuestion() {
    floodOfAliases(8);
    var walk = world.open().walk("a0.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.limit");
    assertThat(walk.failure()).contains("32 bad signatures for one question");
    // Seven bad ones and a good one for each of four aliases, then four bad ones.
    assertThat(spent().signatureChecks()).isEqualTo(CHAIN + 4 * 8 + 4);
  }

  /** Aliases that are good in the end, each after seven bad signatures. */
  private void floodOfAliases(int count) {
    for (int i = 0; i < count; i++) {
      String alias = "a" + i + ".evil.test";
      String next = i == count - 1 ? "web.evil.test" : "a" + (i + 1) + ".evil.test";
      evil.add(alias + " 300 CNAME " + next);
      evil.signing(alias, RecordType.CNAME, set -> wrong(set, 7, evil.sign(set)));
    }
  }

  @Test
  void twoHundredAndFiftySixSignaturesAreCheckedPerQuestion() {
    for (int type = 1000; type < 1300; type++) {
      evil.add("many.evil.test 300 TYPE" + type + " \\# 1 00");
    }
    world.configured(config -> config.withMinimalAny(false)).open();
    var walk = world.walk("many.evil.test", RecordType.ANY);
    assertThat(walk.outcome()).isEqualTo("dns.limit");
    assertThat(walk.failure()).contains("256 signatures for one question");
    assertThat(spent().signatureChecks()).isEqualTo(256);
  }

  @Test
  void keysThatShareATagByChanceDoNoHarm() {
    RecordData[] more = sharing(evil.zoneSigner().dnskey(), 3);
    evil.showing(Stream.of(more).toArray(RecordData[]::new));
    assertThat(world.open().heard("web.evil.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  /**
   * Nine aliases through as many zones below evil's, each with twelve links beside its referral
   * that are good and prove nothing, and twelve beside the wildcard that makes the alias; before
   * them an alias that costs the eight checks that are left.
   */
  private void spendAllThenLeadTo(String victim) {
    for (int i = 0; i < 9; i++) {
      String zone = "s" + i + ".evil.test";
      String next = i == 8 ? victim : "x.s" + (i + 1) + ".evil.test";
      world.with(SignedZone.of(zone, "*." + zone + " 300 CNAME " + next));
      world.onPath(zone, (_, answer) -> withLinks(answer, "a", zone, 11));
    }
    for (int i = 0; i < 12; i++) {
      evil.add("n" + i + ".evil.test 300 TXT link");
      for (int zone = 0; zone < 9; zone++) {
        world.zone("s" + zone + ".evil.test").add("a" + i + ".s" + zone + ".evil.test 300 TXT x");
      }
    }
    evil.add("*.w.evil.test 300 CNAME x.s0.evil.test");
    world.onPath("evil.test", this::referring);
  }

  private Message referring(Message query, Message answer) {
    if (!answer.answers().isEmpty()) {
      return withLinks(answer, "n", "evil.test", 6);
    }
    return Tampering.asksFor(query, RecordType.DS)
        ? answer
        : withLinks(
            Tampering.without(answer, r -> Tampering.is(r, RecordType.DS)), "n", "evil.test", 12);
  }

  /** Beside what proves something already. */
  private Message withLinks(Message answer, String prefix, String zone, int count) {
    if (answer.authorities().isEmpty()) {
      return answer;
    }
    SealedZone sealed = world.zone(zone).sealed();
    Message.Builder more = answer.edit();
    for (int i = 0; i < count; i++) {
      Name owner = Name.of(prefix + i + "." + zone);
      more.authorities(sealed.at(owner, RecordType.NSEC));
      more.authorities(sealed.signatures(owner, RecordType.NSEC));
    }
    return more.build();
  }

  @Test
  void whoSpendsAllOnHisOwnZonesDoesNotSpoilAnothers() {
    spendAllThenLeadTo("web.naru.test");
    world.open();
    var walk = world.walk("x.w.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.limit");
    assertThat(walk.failure())
        .startsWith("naru.test DS")
        .contains("256 signatures for one question");
    assertThat(spent().signatureChecks()).isEqualTo(256);
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }
}
