package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.ds;
import static naru.nameserver.Records.mx;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.srv;
import static naru.nameserver.Records.txt;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import naru.wire.ServiceParameters;
import org.junit.jupiter.api.Test;

/** RFC 1034 §4.3.2, step by step, on a root, a TLD and a leaf. */
class Rfc1034Section432Test {
  private static final Zone ROOT =
      zone(".", ns("test", "a.nic.test"), a("a.nic.test", "127.53.1.1"));
  private static final Zone LEAF =
      zone(
          "naru.test",
          cname("www.naru.test", "web.naru.test"),
          a("web.naru.test", "127.80.0.1"),
          a("web.naru.test", "::1"),
          mx("naru.test", "mail.naru.test"),
          a("mail.naru.test", "127.80.0.2"),
          srv("_ssh._tcp.naru.test", "web.naru.test"),
          txt("deep.under.naru.test", "x"),
          ns("child.naru.test", "ns.child.naru.test"),
          ns("child.naru.test", "ns.sibling.naru.test"),
          ns("child.naru.test", "ns.elsewhere.test"),
          ds("child.naru.test"),
          a("ns.child.naru.test", "127.53.4.1"),
          a("ns.sibling.naru.test", "127.53.4.2"),
          cname("out.naru.test", "www.elsewhere.test"),
          cname("down.naru.test", "www.child.naru.test"),
          cname("gone.naru.test", "nowhere.naru.test"),
          cname("loop1.naru.test", "loop2.naru.test"),
          cname("loop2.naru.test", "loop1.naru.test"),
          cname("across.naru.test", "www.ferry.test"));
  private static final Zone SECOND = zone("ferry.test", a("www.ferry.test", "127.80.0.3"));

  private final Asked server = Asked.of(LEAF, SECOND);

  @Test
  void step2WithoutAZoneRefuses() {
    Message answer = server.ask("www.elsewhere.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.flags().authoritative()).isFalse();
    assertThat(answer.authorities()).isEmpty();
  }

  @Test
  void step2TakesTheNearestZone() {
    Zone parent = zone("test", ns("naru.test", "ns.naru.test"), a("ns.naru.test", "127.53.2.1"));
    Message answer = Asked.of(ROOT, parent, LEAF).ask("web.naru.test", RecordType.A);
    assertThat(answer.answers()).containsExactly(a("web.naru.test", "127.80.0.1"));
    assertThat(answer.flags().authoritative()).isTrue();
  }

  @Test
  void step3aAnswersTheSet() {
    Message answer = server.ask("web.naru.test", RecordType.AAAA);
    assertThat(answer.answers()).containsExactly(a("web.naru.test", "::1"));
    assertThat(answer.flags().toString()).isEqualTo("qr aa rd");
    assertThat(answer.authorities()).isEmpty();
  }

  @Test
  void step3aKeepsTheCaseOfTheQuestion() {
    Message answer = server.ask("wEB.nARU.test", RecordType.A);
    Name asked = Name.of("wEB.nARU.test");
    assertThat(answer.questions().getFirst().name().equalsExactly(asked)).isTrue();
    assertThat(answer.answers().getFirst().owner().equalsExactly(asked)).isTrue();
  }

  @Test
  void step3aFollowsAnAlias() {
    Message answer = server.ask("www.naru.test", RecordType.A);
    assertThat(answer.answers())
        .containsExactly(cname("www.naru.test", "web.naru.test"), a("web.naru.test", "127.80.0.1"));
  }

  @Test
  void step3aFollowsAnAliasIntoAnotherZoneOfTheServer() {
    assertThat(server.ask("across.naru.test", RecordType.A).answers())
        .containsExactly(
            cname("across.naru.test", "www.ferry.test"), a("www.ferry.test", "127.80.0.3"));
  }

  @Test
  void step3aStopsWhereAnAliasLeavesItsZones() {
    Message answer = server.ask("out.naru.test", RecordType.A);
    assertThat(answer.answers()).containsExactly(cname("out.naru.test", "www.elsewhere.test"));
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.flags().authoritative()).isTrue();
    assertThat(answer.authorities()).isEmpty();
  }

  @Test
  void step3aDoesNotFollowAnAliasThatWasAskedFor() {
    assertThat(server.ask("www.naru.test", RecordType.CNAME).answers())
        .containsExactly(cname("www.naru.test", "web.naru.test"));
  }

  @Test
  void step3aEndsALoopOfAliases() {
    Message answer = server.ask("loop1.naru.test", RecordType.A);
    assertThat(answer.answers())
        .containsExactly(
            cname("loop1.naru.test", "loop2.naru.test"),
            cname("loop2.naru.test", "loop1.naru.test"));
  }

  @Test
  void step3aBoundsAChainOfAliases() {
    Record[] chain =
        IntStream.range(0, 40)
            .mapToObj(i -> cname("n" + i + ".chain.test", "n" + (i + 1) + ".chain.test"))
            .toArray(Record[]::new);
    Message answer = Asked.of(zone("chain.test", chain)).ask("n0.chain.test", RecordType.A);
    assertThat(answer.answers()).hasSize(Limits.ALIASES + 1);
  }

  @Test
  void step3bRefersToTheChildWithGlueInDomainFirst() {
    Message answer = server.ask("www.child.naru.test", RecordType.A);
    assertThat(answer.flags().authoritative()).isFalse();
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.authorities())
        .containsExactly(
            ns("child.naru.test", "ns.child.naru.test"),
            ns("child.naru.test", "ns.sibling.naru.test"),
            ns("child.naru.test", "ns.elsewhere.test"));
    assertThat(answer.additionals())
        .containsExactly(
            a("ns.child.naru.test", "127.53.4.1"), a("ns.sibling.naru.test", "127.53.4.2"));
  }

  @Test
  void step3bRefersForTheCutItselfAndForItsGlue() {
    for (String name : List.of("child.naru.test", "ns.child.naru.test")) {
      for (RecordType type : List.of(RecordType.A, RecordType.NS, RecordType.ANY)) {
        Message answer = server.ask(name, type);
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.flags().authoritative()).isFalse();
        assertThat(answer.authorities()).hasSize(3);
      }
    }
  }

  @Test
  void step3bTheRootGivesServersAndNoAddressOfTheName() {
    Message answer = Asked.of(ROOT).ask("www.naru.test", RecordType.A);
    assertThat(answer.authorities()).containsExactly(ns("test", "a.nic.test"));
    assertThat(answer.additionals()).containsExactly(a("a.nic.test", "127.53.1.1"));
    assertThat(answer.answers()).isEmpty();
  }

  @Test
  void step3bAfterAnAliasRefersButStaysAuthoritativeForTheAlias() {
    Message answer = server.ask("down.naru.test", RecordType.A);
    assertThat(answer.answers()).containsExactly(cname("down.naru.test", "www.child.naru.test"));
    assertThat(answer.authorities().getFirst().owner()).isEqualTo(Name.of("child.naru.test"));
    assertThat(answer.flags().authoritative()).isTrue();
  }

  @Test
  void step3cNoSuchName() {
    Message answer = server.ask("nowhere.naru.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.flags().authoritative()).isTrue();
    assertThat(answer.authorities()).extracting(Record::type).containsExactly(RecordType.SOA);
  }

  /** RFC 6604 §3. */
  @Test
  void step3cAnAliasToNothingSaysNoSuchName() {
    Message answer = server.ask("gone.naru.test", RecordType.A);
    assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.answers()).containsExactly(cname("gone.naru.test", "nowhere.naru.test"));
    assertThat(answer.authorities()).hasSize(1);
  }

  @Test
  void step6AddsAddressesOfMailAndService() {
    assertThat(server.ask("naru.test", RecordType.MX).additionals())
        .containsExactly(a("mail.naru.test", "127.80.0.2"));
    assertThat(server.ask("_ssh._tcp.naru.test", RecordType.SRV).additionals())
        .containsExactly(a("web.naru.test", "127.80.0.1"), a("web.naru.test", "::1"));
  }

  /** RFC 9460 §4.1, and §2.5.2 for the target that is the owner itself. */
  @Test
  void step6AddsAddressesOfServiceBindings() {
    ServiceParameters none = ServiceParameters.NONE;
    Zone zone =
        zone(
            "naru.test",
            Records.of("naru.test", new RecordData.Https(0, Name.of("w.naru.test"), none)),
            Records.of("w.naru.test", new RecordData.Https(1, Name.ROOT, none)),
            a("w.naru.test", "127.80.0.1"));
    for (String name : List.of("naru.test", "w.naru.test")) {
      assertThat(Asked.of(zone).ask(name, RecordType.HTTPS).additionals())
          .containsExactly(a("w.naru.test", "127.80.0.1"));
    }
  }

  @Test
  void step6AddsAddressesOfTheZonesOwnServers() {
    Zone zone = zone("own.test", ns("own.test", "ns.own.test"), a("ns.own.test", "127.0.0.9"));
    Message answer = Asked.of(zone).ask("own.test", RecordType.NS);
    assertThat(answer.flags().authoritative()).isTrue();
    assertThat(answer.answers()).hasSize(2);
    assertThat(answer.additionals()).containsExactly(a("ns.own.test", "127.0.0.9"));
  }

  @Test
  void emptyNonTerminalsExist() {
    Message answer = server.ask("under.naru.test", RecordType.TXT);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.authorities()).extracting(Record::type).containsExactly(RecordType.SOA);
    assertThat(server.ask("_tcp.naru.test", RecordType.ANY).rcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aNameOf127LabelsIsWalked() {
    String deep = "a.".repeat(122) + "naru.test";
    Name name = Name.of(deep);
    assertThat(name.octets()).isEqualTo(255);
    Zone zone = zone("naru.test", a(deep, "127.0.0.1"));
    assertThat(Asked.of(zone).ask(deep, RecordType.A).answers())
        .containsExactly(a(deep, "127.0.0.1"));
    assertThat(Asked.of(zone).ask(deep.substring(2), RecordType.A).rcode())
        .isEqualTo(Rcode.NOERROR);
    assertThat(server.ask(deep, RecordType.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void labelsOf63OctetsAreFound() {
    String label = "x".repeat(63);
    List<String> labels = new ArrayList<>(List.of(label, label, label));
    String name = String.join(".", labels) + ".naru.test";
    Zone zone = zone("naru.test", a(name, "127.0.0.1"));
    assertThat(Asked.of(zone).ask(name, RecordType.A).answers())
        .containsExactly(a(name, "127.0.0.1"));
  }

  /** RFC 4035 §3.1.4.1. */
  @Test
  void aChildsDsIsAnsweredByTheParent() {
    Message answer = server.ask("child.naru.test", RecordType.DS);
    assertThat(answer.answers()).containsExactly(ds("child.naru.test"));
    assertThat(answer.flags().authoritative()).isTrue();
    Zone child = zone("child.naru.test");
    assertThat(Asked.of(LEAF, child).ask("child.naru.test", RecordType.DS).answers())
        .containsExactly(ds("child.naru.test"));
  }

  /** RFC 4035 §3.1.4.1: the child alone, or with somebody above the parent, says no data. */
  @Test
  void aChildWithoutItsParentHasNoDs() {
    Zone child = zone("child.naru.test");
    for (Asked alone : List.of(Asked.of(child), Asked.of(ROOT, child))) {
      Message answer = alone.ask("child.naru.test", RecordType.DS);
      assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.flags().authoritative()).isTrue();
      assertThat(answer.authorities().getFirst().owner()).isEqualTo(Name.of("child.naru.test"));
    }
  }

  @Test
  void aDsBelowACutIsTheChildsBusiness() {
    Message answer = server.ask("x.child.naru.test", RecordType.DS);
    assertThat(answer.flags().authoritative()).isFalse();
    assertThat(answer.authorities()).hasSize(3);
  }
}
