package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import naru.dnssec.Nsec3Hash;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData.Nsec;
import naru.wire.RecordData.Nsec3;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import naru.wire.TypeBitmap;
import org.junit.jupiter.api.Test;

/** Somebody who owns one signed zone, {@code evil.test}, and would speak for others. */
class ForgerWithAZoneTest {
  private static final String EVIL = "203.0.113.66";

  private final SignedZone evil = SignedZone.of("evil.test", "www.evil.test 300 A " + EVIL);
  private final SignedWorld world = SignedWorld.usual().with(evil);

  /** NXDOMAIN with the SOA of his zone, and these links that he signed. */
  private Message denial(Message query, Record... links) {
    SealedZone sealed = evil.sealed();
    Message.Builder answer =
        Tampering.authoritative(query)
            .rcode(Rcode.NXDOMAIN)
            .authorities(sealed.at(sealed.origin(), RecordType.SOA))
            .authorities(sealed.signatures(sealed.origin(), RecordType.SOA));
    for (Record link : links) {
      answer.authorities(signed(link));
    }
    return answer.build();
  }

  private List<Record> signed(Record record) {
    return List.of(record, evil.sign(RecordSet.of(List.of(record))));
  }

  private static Record link(String owner, String next, RecordType... types) {
    return Record.of(Name.of(owner), 60, new Nsec(Name.of(next), TypeBitmap.of(List.of(types))));
  }

  private String heardOfNobody(Record... links) {
    world
        .onPath(
            "evil.test",
            (query, answer) ->
                Tampering.asks(query, "nobody.evil.test", RecordType.A)
                    ? denial(query, links)
                    : answer)
        .open();
    return world.heard("nobody.evil.test", RecordType.A);
  }

  @Test
  void aLinkThatLeadsOutOfItsZoneProvesNothing() {
    assertThat(heardOfNobody(link("evil.test", "zzz.test", RecordType.SOA)))
        .isEqualTo("dns.bogus.missing-denial");
    assertThat(heardOfNobody(link("evil.test", "evil.test", RecordType.SOA)))
        .isEqualTo("secure NXDOMAIN");
  }

  @Test
  void aLinkThatAWildcardMadeProvesNothing() {
    Record wildcard = link("*.evil.test", "evil.test", RecordType.A);
    Record signature = evil.sign(RecordSet.of(List.of(wildcard)));
    Name made = Name.of("$.evil.test");
    world
        .onPath(
            "evil.test",
            (query, answer) ->
                Tampering.asks(query, "nobody.evil.test", RecordType.A)
                    ? denial(query)
                        .edit()
                        .authority(wildcard.withOwner(made))
                        .authority(signature.withOwner(made))
                        .build()
                    : answer)
        .open();
    assertThat(world.heard("nobody.evil.test", RecordType.A)).isEqualTo("dns.bogus.missing-denial");
  }

  @Test
  void aHashedLinkMustStandRightBelowItsZone() {
    byte[] hash = new byte[20];
    Name right = Nsec3Hash.owner(hash, Name.of("evil.test"));
    Name deeper = Nsec3Hash.owner(hash, Name.of("sub.evil.test"));
    assertThat(heardOfNobody(hashedChain(right))).isEqualTo("secure NXDOMAIN");
    assertThat(heardOfNobody(hashedChain(deeper))).isEqualTo("dns.bogus.missing-denial");
  }

  /** Two links: the apex, and one around everything at some owner. */
  private static Record[] hashedChain(Name around) {
    byte[] apex = Nsec3Hash.of(Name.of("evil.test"), Nsec3Hash.SHA1, 0, new byte[0]).orElseThrow();
    byte[] next = apex.clone();
    next[19]++;
    byte[] last = new byte[20];
    java.util.Arrays.fill(last, (byte) 0xff);
    return new Record[] {
      hashed(Nsec3Hash.owner(apex, Name.of("evil.test")), next, RecordType.SOA),
      hashed(around, last)
    };
  }

  private static Record hashed(Name owner, byte[] next, RecordType... types) {
    Nsec3 data =
        new Nsec3(1, 0, 0, Rdata.of(new byte[0]), Rdata.of(next), TypeBitmap.of(List.of(types)));
    return Record.of(owner, 60, data);
  }

  @Test
  void aHashThatIsUnknownProvesNothing() {
    Record[] chain = hashedChain(Nsec3Hash.owner(new byte[20], Name.of("evil.test")));
    Record[] unknown = new Record[chain.length];
    for (int i = 0; i < chain.length; i++) {
      Nsec3 data = (Nsec3) chain[i].data().orThrow();
      unknown[i] =
          Record.of(
              chain[i].owner(), 60, new Nsec3(2, 0, 0, data.salt(), data.nextHash(), data.types()));
    }
    assertThat(heardOfNobody(unknown)).isEqualTo("dns.bogus.missing-denial");
  }

  @Test
  void hisLinksAboutOthersAreNotEvenRepeated() {
    Record other = link("naru.test", "zzz.naru.test", RecordType.SOA);
    world
        .forwarding((query, answer) ->
            Tampering.asks(query, "nobody.evil.test", RecordType.A)
                ? answer.edit().authorities(signed(other)).build()
                : answer)
        .open();
    // A forwarder may speak of every name, but a key only of those in its zone.
    assertThat(world.heard("nobody.evil.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void hisAliasBringsNoAddressOfAnother() {
    Record alias = SignedZone.record("web.evil.test 300 CNAME web.naru.test");
    Record forged = SignedZone.record("web.naru.test 300 A " + EVIL);
    List<Record> both = new ArrayList<>(signed(alias));
    both.addAll(signed(forged));
    world
        .forwarding((query, answer) ->
            Tampering.asks(query, "web.evil.test", RecordType.A)
                ? Message.answerTo(query).recursionAvailable(true).answers(both).build()
                : answer)
        .open();
    assertThat(world.heard("web.evil.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.internet.resolver().dump()).noneMatch(line -> line.contains(EVIL));
  }

  @Test
  void hisSoaForTheZoneAboveIsNone() {
    Record soa = SignedZone.record("test 600 SOA evil.test evil.test 1 3600 600 86400 60");
    world
        .forwarding((query, answer) ->
            Tampering.asks(query, "nobody.evil.test", RecordType.A)
                ? Message.answerTo(query)
                    .recursionAvailable(true)
                    .rcode(Rcode.NXDOMAIN)
                    .authorities(
                        List.of(
                            soa,
                            SignedZone.changed(
                                evil.zoneSigner()
                                    .sign(
                                        RecordSet.of(List.of(soa)),
                                        Name.of("evil.test"),
                                        SignedZone.days(-1),
                                        SignedZone.days(1)),
                                rrsig -> rrsig)))
                    .authorities(
                        answer.authorities().stream()
                            .filter(r -> Tampering.is(r, RecordType.NSEC))
                            .toList())
                    .build()
                : answer)
        .open();
    assertThat(world.heard("nobody.evil.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    assertThat(world.heard("nobody.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
  }

  @Test
  void forwardedAnswersAreValidatedAsOthers() {
    world.forwarding((_, answer) -> answer).open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.heard("void.naru.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
    assertThat(world.heard("web.plain.test", RecordType.A)).isEqualTo("insecure NOERROR");
    assertThat(world.heard("x.alias.three.test", RecordType.A)).isEqualTo("secure NOERROR");
    assertThat(world.internet.journal).allMatch(line -> line.startsWith("127.53.99.1"));
  }
}
