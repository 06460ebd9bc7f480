package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.rrsig;
import static naru.nameserver.Records.txt;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything about a message that is not the walk through a zone. */
class MessagesTest {
  private static final Question WWW = Question.of(Name.of("www.naru.test"), RecordType.A);

  private final Asked server =
      Asked.of(
          zone(
              "naru.test",
              a("www.naru.test", "127.0.0.1"),
              txt("www.naru.test", "x"),
              rrsig("www.naru.test", RecordType.A, "naru.test"),
              rrsig("www.naru.test", RecordType.TXT, "naru.test")));

  @Test
  void rfc1035Section73AnAnswerIsNotAnswered() {
    Message answer = Message.query(WWW).edit().response(true).build();
    assertThat(server.server().answer(answer)).isEmpty();
  }

  @Test
  void rfc1035Section411IdAndRdComeBack() {
    Message answer = server.ask(Message.query(WWW).edit().id(4711).build());
    assertThat(answer.id()).isEqualTo(4711);
    assertThat(answer.flags().toString()).isEqualTo("qr aa rd");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 15})
  void rfc1035Section411OtherOpcodesAreNotImplemented(int opcode) {
    Message answer = server.ask(Message.query(WWW).edit().opcode(opcode).build());
    assertThat(answer.rcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(answer.opcode()).isEqualTo(opcode);
    assertThat(answer.questions()).containsExactly(WWW);
  }

  @Test
  void rfc9619Section4OneQuestion() {
    Message none = Message.query(WWW).edit().questions(List.of()).build();
    Message two = Message.query(WWW).edit().question(WWW).build();
    assertThat(server.ask(none).rcode()).isEqualTo(Rcode.FORMERR);
    assertThat(server.ask(two).rcode()).isEqualTo(Rcode.FORMERR);
  }

  @ParameterizedTest
  @CsvSource({
    "AXFR, REFUSED",
    "IXFR, REFUSED",
    "TYPE41, FORMERR",
    "TSIG, FORMERR",
    "TYPE128, FORMERR",
    "TKEY, NOTIMP",
    "TYPE253, NOTIMP",
    "TYPE254, NOTIMP",
    "TYPE200, NOTIMP"
  })
  void typesThatAreNoData(String type, String rcode) {
    Message answer = server.ask("naru.test", RecordType.parse(type).orElseThrow());
    assertThat(answer.rcode().toString()).isEqualTo(rcode);
    assertThat(answer.answers()).isEmpty();
  }

  @Test
  void rfc6891Section613AnUnknownVersionIsSaidSo() {
    Message query = Message.query(WWW).edit().edns(new Edns(4096, 1, true, List.of())).build();
    Message answer = server.ask(query);
    assertThat(answer.rcode()).isEqualTo(Rcode.BADVERS);
    assertThat(answer.edns().orElseThrow().version()).isZero();
    assertThat(answer.answers()).isEmpty();
  }

  @Test
  void rfc6891Section7OptIsAnsweredWithOptAndOnlyThen() {
    assertThat(server.ask(Message.query(WWW)).edns()).isEmpty();
    Message asked = Message.query(WWW).edit().edns(Edns.plain()).build();
    assertThat(server.ask(asked).edns()).contains(Edns.plain());
    assertThat(server.ask(Asked.withOption("www.naru.test", RecordType.A, 65_001)).edns())
        .contains(Edns.plain());
  }

  @Test
  void rfc3225Section3DoComesBackAndBringsSignatures() {
    Message answer = server.askSecurely("www.naru.test", RecordType.A);
    assertThat(answer.edns().orElseThrow().dnssecOk()).isTrue();
    assertThat(answer.answers())
        .containsExactly(
            a("www.naru.test", "127.0.0.1"), rrsig("www.naru.test", RecordType.A, "naru.test"));
    assertThat(server.ask("www.naru.test", RecordType.A).answers()).hasSize(1);
  }

  @Test
  void signaturesCanBeAskedFor() {
    assertThat(server.ask("www.naru.test", RecordType.RRSIG).answers()).hasSize(2);
  }

  @Test
  void rfc8482Section41AnyGetsOneSet() {
    Message answer = server.ask("www.naru.test", RecordType.ANY);
    assertThat(answer.answers()).containsExactly(a("www.naru.test", "127.0.0.1"));
  }

  @Test
  void rfc5001NsidIsToldToWhoAsks() {
    Message answer = server.ask(Asked.withOption("www.naru.test", RecordType.A, 3));
    Edns.Option nsid = answer.edns().orElseThrow().option(Edns.Option.NSID).orElseThrow();
    assertThat(new String(nsid.data().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("a.root-servers.net");
  }

  @Test
  void rfc5001NsidIsToldWithARefusalToo() {
    Message answer = server.ask(Asked.withOption("elsewhere.test", RecordType.A, 3));
    assertThat(answer.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.edns().orElseThrow().option(Edns.Option.NSID)).isPresent();
  }

  @Test
  void rfc8914Section421ARefusalSaysNotAuthoritative() {
    Message query = Message.query(Question.of(Name.of("elsewhere.test"), RecordType.A));
    Message answer = server.ask(query.edit().edns(Edns.plain()).build());
    assertThat(answer.edns().orElseThrow().option(Edns.Option.EXTENDED_ERROR))
        .contains(Edns.Option.extendedError(20, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "id.server, a.root-servers.net",
    "hostname.bind, a.root-servers.net",
    "version.bind, Naru",
    "VERSION.server, Naru"
  })
  void rfc4892WhichServerItIs(String name, String text) {
    Message answer = server.ask(chaos(name));
    assertThat(answer.answers())
        .containsExactly(
            new Record(
                Name.of(name), RecordType.TXT, RecordClass.CH, 0, RecordData.Txt.of(text).rdata()));
    assertThat(answer.flags().authoritative()).isTrue();
  }

  @Test
  void rfc4892Section2AHiddenServerRefuses() {
    Asked hidden = new Asked(new AuthoritativeServer(ServerIdentity.HIDDEN, ZoneStore.of()));
    assertThat(hidden.ask(chaos("id.server")).rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(server.ask(chaos("www.naru.test")).rcode()).isEqualTo(Rcode.REFUSED);
  }

  private static Message chaos(String name) {
    return Message.query(new Question(Name.of(name), RecordType.TXT, RecordClass.CH));
  }

  @Test
  void rfc1035Section62AnyClassIsNeverAuthoritative() {
    Question any = new Question(WWW.name(), RecordType.A, RecordClass.ANY);
    Message answer = server.ask(Message.query(any));
    assertThat(answer.answers()).containsExactly(a("www.naru.test", "127.0.0.1"));
    assertThat(answer.flags().authoritative()).isFalse();
  }

  @Test
  void otherClassesAreRefused() {
    Question hesiod = new Question(WWW.name(), RecordType.A, RecordClass.HS);
    assertThat(server.ask(Message.query(hesiod)).rcode()).isEqualTo(Rcode.REFUSED);
  }

  /** RFC 2181 §9. */
  @Test
  void aLargeSetIsLeftOutAsAWholeOverUdp() {
    Record[] many =
        IntStream.range(0, 100)
            .mapToObj(i -> a("many.naru.test", "127.1.0." + i))
            .toArray(Record[]::new);
    Asked large = Asked.of(zone("naru.test", many));
    Message query = Message.query(Question.of(Name.of("many.naru.test"), RecordType.A));
    Message cut = large.ask(query, 512);
    assertThat(cut.flags().truncated()).isTrue();
    assertThat(cut.answers()).isEmpty();
    assertThat(large.ask(query).answers()).containsExactly(many);
  }

  /** RFC 9471 §3.1: glue in the child is not optional; §3.2: the siblings' is. */
  @Test
  void rfc9471AReferralThatLosesItsGlueIsTruncated() {
    Record[] inside = delegation(12, "child.naru.test");
    Record[] siblings = delegation(12, "sibling.naru.test");
    Message query = Message.query(Question.of(Name.of("www.child.naru.test"), RecordType.A));
    Message cut = Asked.of(zone("naru.test", inside)).ask(query, 512);
    assertThat(cut.authorities()).hasSize(12);
    assertThat(cut.flags().truncated()).isTrue();
    Message whole = Asked.of(zone("naru.test", siblings)).ask(query, 512);
    assertThat(whole.authorities()).hasSize(12);
    assertThat(whole.additionals()).isNotEmpty().hasSizeLessThan(24);
    assertThat(whole.flags().truncated()).isFalse();
  }

  private static Record[] delegation(int servers, String parentOfServers) {
    return IntStream.range(0, servers)
        .mapToObj(i -> "ns" + i + "." + parentOfServers)
        .flatMap(host ->
            List.of(ns("child.naru.test", host), a(host, "127.0.0.1"), a(host, "::1")).stream())
        .toArray(Record[]::new);
  }

  @Test
  void theOrderOfSetsAndRecordsIsTheZonesAndStable() {
    Message first = server.askSecurely("www.naru.test", RecordType.TXT);
    for (int i = 0; i < 10; i++) {
      assertThat(server.askSecurely("www.naru.test", RecordType.TXT)).isEqualTo(first);
    }
  }
}
