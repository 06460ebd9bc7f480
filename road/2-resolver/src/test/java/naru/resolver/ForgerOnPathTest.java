package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import naru.journey.Trace;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData.Rrsig;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/**
 * Somebody between us and the servers of a signed zone, who owns another signed zone ({@code
 * evil.test}): he strips, replays and adds, and has keys of his own.
 */
class ForgerOnPathTest {
  private static final String EVIL = "203.0.113.66";

  private final SignedZone evil = SignedZone.of("evil.test", "www.evil.test 300 A " + EVIL);
  private final SignedWorld world = SignedWorld.usual().with(evil);

  /** What comes of a question whose answer is tampered with; the zone's keys are as they are. */
  private String heard(String name, BinaryOperator<Message> tampering) {
    return heardAmong(
        name,
        (query, answer) ->
            Tampering.asksFor(query, RecordType.DNSKEY) || Tampering.asksFor(query, RecordType.DS)
                ? answer
                : tampering.apply(query, answer));
  }

  private String heardAmong(String name, BinaryOperator<Message> tampering) {
    world.onPath("naru.test", tampering).open();
    return world.heard(name, RecordType.A);
  }

  private static Record forged(String name) {
    return SignedZone.record(name + " 300 A " + EVIL);
  }

  /** His record for a name, and a signature over it that he made with a key of his own. */
  private static Message answer(Message query, Record forged, Record signature) {
    return Tampering.answering(query, List.of(forged, signature));
  }

  private Record evilSignature(Record record) {
    return evil.sign(RecordSet.of(List.of(record)));
  }

  @Test
  void anAddressWithoutASignature() {
    Record forged = forged("web.naru.test");
    assertThat(heard("web.naru.test", (query, _) -> Tampering.answering(query, List.of(forged))))
        .isEqualTo("dns.bogus.missing-signature");
    assertThat(world.internet.resolver().dump()).noneMatch(line -> line.contains(EVIL));
  }

  @Test
  void anAddressBesideTheSignatureOfTheRealOne() {
    assertThat(
            heard(
                "web.naru.test",
                (_, answer) ->
                    Tampering.replaced(
                        answer, r -> r.type().equals(RecordType.A) ? forged("web.naru.test") : r)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void anAddressMoreInTheSet() {
    assertThat(
            heard(
                "web.naru.test",
                (_, answer) -> answer.edit().answer(forged("web.naru.test")).build()))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void aSignatureOfHisOwnZone() {
    Record forged = forged("web.naru.test");
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, evilSignature(forged))))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void aSignatureThatNamesTheVictimsKey() {
    Record forged = forged("web.naru.test");
    Name victim = Name.of("naru.test");
    int tag = world.zone("naru.test").zoneSigner().keyTag();
    Record signature =
        evil.zoneSigner()
            .sign(RecordSet.of(List.of(forged)), victim, SignedZone.days(-1), SignedZone.days(1));
    Record disguised = SignedZone.changed(signature, rrsig -> with(rrsig, tag, rrsig.labels()));
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, signature)))
        .isEqualTo("dns.bogus.no-dnskey");
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, disguised)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  private static Rrsig with(Rrsig rrsig, int tag, int labels) {
    return new Rrsig(
        rrsig.covered(),
        rrsig.algorithm(),
        labels,
        rrsig.originalTtl(),
        rrsig.expiration(),
        rrsig.inception(),
        tag,
        rrsig.signer(),
        rrsig.signature());
  }

  @Test
  void aSignatureThatNamesTheForgedNameAsItsZone() {
    Record forged = forged("web.naru.test");
    Record signature =
        evil.zoneSigner()
            .sign(
                RecordSet.of(List.of(forged)),
                Name.of("web.naru.test"),
                SignedZone.days(-1),
                SignedZone.days(1));
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, signature)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void aSignatureOfAnUnsignedZone() {
    Record forged = forged("web.naru.test");
    Record signature = world.zone("plain.test").sign(RecordSet.of(List.of(forged)));
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, signature)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void rfc4035Section531ASignatureWithFewerLabelsThanItsSigner() {
    // What a wildcard above the zone would have made, if its keys could sign there.
    Record forged = forged("web.naru.test");
    Record wildcard = forged("*.test");
    Record signature =
        world
            .zone("naru.test")
            .zoneSigner()
            .sign(
                RecordSet.of(List.of(wildcard)),
                Name.of("naru.test"),
                SignedZone.days(-1),
                SignedZone.days(1))
            .withOwner(forged.owner());
    assertThat(heard("web.naru.test", (query, _) -> answer(query, forged, signature)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void rfc4035Section534AWildcardOverANameThatIsThere() {
    // b.wild has no address of its own, but it is there: the wildcard does not reach it.
    Message made = world.zone("naru.test").answer(query("x.wild.naru.test", RecordType.A));
    assertThat(
            heard(
                "b.wild.naru.test",
                (query, _) -> {
                  Message.Builder answer = Tampering.authoritative(query);
                  made.answers()
                      .forEach(r -> answer.answer(r.withOwner(Name.of("b.wild.naru.test"))));
                  return answer.authorities(made.authorities()).build();
                }))
        .isEqualTo("dns.bogus.missing-denial");
  }

  private static Message query(String name, RecordType type) {
    return Message.query(Question.of(Name.of(name), type))
        .edit()
        .edns(naru.wire.Edns.plain().withDnssecOk(true))
        .build();
  }

  @Test
  void anAliasAtTheApexSignedByTheZoneAbove() {
    Record alias = SignedZone.record("naru.test 300 CNAME www.evil.test");
    Record above = world.zone("test").sign(RecordSet.of(List.of(alias)));
    // The parent could sign it; but nobody on the path has its keys, only what it signed elsewhere.
    Record spoilt = SignedZone.spoilt(above);
    assertThat(heard("naru.test", (query, _) -> answer(query, alias, spoilt)))
        .isEqualTo("dns.bogus.bad-signature");
    assertThat(heard("naru.test", (query, _) -> answer(query, alias, evilSignature(alias))))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void anAliasAtTheApexMadeFromAWildcardOfTheZoneAbove() {
    world.zone("test").add("*.test 300 CNAME www.evil.test");
    Message made = world.zone("test").answer(query("nobody.test", RecordType.A));
    assertThat(
            heard(
                "naru.test",
                (query, _) -> {
                  Message.Builder answer = Tampering.authoritative(query);
                  made.answers().forEach(r -> answer.answer(r.withOwner(Name.of("naru.test"))));
                  return answer.authorities(made.authorities()).build();
                }))
        .isEqualTo("dns.bogus.missing-denial");
  }

  @Test
  void aRenamingThatNobodySigned() {
    Record dname = SignedZone.record("naru.test 300 DNAME evil.test");
    assertThat(heard("www.naru.test", (query, _) -> Tampering.answering(query, List.of(dname))))
        .isEqualTo("dns.bogus.missing-signature");
  }

  @Test
  void aKeyMoreInTheKeySet() {
    Record key = Record.of(Name.of("naru.test"), 3600, evil.zoneSigner().dnskey());
    Record forged = forged("web.naru.test");
    Record signature =
        evil.zoneSigner()
            .sign(
                RecordSet.of(List.of(forged)),
                Name.of("naru.test"),
                SignedZone.days(-1),
                SignedZone.days(1));
    assertThat(
            heardAmong(
                "web.naru.test",
                (query, answer) ->
                    Tampering.asksFor(query, RecordType.DNSKEY)
                        ? answer.edit().answer(key).build()
                        : answer(query, forged, signature)))
        .isEqualTo("dns.bogus.bad-signature");
  }

  @Test
  void keysThatSignThemselves() {
    SignedZone copy = SignedZone.of("naru.test", "web.naru.test 300 A " + EVIL);
    copy.keys(evil.keySigner(), evil.zoneSigner());
    assertThat(heardAmong("web.naru.test", (query, _) -> copy.answer(query)))
        .isEqualTo("dns.bogus.no-matching-ds");
  }

  @Test
  void theBitOfSomebodyElsesValidationCountsForNothing() {
    Record forged = forged("web.naru.test");
    assertThat(
            heard(
                "web.naru.test",
                (query, _) ->
                    Tampering.authoritative(query).authenticData(true).answer(forged).build()))
        .isEqualTo("dns.bogus.missing-signature");
  }

  @Test
  void somethingThatIsThereIsDenied() {
    assertThat(heard("web.naru.test", (query, _) -> denial(query, Rcode.NXDOMAIN)))
        .isEqualTo("dns.bogus.missing-denial");
    assertThat(heard("web.naru.test", (query, _) -> denial(query, Rcode.NOERROR)))
        .isEqualTo("dns.bogus.missing-denial");
  }

  /** What the zone says of another name. */
  private Message denial(Message query, Rcode rcode) {
    Message other = world.zone("naru.test").answer(query("nobody.naru.test", RecordType.A));
    return Tampering.authoritative(query).rcode(rcode).authorities(other.authorities()).build();
  }

  @Test
  void whatIsForgedIsNeitherKeptNorGivenToOthersThanThoseWhoWantIt() {
    Record forged = forged("web.naru.test");
    world
        .onPath(
            "naru.test",
            (query, answer) ->
                Tampering.asksFor(query, RecordType.A)
                    ? Tampering.answering(query, List.of(forged))
                    : answer)
        .open();
    assertThat(asked(true)).containsExactly("web.naru.test. 300 IN A " + EVIL);
    assertThat(asked(false)).isEmpty();
    assertThat(world.internet.resolver().dump()).noneMatch(line -> line.contains(EVIL));
    assertThat(asked(true)).containsExactly("web.naru.test. 300 IN A " + EVIL);
    // As soon as nobody lies any more, and the failure is forgotten, all is well.
    world.onPath("naru.test", (_, answer) -> answer);
    world.internet.passes(Duration.ofMinutes(1));
    assertThat(asked(false)).containsExactly("web.naru.test. 300 IN A 198.51.100.1");
    // And a secure answer is not replaced by what somebody else takes unchecked.
    world.onPath("naru.test", (query, _) -> Tampering.answering(query, List.of(forged)));
    assertThat(asked(true)).containsExactly("web.naru.test. 300 IN A 198.51.100.1");
  }

  private List<String> asked(boolean checkingDisabled) {
    List<String> answers = new ArrayList<>();
    Question question = Question.of(Name.of("web.naru.test"), RecordType.A);
    var flags = new RecursiveResolver.Flags(true, checkingDisabled);
    world.internet.time.run(
        "client",
        () ->
            world
                .internet
                .resolver()
                .resolve(question, flags, Trace.NONE)
                .answerRecords(false)
                .forEach(record -> answers.add(record.toString())));
    return answers;
  }

  @Test
  void anAnswerOfThePastIsReplayed() {
    SignedZone victim = world.zone("naru.test");
    Message old = victim.answer(query("web.naru.test", RecordType.A));
    world.internet.passes(Duration.ofDays(29));
    List.of(".", "test", "naru.test").forEach(zone -> world.zone(zone).validFrom(28));
    assertThat(heard("web.naru.test", (query, _) -> Tampering.answering(query, old.answers())))
        .isEqualTo("dns.bogus.expired");
    assertThat(heard("web.naru.test", (_, answer) -> answer)).isEqualTo("secure NOERROR");
  }
}
