package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** What is remembered of chains of trust, for how long, and what is not. */
class ChainMemoryTest {
  private final SignedWorld world = SignedWorld.usual();

  @Test
  void keysAreAskedForOnce() {
    world.open();
    world.heard("web.naru.test", RecordType.A);
    int before = world.asked();
    assertThat(world.heard("a.deep.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.asked()).isEqualTo(before + 1);
  }

  @Test
  void anUnsignedAnswerInAZoneWhoseLinksAreKnownIsRefused() {
    world
        .onPath(
            "naru.test",
            (query, answer) ->
                Tampering.asks(query, "web.naru.test", RecordType.A)
                    ? Tampering.without(answer, r -> r.type().equals(RecordType.RRSIG))
                    : answer)
        .open();
    // Its link tells that there is no DS at the name: the chain of trust needs to ask nobody.
    assertThat(world.heard("web.naru.test", RecordType.AAAA)).isEqualTo("secure NOERROR");
    assertThat(world.heard("web.naru.test", RecordType.A))
        .isEqualTo("dns.bogus.missing-signature");
    assertThat(world.internet.journal).noneMatch(line -> line.endsWith("web.naru.test. DS"));
  }

  @Test
  void aNameWithinAZoneIsNotTrustedLongerThanTheZonesKeys() {
    SignedZone zone = world.zone("naru.test").add("new.web.naru.test 300 A 198.51.100.8");
    keysLive(20);
    // Unsigned: so the chain goes down to the name itself, and remembers it.
    zone.withoutSignature("web.naru.test", RecordType.A);
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A))
        .isEqualTo("dns.bogus.missing-signature");
    // The zone's keys change, as they may after twenty seconds.
    zone.keys(zone.keySigner(), SignedZone.key("other", SignedZone.ED25519, false));
    keysLive(20);
    // Below the name that was remembered there is a zone now.
    world.with(SignedZone.of("sub.web.naru.test", "a.sub.web.naru.test 300 A 198.51.100.9"));
    world.internet.passes(Duration.ofSeconds(22));
    assertThat(world.heard("a.sub.web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  private void keysLive(int seconds) {
    world.zone("naru.test").changing(records -> records.stream()
        .map(r -> Tampering.is(r, RecordType.DNSKEY) ? r.withTtl(seconds) : r)
        .map(r -> Tampering.is(r, RecordType.NSEC) ? r.withTtl(3600) : r)
        .toList());
  }

  @Test
  void aBrokenChainIsRememberedForAMinute() {
    SignedZone zone = world.zone("naru.test");
    List<RecordData> right = zone.digests();
    zone.digests(world.zone("three.test").digests().toArray(RecordData[]::new));
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.no-matching-ds");
    zone.digests(right.toArray(RecordData[]::new));
    world.zone("test").add();
    world.internet.resolver().flush(Name.of("web.naru.test"));
    assertThat(world.heard("web.naru.test", RecordType.TXT)).isEqualTo("dns.bogus.no-matching-ds");
    world.internet.passes(Duration.ofSeconds(61));
    // The DS set itself lives for an hour: it is asked for anew where its word is of no use.
    world.internet.resolver().flush(Name.of("naru.test"));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void silentServersBreakNoChain() {
    world.open();
    for (int number : List.of(1, 2)) {
      world.internet.silent(world.server("naru.test", number));
    }
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.no-reachable-server");
    world.onPath("naru.test", (_, answer) -> answer);
    world.internet.passes(Duration.ofSeconds(2));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void flushForgetsKeysToo() {
    world.open();
    world.heard("web.naru.test", RecordType.A);
    world.internet.resolver().flush(Name.of("naru.test"));
    int before = world.asked();
    world.heard("web.naru.test", RecordType.A);
    assertThat(world.internet.journal.subList(before, world.asked()))
        .anyMatch(line -> line.endsWith("naru.test. DNSKEY"));
  }

  @Test
  void aDeepNameIsAskedForOncePerLabel() {
    world.zone("naru.test").add("a.b.c.d.e.f.g.h.naru.test 300 A 198.51.100.8");
    world.zone("naru.test").withoutSignature("a.b.c.d.e.f.g.h.naru.test", RecordType.A);
    world.policy(usual -> usual.aggressive(false)).open();
    assertThat(world.heard("a.b.c.d.e.f.g.h.naru.test", RecordType.A))
        .isEqualTo("dns.bogus.missing-signature");
    // Links tell of the names between: only the ends of what they do not tell are asked for.
    long digests = world.internet.journal.stream().filter(line -> line.endsWith(" DS")).count();
    assertThat(digests).isEqualTo(2);
    assertThat(world.internet.journal).noneMatch(line -> line.endsWith(" h.naru.test. A"));
  }

  @Test
  void whatIsNeitherKeyNorDigestIsNotMistakenForOne() {
    // Its server answers every question with an address.
    Record address = SignedZone.record("web.naru.test 300 A 203.0.113.66");
    world
        .onPath(
            "naru.test",
            (query, _) -> {
              Message.Builder answer = Tampering.authoritative(query);
              return answer
                  .answer(address.withOwner(query.question().orElseThrow().name()))
                  .build();
            })
        .open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.lame");
  }
}
