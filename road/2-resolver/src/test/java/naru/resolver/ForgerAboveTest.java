package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BinaryOperator;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * Somebody between us and the servers above a signed zone: he cannot sign for them, but would have
 * us believe that the zone below has no keys, or others.
 */
class ForgerAboveTest {
  private static final String EVIL = "203.0.113.66";

  private final SignedZone evil = SignedZone.of("evil.test", "www.evil.test 300 A " + EVIL);
  private final SignedWorld world = SignedWorld.usual().with(evil);

  /** What comes of a forged zone below a forged cut. */
  private String heard(BinaryOperator<Message> aboveTampering) {
    SignedZone copy = SignedZone.of("naru.test", "web.naru.test 300 A " + EVIL);
    world.onPath("naru.test", (query, _) -> copy.unsigned().answer(query));
    world.onPath("test", aboveTampering).open();
    return world.heard("web.naru.test", RecordType.A);
  }

  private static Message query(String name, RecordType type) {
    return Message.query(Question.of(Name.of(name), type))
        .edit()
        .edns(Edns.plain().withDnssecOk(true))
        .build();
  }

  private static boolean isAboutKeys(Record record) {
    return Tampering.is(record, RecordType.DS)
        || Tampering.isProof(record)
        || Tampering.covers(record, RecordType.NSEC);
  }

  @Test
  void theDigestsAreLeftOut() {
    assertThat(heard((_, answer) -> Tampering.without(answer, ForgerAboveTest::isAboutKeys)))
        .isEqualTo("dns.bogus.missing-denial");
  }

  @Test
  void theSignatureOfTheDigestsIsLeftOut() {
    assertThat(
            heard(
                (_, answer) -> Tampering.without(answer, r -> Tampering.covers(r, RecordType.DS))))
        .isEqualTo("dns.bogus.missing-signature");
  }

  @Test
  void anotherZonesProofThatItHasNoKeysIsReplayed() {
    Message other = world.zone("test").answer(query("plain.test", RecordType.DS));
    assertThat(heard((_, answer) -> withProof(answer, other.authorities())))
        .isEqualTo("dns.bogus.missing-denial");
  }

  private static Message withProof(Message answer, List<Record> proof) {
    return Tampering.without(answer, ForgerAboveTest::isAboutKeys)
        .edit()
        .authorities(proof.stream().filter(ForgerAboveTest::isAboutKeys).toList())
        .build();
  }

  @Test
  void rfc6840Section44TheChildsOwnApexIsShownAsProof() {
    SealedZone child = world.zone("naru.test").sealed();
    List<Record> proof = child.denials().noData(child.origin());
    List<Record> signed =
        List.of(proof.getFirst(), child.signatures(child.origin(), RecordType.NSEC).getFirst());
    assertThat(heard((_, answer) -> withProof(answer, signed))).startsWith("dns.bogus.");
  }

  @Test
  void anotherZonesDigestsAreShownAsTheChilds() {
    Message other = world.zone("test").answer(query("evil.test", RecordType.DS));
    assertThat(
            heard((query, answer) ->
                Tampering.asksFor(query, RecordType.DS)
                    ? Tampering.answering(query, other.answers())
                    : withProof(answer, other.answers())))
        .isEqualTo("dns.lame");
    assertThat(
            heard((query, answer) -> {
              List<Record> renamed =
                  other.answers().stream().map(r -> r.withOwner(Name.of("naru.test"))).toList();
              return Tampering.asksFor(query, RecordType.DS)
                  ? Tampering.answering(query, renamed)
                  : withProof(answer, renamed);
            }))
        .startsWith("dns.bogus.");
  }

  @Test
  void theDelegationIsShownAsASameZone() {
    // A name of the zone above that is no cut, and has no DS.
    Message other = world.zone("test").answer(query("nobody.test", RecordType.DS));
    assertThat(heard((_, answer) -> withProof(answer, other.authorities())))
        .startsWith("dns.bogus.");
  }

  @Test
  void theCutIsHiddenBehindAnAliasOfAWildcard() {
    world.zone("test").add("*.test 300 CNAME www.evil.test");
    Message made = world.zone("test").answer(query("nobody.test", RecordType.DS));
    world.open();
    assertThat(
            heard((query, answer) -> {
              Message.Builder alias = Tampering.authoritative(query);
              made.answers().stream()
                  .map(r -> r.withOwner(Name.of("naru.test")))
                  .forEach(alias::answer);
              return Tampering.asksFor(query, RecordType.DS)
                  ? alias.authorities(made.authorities()).build()
                  : Tampering.without(answer, ForgerAboveTest::isAboutKeys);
            }))
        .startsWith("dns.bogus.");
    // He is gone; what he said of the cut must not have been believed.
    world.onPath("test", (_, answer) -> answer).onPath("naru.test", (_, answer) -> answer);
    world.internet.passes(java.time.Duration.ofSeconds(61));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }

  @Test
  void rfc6840Section41TheDelegationsOwnLinkDeniesWhatIsBelow() {
    SealedZone parent = world.zone("test").sealed();
    Name cut = Name.of("naru.test");
    for (String name : List.of("web.naru.test", "naru.test")) {
      world.onPath(
          "naru.test",
          (query, answer) ->
              Tampering.asksFor(query, RecordType.DNSKEY)
                  ? answer
                  : Tampering.authoritative(query)
                      .rcode(
                          name.equals("naru.test")
                              ? naru.wire.Rcode.NOERROR
                              : naru.wire.Rcode.NXDOMAIN)
                      .authorities(parent.at(parent.origin(), RecordType.SOA))
                      .authorities(parent.signatures(parent.origin(), RecordType.SOA))
                      .authorities(parent.at(cut, RecordType.NSEC))
                      .authorities(parent.signatures(cut, RecordType.NSEC))
                      .build());
      world.open();
      assertThat(world.heard(name, RecordType.A)).startsWith("dns.bogus.");
    }
  }

  @Test
  void aKeyAboveTheAnchorSignsForTheZoneBelow() {
    // Only naru.test is trusted; whoever has test's keys has no say in it.
    RecordData address = SignedZone.record("web.naru.test 300 A " + EVIL).data().orThrow();
    Record forged = Record.of(Name.of("web.naru.test"), 300, address);
    Record signature = world.zone("test").sign(naru.wire.RecordSet.of(List.of(forged)));
    world.onPath(
        "naru.test",
        (query, answer) ->
            Tampering.asksFor(query, RecordType.A)
                ? Tampering.answering(query, List.of(forged, signature))
                : answer);
    world.policy(_ -> ValidationPolicy.of(List.of(world.zone("naru.test").anchor()))).open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    assertThat(world.heard("www.evil.test", RecordType.A)).isEqualTo("insecure NOERROR");
  }
}
