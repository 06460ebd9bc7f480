package naru.nameserver;

import static naru.nameserver.Records.txt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** Random zones, asked of the name server and of {@link NaiveServer}: both say the same. */
class DifferentialTest {
  private static final int SEEDS = 400;
  private static final int QUESTIONS = 60;
  private static final RecordType[] TYPES = {
    RecordType.A,
    RecordType.TXT,
    RecordType.NS,
    RecordType.CNAME,
    RecordType.DNAME,
    RecordType.MX,
    RecordType.DS,
    RecordType.SOA,
    RecordType.ANY
  };

  /** What was seen over all seeds, so that the test cannot pass by seeing nothing. */
  private enum Seen {
    REFERRAL,
    NO_SUCH_NAME,
    NO_DATA,
    ALIAS,
    GLUE,
    WILDCARD,
    REFUSED
  }

  private final Set<Seen> seen = EnumSet.noneOf(Seen.class);

  @Test
  void bothSayTheSame() {
    for (int seed = 0; seed < SEEDS; seed++) {
      compare(seed);
    }
    assertThat(seen).containsExactlyInAnyOrder(Seen.values());
  }

  private void compare(int seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    Map<Name, List<Record>> zones = RandomZones.zones(chance);
    ZoneStore store = ZoneStore.of();
    assertThat(store.adopt(checks(zones)))
        .as("seed %d", seed)
        .doesNotHaveAnyElementsOfTypes(Complaint.Fault.class);
    AuthoritativeServer server = new AuthoritativeServer(ServerIdentity.HIDDEN, store);
    for (int i = 0; i < QUESTIONS; i++) {
      Name name = Name.of(RandomZones.anyName(chance));
      Question question = Question.of(name, TYPES[chance.nextInt(TYPES.length)]);
      Message answer = server.answer(Message.query(question)).orElseThrow();
      assertThat(said(answer))
          .as(() -> "seed " + seed + ", " + question + "\n" + text(zones))
          .isEqualTo(NaiveServer.ask(zones, question));
      note(answer);
    }
  }

  private static List<ZoneCheck> checks(Map<Name, List<Record>> zones) {
    return zones.entrySet().stream().map(e -> Zone.of(e.getKey(), e.getValue())).toList();
  }

  private static NaiveServer.Said said(Message answer) {
    assertThat(answer.answers()).doesNotHaveDuplicates();
    assertThat(answer.additionals()).doesNotHaveDuplicates();
    return new NaiveServer.Said(
        answer.rcode(),
        answer.flags().authoritative(),
        new HashSet<>(answer.answers()),
        new HashSet<>(answer.authorities()),
        new HashSet<>(answer.additionals()));
  }

  private static String text(Map<Name, List<Record>> zones) {
    StringBuilder text = new StringBuilder();
    zones.forEach((origin, records) -> records.forEach(r -> text.append(r).append('\n')));
    return text.toString();
  }

  private void note(Message answer) {
    note(answer.rcode().equals(Rcode.REFUSED), Seen.REFUSED);
    note(answer.rcode().equals(Rcode.NXDOMAIN), Seen.NO_SUCH_NAME);
    boolean negative = answer.authorities().stream().anyMatch(r -> r.type().equals(RecordType.SOA));
    note(negative && answer.rcode().equals(Rcode.NOERROR), Seen.NO_DATA);
    note(!answer.flags().authoritative() && !answer.authorities().isEmpty(), Seen.REFERRAL);
    note(!answer.additionals().isEmpty(), Seen.GLUE);
    note(answer.answers().size() > 2, Seen.ALIAS);
    note(answer.answers().stream().anyMatch(DifferentialTest::isSynthesized), Seen.WILDCARD);
  }

  private static boolean isSynthesized(Record answer) {
    return !answer.owner().isWildcard()
        && answer.rdata().equals(txt("x", RandomZones.IN_WILDCARD).rdata());
  }

  private void note(boolean isSo, Seen what) {
    if (isSo) {
      seen.add(what);
    }
  }
}
