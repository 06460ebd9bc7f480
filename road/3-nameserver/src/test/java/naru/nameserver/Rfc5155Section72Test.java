package naru.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import naru.dnssec.Nsec3Hash;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** The same answers where names are hashed. Which record covers a name is left to its hash. */
class Rfc5155Section72Test {
  private final SignedWorld world = SignedWorld.of(SigningPolicy.Denying.NSEC3);
  private final SignedWorld optOut = SignedWorld.of(SigningPolicy.Denying.NSEC3_OPT_OUT);

  private static Name hash(String name) {
    byte[] hash = Nsec3Hash.of(Name.of(name), 1, 0, new byte[0]).orElseThrow();
    return Nsec3Hash.owner(hash, Name.of("example"));
  }

  private static List<Record> proofs(Message answer) {
    return answer.authorities().stream().filter(r -> r.type().equals(RecordType.NSEC3)).toList();
  }

  /** Whether the answer has a record that stands for the name. */
  private static boolean matches(Message answer, String name) {
    return proofs(answer).stream().anyMatch(r -> r.owner().equals(hash(name)));
  }

  /** Whether it has one between whose hash and the next one the name's would be. */
  private static boolean covers(Message answer, String name) {
    byte[] sought = Nsec3Hash.of(Name.of(name), 1, 0, new byte[0]).orElseThrow();
    return proofs(answer).stream().anyMatch(record -> covers(record, sought));
  }

  private static boolean covers(Record record, byte[] sought) {
    byte[] from = Nsec3Hash.hashOf(record.owner(), Name.of("example")).orElseThrow();
    byte[] to = ((RecordData.Nsec3) record.data().orThrow()).nextHash().bytes();
    boolean after = Arrays.compareUnsigned(from, sought) < 0;
    boolean before = Arrays.compareUnsigned(sought, to) < 0;
    return Arrays.compareUnsigned(from, to) < 0 ? after && before : after || before;
  }

  /** §7.2.2. */
  @Test
  void aNameErrorProvesEncloserNextCloserAndWildcard() {
    Message answer = world.ask("a.c.x.w.example", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(matches(answer, "x.w.example")).isTrue();
    assertThat(covers(answer, "c.x.w.example")).isTrue();
    assertThat(covers(answer, "*.x.w.example")).isTrue();
  }

  /** §7.2.3: also for an empty non-terminal, which has a record here. */
  @Test
  void noDataHasTheRecordOfTheName() {
    Message answer = world.ask("ns1.example", RecordType.MX);
    assertThat(proofs(answer)).hasSize(1);
    assertThat(matches(answer, "ns1.example")).isTrue();
    Message empty = world.ask("y.w.example", RecordType.A);
    assertThat(empty.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(proofs(empty)).hasSize(1);
    assertThat(matches(empty, "y.w.example")).isTrue();
  }

  /** §7.2.4. */
  @Test
  void anOptedOutChildHasNoDsAndNoRecordEither() {
    Message full = world.ask("b.example", RecordType.DS);
    assertThat(matches(full, "b.example")).isTrue();
    Message open = optOut.ask("b.example", RecordType.DS);
    assertThat(matches(open, "b.example")).isFalse();
    assertThat(matches(open, "example")).isTrue();
    assertThat(covers(open, "b.example")).isTrue();
    assertThat(proofs(open)).allMatch(Rfc5155Section72Test::optsOut);
    assertThat(proofs(full)).noneMatch(Rfc5155Section72Test::optsOut);
  }

  private static boolean optsOut(Record record) {
    return ((RecordData.Nsec3) record.data().orThrow()).flags() == RecordData.Nsec3.OPT_OUT;
  }

  /** §7.2.5. */
  @Test
  void aWildcardWithoutTheTypeIsProven() {
    Message answer = world.ask("a.z.w.example", RecordType.AAAA);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(matches(answer, "w.example")).isTrue();
    assertThat(covers(answer, "z.w.example")).isTrue();
    assertThat(matches(answer, "*.w.example")).isTrue();
  }

  /** §7.2.6. */
  @Test
  void anExpandedWildcardProvesThatNothingIsCloser() {
    Message answer = world.ask("a.z.w.example", RecordType.MX);
    assertThat(answer.answers()).hasSize(2);
    assertThat(proofs(answer)).hasSize(1);
    assertThat(covers(answer, "z.w.example")).isTrue();
  }

  /** §7.2.7. */
  @Test
  void referralsToUnsignedChildren() {
    Message full = world.ask("mc.b.example", RecordType.A);
    assertThat(proofs(full)).hasSize(1);
    assertThat(matches(full, "b.example")).isTrue();
    Message open = optOut.ask("mc.b.example", RecordType.A);
    assertThat(matches(open, "example")).isTrue();
    assertThat(covers(open, "b.example")).isTrue();
    assertThat(proofs(optOut.ask("mc.a.example", RecordType.A))).isEmpty();
  }

  /** §7.2.8: hashes are no names. */
  @Test
  void whoAsksForAHashFindsNoName() {
    Message answer = world.ask(hash("ns1.example").toHost(), RecordType.NSEC3);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(matches(answer, "example")).isTrue();
    assertThat(covers(answer, hash("ns1.example").toHost())).isTrue();
  }

  @Test
  void theApexSaysHowNamesAreHashed() {
    Message answer = world.ask("example", RecordType.NSEC3PARAM);
    RecordData.Nsec3param parameters =
        (RecordData.Nsec3param) answer.answers().getFirst().data().orThrow();
    assertThat(parameters.iterations()).isZero(); // RFC 9276 §3.1
    assertThat(parameters.salt().octets()).isZero();
    assertThat(parameters.flags()).isZero();
    assertThat(answer.answers().getFirst().ttlSeconds()).isZero();
  }
}
