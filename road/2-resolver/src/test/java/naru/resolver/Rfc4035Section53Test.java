package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData.Rrsig;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4035 §5.3: signatures, their times, and the times to live that they allow. */
class Rfc4035Section53Test {
  private final SignedWorld world = SignedWorld.usual();
  private final SignedZone zone = world.zone("naru.test");

  private void validUntil(String owner, RecordType type, Instant until) {
    zone.signing(owner, type, set -> List.of(zone.sign(set, SignedZone.days(-1), until)));
  }

  @Test
  void section531ASignatureCountsUntilItsLastSecond() {
    world.open();
    validUntil("web.naru.test", RecordType.A, SignedZone.START.plusSeconds(30));
    world.internet.passes(Duration.ofSeconds(29));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    world.internet.resolver().flush(Name.ROOT);
    world.internet.passes(Duration.ofSeconds(2));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section531AndFromItsFirst() {
    zone.signing(
        "web.naru.test",
        RecordType.A,
        set -> List.of(zone.sign(set, SignedZone.START.plusSeconds(5), SignedZone.days(1))));
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.not-yet-valid");
    world.internet.passes(Duration.ofSeconds(5));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void section531OneGoodSignatureAmongOthersIsEnough() {
    zone.signing(
        "web.naru.test",
        RecordType.A,
        set ->
            List.of(
                SignedZone.spoilt(zone.sign(set)),
                zone.sign(set, SignedZone.days(-9), SignedZone.days(-8)),
                world.zone("three.test").sign(set),
                zone.sign(set)));
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void section531LabelsNeverExceedTheOwners() {
    zone.signing(
        "web.naru.test",
        RecordType.A,
        set -> List.of(SignedZone.changed(zone.sign(set), rrsig -> labels(rrsig, 4))));
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
  }

  private static Rrsig labels(Rrsig rrsig, int labels) {
    return new Rrsig(
        rrsig.covered(),
        rrsig.algorithm(),
        labels,
        rrsig.originalTtl(),
        rrsig.expiration(),
        rrsig.inception(),
        rrsig.keyTag(),
        rrsig.signer(),
        rrsig.signature());
  }

  @ParameterizedTest
  @CsvSource({"1100, 300", "200, 200", "0, 0"})
  void section533TheTimeToLiveIsThatWhichWasSignedAtMost(int shown, int given) {
    zone.changing(records ->
        records.stream()
            .map(r -> r.owner().equals(Name.of("web.naru.test")) ? r.withTtl(shown) : r)
            .toList());
    world.open();
    var walk = world.walk("web.naru.test", RecordType.A);
    assertThat(SignedWorld.heard(walk)).isEqualTo("secure NOERROR");
    assertThat(walk.resolved().answerRecords(true)).hasSize(2);
    assertThat(walk.resolved().answerRecords(true))
        .allMatch(record -> record.ttlSeconds() == given);
  }

  @Test
  void section533TheLeastOfARecordAndItsSignatureCounts() {
    zone.changing(records ->
        records.stream().map(r -> Tampering.covers(r, RecordType.A) ? r.withTtl(100) : r).toList());
    world.open();
    assertThat(world.walk("web.naru.test", RecordType.A).answer())
        .containsExactly("web.naru.test. 100 IN A 198.51.100.1");
  }

  @Test
  void section533NothingLivesLongerThanItsSignature() {
    validUntil("web.naru.test", RecordType.A, SignedZone.START.plusSeconds(20));
    world.open();
    var walk = world.walk("web.naru.test", RecordType.A);
    assertThat(walk.resolved().answerRecords(true))
        .allMatch(record -> record.ttlSeconds() <= 20 && record.ttlSeconds() > 15);
    world.internet.passes(Duration.ofSeconds(21));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section533NotEvenWhereTimesToLiveHaveALeastOne() {
    CacheBounds bounds = new CacheBounds(10_000, 1 << 20, 300, 86_400, 300, 10_800);
    validUntil("web.naru.test", RecordType.A, SignedZone.START.plusSeconds(20));
    validUntil("naru.test", RecordType.NSEC, SignedZone.START.plusSeconds(20));
    world.configured(config -> config.withCache(bounds)).open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.heard("naru.test", RecordType.TXT)).isEqualTo("secure NOERROR");
    world.internet.passes(Duration.ofSeconds(21));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.expired");
    assertThat(world.heard("naru.test", RecordType.TXT)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section533ADenialLivesNoLongerThanTheSignaturesOfItsProof() {
    validUntil("naru.test", RecordType.NSEC, SignedZone.START.plusSeconds(20));
    world.open();
    assertThat(world.heard("naru.test", RecordType.TXT)).isEqualTo("secure NOERROR");
    world.internet.passes(Duration.ofSeconds(21));
    assertThat(world.heard("naru.test", RecordType.TXT)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section533NorDoesAWildcardsAnswer() {
    SealedZone sealed = zone.sealed();
    Record covering = sealed.denials().covering(Name.of("x.wild.naru.test")).orElseThrow();
    String owner = covering.owner().toHost();
    validUntil(owner, RecordType.NSEC, SignedZone.START.plusSeconds(20));
    world.open();
    assertThat(world.heard("x.wild.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    world.internet.passes(Duration.ofSeconds(21));
    assertThat(world.heard("x.wild.naru.test", RecordType.A)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section533NorDoTheKeys() {
    validUntil("naru.test", RecordType.DNSKEY, SignedZone.START.plusSeconds(20));
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    world.internet.passes(Duration.ofSeconds(21));
    assertThat(world.heard("a.deep.naru.test", RecordType.A)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void timesAreSerialNumbers() {
    // RFC 4034 §3.1.5, RFC 1982: from before the year 2106 to after it.
    SignedWorld late = new SignedWorld(1, Instant.ofEpochSecond((1L << 32) - 100));
    SignedZone root = late.zone(".").add("web 300 A 198.51.100.1");
    late.open();
    Instant now = Instant.ofEpochSecond((1L << 32) - 100);
    root.signing("web", RecordType.A, set -> List.of(root.sign(set, now, now.plusSeconds(500))));
    root.signing(".", RecordType.DNSKEY, set -> List.of(root.sign(set, now, now.plusSeconds(500))));
    assertThat(late.heard("web", RecordType.A)).isEqualTo("secure NOERROR");
    late.internet.passes(Duration.ofSeconds(401));
    assertThat(late.heard("web", RecordType.A)).isEqualTo("secure NOERROR");
    late.internet.passes(Duration.ofSeconds(101));
    assertThat(late.heard("web", RecordType.A)).isEqualTo("dns.bogus.expired");
  }

  @Test
  void section532NamesOfAnyCaseAreSigned() {
    world
        .onPath(
            "naru.test",
            (_, answer) ->
                Tampering.replaced(
                    answer,
                    r ->
                        r.owner().equals(Name.of("web.naru.test"))
                            ? r.withOwner(Name.of("WeB.nArU.TeSt"))
                            : r))
        .open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void section534AWildcardAskedForByItsOwnNameNeedsNoProof() {
    world.open();
    assertThat(world.heard("*.wild.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.heard("*.x.wild.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.heard("a.b.c.wild.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void section534TheProofIsRememberedWithTheAnswer() {
    world.policy(usual -> usual.aggressive(false)).open();
    world.heard("x.wild.naru.test", RecordType.A);
    int asked = world.asked();
    var again = world.walk("x.wild.naru.test", RecordType.A);
    assertThat(world.asked()).isEqualTo(asked);
    assertThat(SignedWorld.heard(again)).isEqualTo("secure NOERROR");
    assertThat(again.resolved().authorityRecords(true))
        .extracting(Record::type)
        .contains(RecordType.NSEC, RecordType.RRSIG);
  }
}
