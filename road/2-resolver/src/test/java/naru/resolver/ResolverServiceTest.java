package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.journey.Step;
import naru.journey.Told;
import naru.journey.ToldCodec;
import naru.journey.VerdictCode;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import naru.wire.TypeBitmap;
import org.junit.jupiter.api.Test;

/** What clients are answered. */
class ResolverServiceTest {
  private final TinyInternet internet = TinyInternet.usual();

  private Optional<Message> ask(DnsQuery query) {
    List<Optional<Message>> answers = new ArrayList<>();
    ResolverConfig config = internet.config().withIdentity("harbour");
    ResolverService service = new ResolverService(internet.time, internet.resolver(), config);
    internet.time.run("service", () -> answers.add(service.answer(query)));
    return answers.getFirst();
  }

  private Message ask(Message query) {
    return ask(from("127.0.0.1", query)).orElseThrow();
  }

  private static DnsQuery from(String client, Message query) {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral(client), 4000);
    return new DnsQuery(query, 40, Transport.UDP, Optional.of(peer), Optional.empty(), false);
  }

  /** As those ask who wait for long. */
  private static DnsQuery overTcp(Message query) {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4000);
    return new DnsQuery(query, 40, Transport.TCP, Optional.of(peer), Optional.empty(), false);
  }

  private static Message query(String name, RecordType type) {
    return Message.query(Question.of(Name.of(name), type)).edit().id(7).build();
  }

  @Test
  void anAnswerHasTheClientsIdAndNoAuthority() {
    Message answer = ask(query("www.naru.test", RecordType.A));
    assertThat(answer.id()).isEqualTo(7);
    assertThat(answer.flags()).hasToString("qr rd ra");
    assertThat(answer.answers()).hasSize(2);
    assertThat(answer.authorities()).isEmpty();
    assertThat(answer.edns()).isEmpty();
  }

  @Test
  void strangersAreRefused() {
    Message query = query("web.naru.test", RecordType.A).edit().edns(Edns.plain()).build();
    Message answer = ask(from("192.0.2.200", query)).orElseThrow();
    assertThat(answer.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(infoCodes(answer)).containsExactly(18);
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void anAnswerIsNotAnswered() {
    Message query = query("web.naru.test", RecordType.A).edit().response(true).build();
    assertThat(ask(from("127.0.0.1", query))).isEmpty();
  }

  @Test
  void whatIsNoQueryIsSaidSo() {
    Message query = query("web.naru.test", RecordType.A);
    assertThat(ask(query.edit().opcode(Message.UPDATE).build()).rcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(ask(query.edit().questions(List.of()).build()).rcode()).isEqualTo(Rcode.FORMERR);
    Edns future = new Edns(1232, 1, false, List.of());
    Message answer = ask(query.edit().edns(future).build());
    assertThat(answer.rcode()).isEqualTo(Rcode.BADVERS);
    assertThat(answer.edns().orElseThrow().version()).isEqualTo(0);
  }

  @Test
  void rfc8482AnyIsAnsweredWithOneRecord() {
    assertThat(ask(query("naru.test", RecordType.ANY)).answers())
        .singleElement()
        .matches(record -> record.type().equals(RecordType.HINFO));
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void rfc8914AFailureSaysWhy() {
    internet.silent("127.53.2.1").silent("127.53.2.2");
    Message query = query("web.naru.test", RecordType.A).edit().edns(Edns.plain()).build();
    Message answer = ask(overTcp(query)).orElseThrow();
    assertThat(answer.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(infoCodes(answer)).containsExactly(22, 23);
  }

  private static List<Integer> infoCodes(Message message) {
    return message.edns().stream()
        .flatMap(edns -> edns.options().stream())
        .filter(option -> option.code() == Edns.Option.EXTENDED_ERROR)
        .map(option -> option.data().bytes())
        .map(bytes -> (bytes[0] & 0xff) << 8 | bytes[1] & 0xff)
        .toList();
  }

  @Test
  void aJourneyIsToldToTheSameUserOnly() {
    Edns.Option id = new Edns.Option(Edns.Option.JOURNEY, Rdata.of(new byte[8]));
    Message query = query("web.naru.test", RecordType.A).edit().edns(Edns.plain().with(id)).build();
    assertThat(toldIn(ask(query))).isEmpty();
    Told told = toldIn(ask(locally(query)).orElseThrow()).orElseThrow();
    assertThat(told.steps()).isEmpty();
    internet.resolver().flush(Name.ROOT);
    Told again = toldIn(ask(locally(query)).orElseThrow()).orElseThrow();
    assertThat(again.steps().stream().map(Step::station))
        .containsExactly("root", "tld", "authoritative");
    assertThat(again.cause()).isEmpty();
  }

  @Test
  void aFailedJourneyTellsItsCause() {
    internet.silent("127.53.0.1");
    Edns.Option id = new Edns.Option(Edns.Option.JOURNEY, Rdata.of(new byte[8]));
    Message query = query("web.naru.test", RecordType.A).edit().edns(Edns.plain().with(id)).build();
    Told told = toldIn(ask(locally(query)).orElseThrow()).orElseThrow();
    assertThat(told.cause().orElseThrow().code()).isEqualTo(VerdictCode.DNS_NO_REACHABLE_SERVER);
    assertThat(told.steps()).hasSize(Limits.TRIES_A_SERVER);
  }

  private static DnsQuery locally(Message query) {
    return new DnsQuery(query, 60, Transport.LOCAL, Optional.empty(), Optional.empty(), true);
  }

  private static Optional<Told> toldIn(Message answer) {
    return answer
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.JOURNEY))
        .flatMap(option -> ToldCodec.decode(option.data().bytes()));
  }

  @Test
  void rfc4035Section3SignaturesAndProofsAreForThoseWhoAsk() {
    for (String address : List.of("127.53.2.1", "127.53.2.2")) {
      internet.says(address, ResolverServiceTest::signed);
    }
    for (String name : List.of("web.naru.test", "no.naru.test")) {
      Message plain = query(name, RecordType.A);
      Message dnssec = plain.edit().edns(Edns.plain().withDnssecOk(true)).build();
      for (int round = 0; round < 2; round++) {
        assertThat(types(ask(plain))).doesNotContain(RecordType.RRSIG, RecordType.NSEC);
        assertThat(types(ask(dnssec))).contains(RecordType.RRSIG);
      }
    }
    assertThat(types(ask(query("no.naru.test", RecordType.A)))).containsExactly(RecordType.SOA);
  }

  private static List<RecordType> types(Message message) {
    return Stream.concat(message.answers().stream(), message.authorities().stream())
        .map(Record::type)
        .toList();
  }

  /** The usual zone with signatures over all that it says, as far as their form goes. */
  private static Message signed(Message query) {
    Message plain = TinyInternet.naru().answer(query);
    Message.Builder signed = plain.edit();
    plain.answers().forEach(record -> signed.answer(signature(record)));
    plain.authorities().forEach(record -> signed.authority(signature(record)));
    if (plain.rcode().equals(Rcode.NXDOMAIN)) {
      TypeBitmap types = TypeBitmap.of(List.of(RecordType.A));
      RecordData nsec = new RecordData.Nsec(Name.of("naru.test"), types);
      Record denial = Record.of(Name.of("naru.test"), 60, nsec);
      signed.authority(denial).authority(signature(denial));
    }
    return signed.build();
  }

  private static Record signature(Record over) {
    RecordData.Rrsig rrsig =
        new RecordData.Rrsig(
            over.type(),
            13,
            over.owner().labelCount(),
            over.ttlSeconds(),
            2,
            1,
            7,
            Name.of("naru.test"),
            Rdata.of(new byte[64]));
    return Record.of(over.owner(), over.ttlSeconds(), rrsig);
  }
}
