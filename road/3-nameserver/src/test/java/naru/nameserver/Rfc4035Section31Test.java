package naru.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** What a server of a signed zone includes for who asks with DO; the cases of appendix B. */
class Rfc4035Section31Test {
  private final SignedWorld world = SignedWorld.of(SigningPolicy.Denying.NSEC);

  private static List<Name> names(String... names) {
    return Arrays.stream(names).map(Name::of).toList();
  }

  private List<Name> proofs(String name, RecordType type) {
    return world.authorities(name, type, RecordType.NSEC);
  }

  private static List<RecordType> covered(List<Record> section) {
    return section.stream()
        .filter(r -> r.type().equals(RecordType.RRSIG))
        .map(r -> ((RecordData.Rrsig) r.data().orThrow()).covered())
        .toList();
  }

  @Test
  void anAnswerHasItsSignature() {
    Message answer = world.ask("x.w.example", RecordType.MX);
    assertThat(covered(answer.answers())).containsExactly(RecordType.MX);
    assertThat(answer.authorities()).isEmpty();
    assertThat(covered(answer.additionals())).containsExactly(RecordType.A);
  }

  @Test
  void withoutDoNothingIsAdded() {
    Message answer = world.server().ask("x.w.example", RecordType.MX);
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.additionals()).hasSize(1);
    Message denial = world.server().ask("ml.example", RecordType.A);
    assertThat(denial.authorities()).extracting(Record::type).containsExactly(RecordType.SOA);
    Message referral = world.server().ask("mc.b.example", RecordType.A);
    assertThat(referral.authorities()).extracting(Record::type).containsExactly(RecordType.NS);
  }

  @Test
  void theKeysAreSigned() {
    Message answer = world.ask("example", RecordType.DNSKEY);
    assertThat(answer.answers().getFirst().data().orThrow()).isEqualTo(SignedWorld.KEY.dnskey());
    assertThat(covered(answer.answers())).containsExactly(RecordType.DNSKEY);
  }

  @Test
  void aNameErrorProvesNameAndWildcardAway() {
    Message answer = world.ask("ml.example", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(covered(answer.authorities()))
        .containsExactly(RecordType.SOA, RecordType.NSEC, RecordType.NSEC);
    assertThat(proofs("ml.example", RecordType.A))
        .containsExactlyElementsOf(names("b.example", "example"));
  }

  @Test
  void oneRecordThatProvesBothComesOnce() {
    assertThat(proofs("a.ns1.example", RecordType.A)).containsExactly(Name.of("ns1.example"));
  }

  @Test
  void noDataHasTheRecordOfTheName() {
    assertThat(proofs("ns1.example", RecordType.MX)).containsExactly(Name.of("ns1.example"));
  }

  @Test
  void anEmptyNonTerminalIsProvenByTheNameBeforeIt() {
    Message answer = world.ask("y.w.example", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(proofs("y.w.example", RecordType.A)).containsExactly(Name.of("x.w.example"));
  }

  @Test
  void aReferralToASignedChildHasItsDs() {
    Message answer = world.ask("mc.a.example", RecordType.MX);
    assertThat(answer.flags().authoritative()).isFalse();
    assertThat(covered(answer.authorities())).containsExactly(RecordType.DS);
    assertThat(proofs("mc.a.example", RecordType.MX)).isEmpty();
    assertThat(covered(answer.additionals())).isEmpty(); // glue is not signed
  }

  @Test
  void aReferralToAnUnsignedChildProvesThatThereIsNoDs() {
    Message answer = world.ask("mc.b.example", RecordType.MX);
    assertThat(covered(answer.authorities())).containsExactly(RecordType.NSEC);
    assertThat(proofs("mc.b.example", RecordType.MX)).containsExactly(Name.of("b.example"));
    RecordData.Nsec nsec =
        (RecordData.Nsec)
            answer.authorities().stream()
                .filter(r -> r.type().equals(RecordType.NSEC))
                .findFirst()
                .orElseThrow()
                .data()
                .orThrow();
    assertThat(nsec.types().types())
        .containsExactly(RecordType.NS, RecordType.RRSIG, RecordType.NSEC);
  }

  @Test
  void anExpandedWildcardProvesThatTheNameIsNotThere() {
    Message answer = world.ask("a.z.w.example", RecordType.MX);
    RecordData.Rrsig rrsig = (RecordData.Rrsig) answer.answers().getLast().data().orThrow();
    assertThat(rrsig.labels()).isEqualTo(2);
    assertThat(answer.answers()).allMatch(r -> r.owner().equals(Name.of("a.z.w.example")));
    assertThat(proofs("a.z.w.example", RecordType.MX)).containsExactly(Name.of("x.y.w.example"));
  }

  @Test
  void aWildcardAskedByItsOwnNameProvesNothing() {
    assertThat(proofs("*.w.example", RecordType.MX)).isEmpty();
  }

  @Test
  void aWildcardWithoutTheTypeProvesBoth() {
    assertThat(proofs("a.z.w.example", RecordType.AAAA))
        .containsExactlyElementsOf(names("*.w.example", "x.y.w.example"));
  }

  /** §3.1.4.1: the DS of the apex is the parent's, and this server is none. */
  @Test
  void theChildDeniesItsOwnDs() {
    Message answer = world.ask("example", RecordType.DS);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(proofs("example", RecordType.DS)).containsExactly(Name.of("example"));
  }

  @Test
  void theParentAnswersForTheDsOfAChild() {
    Message signed = world.ask("a.example", RecordType.DS);
    assertThat(signed.flags().authoritative()).isTrue();
    assertThat(covered(signed.answers())).containsExactly(RecordType.DS);
    Message unsigned = world.ask("b.example", RecordType.DS);
    assertThat(unsigned.flags().authoritative()).isTrue();
    assertThat(unsigned.answers()).isEmpty();
    assertThat(proofs("b.example", RecordType.DS)).containsExactly(Name.of("b.example"));
  }

  @Test
  void proofsAreDataToo() {
    Message answer = world.ask("ns1.example", RecordType.NSEC);
    assertThat(covered(answer.answers())).containsExactly(RecordType.NSEC);
    Message signatures = world.ask("ns1.example", RecordType.RRSIG);
    assertThat(covered(signatures.answers())).containsExactly(RecordType.A, RecordType.NSEC);
  }

  /** RFC 9077: a proof is forgotten with the negative answer. */
  @Test
  void proofsLiveAsLongAsTheNegativeAnswer() {
    assertThat(world.ask("ml.example", RecordType.A).authorities())
        .allMatch(record -> record.ttlSeconds() == 60);
  }
}
