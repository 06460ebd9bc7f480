package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.Message;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 9156: no server sees more of a name than it needs. */
class Rfc9156Test {
  @Test
  void section23EachZoneIsShownOneLabelMore() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimiseNames(true));
    assertThat(internet.walk("a.deep.naru.test", RecordType.TXT).outcome()).isEqualTo("NOERROR");
    assertThat(internet.journal.stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "test. A",
            "naru.test. A",
            "deep.naru.test. A",
            "a.deep.naru.test. A",
            "a.deep.naru.test. TXT");
  }

  @Test
  void section23AServerThatDeniesAnEmptyNameIsAskedForTheWhole() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimiseNames(true));
    for (String address : java.util.List.of("127.53.2.1", "127.53.2.2")) {
      internet.says(
          address,
          query ->
              query.question().orElseThrow().name().toString().startsWith("deep")
                  ? Message.answerTo(query).authoritative(true).rcode(Rcode.NXDOMAIN).build()
                  : TinyInternet.naru().answer(query));
    }
    assertThat(internet.walk("a.deep.naru.test", RecordType.A).answer()).hasSize(1);
  }

  @Test
  void section23ALongNameCostsFewQuestions() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimiseNames(true));
    String name = "a.".repeat(100) + "naru.test";
    TinyZone zone = TinyZone.of("naru.test", name + " 300 A 192.0.2.1");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    assertThat(internet.walk(name, RecordType.A).answer()).hasSize(1);
    assertThat(internet.journal).hasSizeBetween(10, 11);
  }

  @Test
  void aZoneThatCannotBeReachedIsNotAskedTwice() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimiseNames(true));
    internet.silent("127.53.2.1").silent("127.53.2.2");
    assertThat(internet.walk("a.deep.naru.test", RecordType.A).outcome())
        .isEqualTo("dns.no-reachable-server");
    assertThat(internet.journal).hasSize(8);
  }
}
