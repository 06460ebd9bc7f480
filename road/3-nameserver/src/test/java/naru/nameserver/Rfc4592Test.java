package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.mx;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.srv;
import static naru.nameserver.Records.txt;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 4592: wildcards. The zone is the shape of §2.2.1's. */
class Rfc4592Test {
  private final Asked server =
      Asked.of(
          zone(
              "example",
              txt("*.example", "this is a wildcard"),
              mx("*.example", "host1.example"),
              txt("sub.*.example", "this is not a wildcard"),
              a("host1.example", "192.0.2.1"),
              srv("_ssh._tcp.host1.example", "host1.example"),
              srv("_ssh._tcp.host2.example", "host1.example"),
              ns("subdel.example", "ns.example.com"),
              ns("subdel.example", "ns.example.net")));

  private Message noData(String name, RecordType type) {
    Message answer = server.ask(name, type);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.authorities()).extracting(Record::type).containsExactly(RecordType.SOA);
    return answer;
  }

  @Test
  void section221SynthesizedFromTheWildcard() {
    assertThat(server.ask("host3.example", RecordType.MX).answers())
        .containsExactly(mx("host3.example", "host1.example"));
    assertThat(server.ask("foo.bar.example", RecordType.TXT).answers())
        .containsExactly(txt("foo.bar.example", "this is a wildcard"));
  }

  @Test
  void section221AWildcardWithoutTheTypeHasNoData() {
    noData("host3.example", RecordType.A);
  }

  @Test
  void section221ANameThatExistsIsNotSynthesized() {
    noData("host1.example", RecordType.MX);
  }

  @Test
  void section221TheWildcardItselfExists() {
    noData("sub.*.example", RecordType.MX);
    assertThat(server.ask("*.example", RecordType.TXT).answers())
        .containsExactly(txt("*.example", "this is a wildcard"));
  }

  @Test
  void section221ServicesBelowAnExistingHostDoNotExist() {
    assertThat(server.ask("_telnet._tcp.host1.example", RecordType.SRV).rcode())
        .isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void section221ADelegationIsAReferral() {
    Message answer = server.ask("host.subdel.example", RecordType.A);
    assertThat(answer.flags().authoritative()).isFalse();
    assertThat(answer.authorities()).extracting(Record::type).containsOnly(RecordType.NS);
  }

  /** §2.2.1 last: the closest encloser is the wildcard's own name, which has no wildcard. */
  @Test
  void section221BelowTheWildcardNothingIsSynthesized() {
    assertThat(server.ask("ghost.*.example", RecordType.MX).rcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void section222AnEmptyNonTerminalStopsTheWildcardAbove() {
    noData("_tcp.host2.example", RecordType.TXT);
    assertThat(server.ask("x._tcp.host2.example", RecordType.TXT).rcode())
        .isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void section222AWildcardThatIsAnEmptyNonTerminalHasNoData() {
    Zone zone = zone("example", txt("sub.*.example", "x"));
    Message answer = Asked.of(zone).ask("anything.example", RecordType.TXT);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.authorities()).hasSize(1);
  }

  @Test
  void section34AWildcardAliasIsFollowed() {
    Zone zone = zone("example", cname("*.example", "host.example"), a("host.example", "127.0.0.1"));
    assertThat(Asked.of(zone).ask("any.example", RecordType.A).answers())
        .containsExactly(cname("any.example", "host.example"), a("host.example", "127.0.0.1"));
  }

  @Test
  void section34AWildcardAliasIntoItselfEnds() {
    Zone zone = zone("example", cname("*.example", "x.example"));
    assertThat(Asked.of(zone).ask("y.example", RecordType.A).answers())
        .containsExactly(cname("y.example", "x.example"), cname("x.example", "x.example"));
  }

  @Test
  void section21AnAsteriskInTheMiddleIsALetter() {
    Message answer = server.ask("a.*.b.example", RecordType.TXT);
    assertThat(answer.answers().getFirst().owner()).isEqualTo(Name.of("a.*.b.example"));
  }
}
