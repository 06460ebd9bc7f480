package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.dname;
import static naru.nameserver.Records.txt;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 6672: DNAME. */
class Rfc6672Test {
  private final Asked server =
      Asked.of(
          zone(
              "naru.test",
              dname("old.naru.test", "new.naru.test"),
              txt("old.naru.test", "the owner itself"),
              a("www.new.naru.test", "127.0.0.1"),
              dname("away.naru.test", "ferry.example"),
              dname("long.naru.test", "x".repeat(63) + "." + "y".repeat(63) + ".naru.test"),
              dname("round.naru.test", "round.naru.test")));

  @Test
  void section32TheNameIsRedirectedAndFollowed() {
    Message answer = server.ask("www.old.naru.test", RecordType.A);
    assertThat(answer.answers())
        .containsExactly(
            dname("old.naru.test", "new.naru.test"),
            cname("www.old.naru.test", "www.new.naru.test"),
            a("www.new.naru.test", "127.0.0.1"));
    assertThat(answer.flags().authoritative()).isTrue();
  }

  @Test
  void section32AnAliasThatWasAskedForIsNotFollowed() {
    Message answer = server.ask("ghost.old.naru.test", RecordType.CNAME);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.answers())
        .containsExactly(
            dname("old.naru.test", "new.naru.test"),
            cname("ghost.old.naru.test", "ghost.new.naru.test"));
  }

  @Test
  void section23TheOwnerItselfIsNotRedirected() {
    assertThat(server.ask("old.naru.test", RecordType.TXT).answers())
        .containsExactly(txt("old.naru.test", "the owner itself"));
    assertThat(server.ask("old.naru.test", RecordType.DNAME).answers())
        .containsExactly(dname("old.naru.test", "new.naru.test"));
    assertThat(server.ask("old.naru.test", RecordType.A).authorities()).hasSize(1);
  }

  @Test
  void section32ATargetElsewhereIsLeftToTheAsker() {
    Message answer = server.ask("a.b.away.naru.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.answers())
        .containsExactly(
            dname("away.naru.test", "ferry.example"),
            cname("a.b.away.naru.test", "a.b.ferry.example"));
  }

  @Test
  void section32ATargetThatIsNotThereSaysSo() {
    Message answer = server.ask("ghost.old.naru.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.answers()).hasSize(2);
  }

  @Test
  void section22ANameThatGetsTooLongIsYxdomain() {
    String label = "z".repeat(63);
    Message answer = server.ask(label + "." + label + ".long.naru.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.YXDOMAIN);
    assertThat(answer.flags().authoritative()).isTrue();
    assertThat(answer.answers()).hasSize(1);
    assertThat(answer.answers().getFirst().owner()).isEqualTo(Name.of("long.naru.test"));
  }

  @Test
  void aDnameToItselfEnds() {
    Message answer = server.ask("x.round.naru.test", RecordType.A);
    assertThat(answer.answers()).hasSize(2);
  }
}
