package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 4035 §3.1.4.1: the DS of a zone is its parent's to tell. */
class Rfc4035Section3141Test {
  private static final TinyZone PARENT =
      TinyZone.of(
          "test",
          "naru.test 3600 NS ns1.naru.test",
          "naru.test 3600 NS ns2.naru.test",
          "ns1.naru.test 3600 A 127.53.2.1",
          "ns2.naru.test 3600 A 127.53.2.2");

  @Test
  void aServerOfTheRootThatServesTheChildTooIsNotAskedForItsDs() {
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.0.1", TinyInternet.root(), TinyInternet.naru());
    var walk = internet.walk("naru.test", RecordType.DS);
    assertThat(walk.outcome()).isEqualTo("NOERROR");
    assertThat(walk.resolved().authorityRecords(false).getFirst().toString()).startsWith("test. ");
    assertThat(internet.journal).containsExactly("127.53.0.1 test. A", "127.53.1.1 naru.test. DS");
  }

  @Test
  void whatAChildSaysOfItsOwnDsIsNoAnswer() {
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.1.1", TinyInternet.naru());
    var walk = internet.walk("naru.test", RecordType.DS);
    assertThat(walk.outcome()).isEqualTo("dns.lame");
    assertThat(walk.failure()).contains("what is its parent's to say");
    internet.serve("127.53.1.1", PARENT).passes(java.time.Duration.ofSeconds(2));
    assertThat(internet.walk("naru.test", RecordType.DS).outcome()).isEqualTo("NOERROR");
  }
}
