package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 6672: DNAME redirection. */
class Rfc6672Test {
  @Test
  void section31ACnameIsMadeForTheNameThatWasAsked() {
    var walk = TinyInternet.usual().walk("web.old.naru.test", RecordType.A);
    assertThat(walk.answer())
        .containsExactly(
            "old.naru.test. 300 IN DNAME naru.test.",
            "web.old.naru.test. 300 IN CNAME web.naru.test.",
            "web.naru.test. 300 IN A 198.51.100.1");
  }

  @Test
  void section31ARememberedDnameServesOtherNamesBelowIt() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    internet.walk("x.old.naru.test", RecordType.A);
    var walk = internet.walk("web.old.naru.test", RecordType.A);
    assertThat(walk.answer()).hasSize(3);
    assertThat(walk.steps()).isEmpty();
  }

  @Test
  void section24TheOwnerItselfIsNotRedirected() {
    var walk = TinyInternet.usual().walk("old.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("NOERROR");
    assertThat(walk.answer()).isEmpty();
  }

  @Test
  void section22ANameThatWouldBeTooLongSaysSo() {
    String sixty = "x".repeat(60);
    String target = String.join(".", sixty, sixty, sixty, "naru.test");
    TinyZone zone = TinyZone.of("naru.test", "d.naru.test 300 DNAME " + target);
    TinyInternet internet = TinyInternet.usual();
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    var walk = internet.walk("y." + sixty + ".d.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("YXDOMAIN");
    assertThat(walk.answer()).singleElement().asString().contains("DNAME");
  }
}
