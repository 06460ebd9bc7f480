package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.Message;
import naru.wire.Name;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * What NSEC3 costs (CVE-2023-50868, RFC 9276): hashes are counted, and the numbers are those of
 * {@link Limits}, written out.
 */
class Nsec3CostTest {
  /** A hundred labels below a zone. */
  private static final String DEEP = "a.".repeat(100);

  private static SignedWorld world(SignedZone evil) {
    return SignedWorld.usual().with(evil);
  }

  private static long hashes(SignedWorld world) {
    return world.internet.resolver().spent().hashes();
  }

  @Test
  void aNameThatIsNotCostsThreeHashes() {
    SignedWorld world = SignedWorld.usual().open();
    assertThat(world.heard("nobody.three.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
    // The name itself, the zone above it, and the wildcard there.
    assertThat(hashes(world)).isEqualTo(3);
  }

  @Test
  void eachLabelCostsOne() {
    SignedWorld world = SignedWorld.usual().open();
    assertThat(world.heard(DEEP + "three.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
    assertThat(hashes(world)).isEqualTo(100 + 1);
  }

  @Test
  void aHundredAndFiftyIterationsCount() {
    SignedWorld world = world(SignedZone.of("evil.test").nsec3(150, "aa")).open();
    assertThat(world.heard("nobody.evil.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
  }

  @Test
  void moreIterationsAreNotEvenBegun() {
    SignedZone evil = SignedZone.of("evil.test", "web.evil.test 300 A 203.0.113.6");
    SignedWorld world = world(evil.nsec3(151, "aa")).open();
    assertThat(world.heard("nobody.evil.test", RecordType.A)).isEqualTo("insecure NXDOMAIN");
    assertThat(world.heard("web.evil.test", RecordType.AAAA)).isEqualTo("insecure NOERROR");
    assertThat(world.heard("web.evil.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(hashes(world)).isZero();
  }

  @Test
  void aDenialThatProvesNothingCostsAHashForEachLabelAtEachServer() {
    SignedWorld world = world(SignedZone.of("evil.test").nsec3(150, "aa"));
    world.onPath("evil.test", (_, answer) -> withoutCloser(world, answer));
    var walk = world.open().walk("a.".repeat(114) + "b.evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.bogus.missing-denial");
    // Four more for each server, whose other address is looked for in the same chain.
    assertThat(hashes(world)).isEqualTo(2 * 116 + 2 * 4);
  }

  /** Only the link that matches the apex is left of a denial. */
  private static Message withoutCloser(SignedWorld world, Message answer) {
    SealedZone evil = world.zone("evil.test").sealed();
    Name apex = evil.denials().matching(evil.origin()).orElseThrow().owner();
    return Tampering.without(
        answer, r -> Tampering.is(r, RecordType.NSEC3) && !r.owner().equals(apex));
  }

  @Test
  void whoSpendsAllHashesOnHisOwnZoneDoesNotSpoilAnothers() {
    SignedZone evil = SignedZone.of("evil.test").nsec3(0, "");
    SignedWorld world = world(evil).with(unsigned("loose.three.test"));
    // Referrals to signed zones far below, beside a link that does not speak of them.
    for (int i = 0; i < 4; i++) {
      String zone = "z" + i + "." + "a.".repeat(60) + "evil.test";
      String next = i == 3 ? "www.loose.three.test" : zone.replace("z" + i, "z" + (i + 1));
      world.with(SignedZone.of(zone, zone + " 300 CNAME " + next));
    }
    world.onPath("evil.test", (query, answer) -> referring(world, query, answer));
    world.open();
    var walk = world.walk("z0." + "a.".repeat(60) + "evil.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("dns.limit");
    assertThat(walk.failure()).contains("256 NSEC3 hashes for one question");
    assertThat(hashes(world)).isEqualTo(256);
    assertThat(world.heard("www.loose.three.test", RecordType.A)).isEqualTo("insecure NOERROR");
  }

  private static SignedZone unsigned(String zone) {
    return SignedZone.of(zone, "www." + zone + " 300 A 198.51.100.5").unsigned();
  }

  private static Message referring(SignedWorld world, Message query, Message answer) {
    if (!answer.answers().isEmpty() || Tampering.asksFor(query, RecordType.DS)) {
      return answer;
    }
    SealedZone evil = world.zone("evil.test").sealed();
    var apex = evil.denials().matching(evil.origin()).orElseThrow();
    return Tampering.without(answer, r -> Tampering.is(r, RecordType.DS))
        .edit()
        .authority(apex)
        .authorities(evil.signatures(apex.owner(), apex.type()))
        .build();
  }
}
