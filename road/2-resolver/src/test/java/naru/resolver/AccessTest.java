package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.AccessList.Action;
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

/** Who may ask, and what. */
class AccessTest {
  private static final String CLIENT = "192.0.2.9";

  private static TinyInternet allowing(String... entries) {
    return TinyInternet.usual()
        .configured(config ->
            config
                .withAccess(AccessList.LOOPBACK.and(entries(entries)))
                .withIdentity("harbour")
                .withLocalData(LocalDataTest.data("here.naru.test A 192.0.2.77")));
  }

  private static List<AccessList.Entry> entries(String... texts) {
    return Stream.of(texts).map(text -> AccessList.Entry.parse(text).orElseThrow()).toList();
  }

  private static Message query(String name) {
    return Message.query(Question.of(Name.of(name), RecordType.A));
  }

  private static Message withoutRecursion(String name) {
    return query(name).edit().recursionDesired(false).build();
  }

  private static Action actionFor(AccessList list, String address) {
    return list.actionFor(InetAddress.ofLiteral(address));
  }

  @Test
  void theLongestPrefixDecides() {
    AccessList list =
        AccessList.LOOPBACK.and(
            entries("10.0.0.0/8", "10.9.0.0/16 refuse", "10.9.8.0/24 deny", "2001:db8::/32"));
    assertThat(actionFor(list, "10.1.2.3")).isEqualTo(Action.ALLOW);
    assertThat(actionFor(list, "10.9.2.3")).isEqualTo(Action.REFUSE);
    assertThat(actionFor(list, "10.9.8.3")).isEqualTo(Action.DENY);
    assertThat(actionFor(list, "2001:db8::1")).isEqualTo(Action.ALLOW);
    assertThat(actionFor(list, "11.0.0.1")).isEqualTo(Action.REFUSE);
    assertThat(actionFor(list, "127.0.0.1")).isEqualTo(Action.ALLOW);
  }

  @Test
  void ofEqualPrefixesTheOneNamedLastDecides() {
    AccessList list = AccessList.LOOPBACK.and(entries("127.0.0.0/8 refuse", "127.0.0.0/8 deny"));
    assertThat(actionFor(list, "127.0.0.1")).isEqualTo(Action.DENY);
  }

  @Test
  void anEntryIsAPrefixAndPerhapsAnAction() {
    assertThat(AccessList.Entry.parse("10.0.0.0/33")).isEmpty();
    assertThat(AccessList.Entry.parse("10.0.0.0/8 perhaps")).isEmpty();
    assertThat(AccessList.Entry.parse("10.0.0.0/8 allow deny")).isEmpty();
    assertThat(AccessList.Entry.parse("10.0.0.1").orElseThrow().prefix().bits()).isEqualTo(32);
  }

  @Test
  void aRefusedStrangerGetsNoMoreThanItsOwnHeader() {
    Message answer = ServiceClient.at(allowing(), CLIENT).ask(query("web.naru.test"));
    assertThat(answer.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.flags()).hasToString("qr rd");
    assertThat(answer.questions()).isEmpty();
    Message spoken = query("web.naru.test").edit().edns(Edns.plain()).build();
    assertThat(ServiceClient.at(allowing(), CLIENT).ask(spoken).questions()).hasSize(1);
  }

  @Test
  void aDeniedStrangerGetsNothing() {
    TinyInternet internet = allowing(CLIENT + " deny");
    assertThat(ServiceClient.at(internet, CLIENT).send(query("here.naru.test"))).isEmpty();
  }

  @Test
  void localNamesOnly() {
    ServiceClient refused = ServiceClient.at(allowing(CLIENT + " refuse_non_local"), CLIENT);
    assertThat(refused.ask(query("here.naru.test")).answers()).hasSize(1);
    assertThat(refused.ask(query("web.naru.test")).rcode()).isEqualTo(Rcode.REFUSED);
    ServiceClient denied = ServiceClient.at(allowing(CLIENT + " deny_non_local"), CLIENT);
    assertThat(denied.ask(query("here.naru.test")).answers()).hasSize(1);
    assertThat(denied.send(query("web.naru.test"))).isEmpty();
  }

  @Test
  void withoutRecursionDesiredTheCacheIsNobodysBusiness() {
    TinyInternet internet = allowing(CLIENT + " allow_snoop");
    ServiceClient usual = ServiceClient.of(internet);
    usual.ask(query("web.naru.test"));
    Message modest = withoutRecursion("web.naru.test").edit().edns(Edns.plain()).build();
    Message refused = usual.ask(modest);
    assertThat(refused.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(infoCodes(refused)).containsExactly(ExtendedError.NOT_AUTHORITATIVE);
    ServiceClient snooping = ServiceClient.at(internet, CLIENT);
    assertThat(snooping.ask(modest).answers()).hasSize(1);
    Message referral = snooping.ask(withoutRecursion("a.deep.naru.test"));
    assertThat(referral.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(referral.answers()).isEmpty();
    assertThat(referral.authorities()).allMatch(record -> record.type().equals(RecordType.NS));
  }

  @Test
  void localDataNeedsNoRecursion() {
    ServiceClient client = ServiceClient.of(allowing());
    assertThat(client.ask(withoutRecursion("here.naru.test")).answers()).hasSize(1);
    Message chaos =
        Message.query(new Question(Name.of("id.server"), RecordType.TXT, RecordClass.CH));
    assertThat(client.ask(chaos.edit().recursionDesired(false).build()).answers()).hasSize(1);
  }

  @Test
  void recursionCanBeTakenForGranted() {
    TinyInternet internet = allowing(CLIENT + " allow_setrd");
    assertThat(ServiceClient.at(internet, CLIENT).ask(withoutRecursion("web.naru.test")).answers())
        .hasSize(1);
  }

  @Test
  void rfc5936AResolverTransfersNothing() {
    ServiceClient client = ServiceClient.of(allowing());
    Message transfer = Message.query(Question.of(Name.of("naru.test"), RecordType.AXFR));
    assertThat(client.ask(transfer).rcode()).isEqualTo(Rcode.REFUSED);
    RecordData soa = new RecordData.Soa(Name.of("naru.test"), Name.of("naru.test"), 1, 2, 3, 4, 5);
    Message increment =
        Message.query(Question.of(Name.of("naru.test"), RecordType.IXFR))
            .edit()
            .authority(Record.of(Name.of("naru.test"), 0, soa))
            .build();
    Message answer = client.ask(increment);
    assertThat(answer.rcode()).isEqualTo(Rcode.FORMERR);
    assertThat(answer.questions()).isEmpty();
  }

  @Test
  void whatTheServerSaysOfItselfIsWhatItWasTold() {
    TinyInternet internet = TinyInternet.usual();
    assertThat(text(internet, "id.server")).isEmpty();
    assertThat(text(internet, "version.bind")).isEmpty();
    internet.configured(config -> config.withIdentity("harbour").withVersion("Naru 9"));
    assertThat(text(internet, "hostname.bind")).hasValue("\"harbour\"");
    assertThat(text(internet, "id.server")).hasValue("\"harbour\"");
    assertThat(text(internet, "version.server")).hasValue("\"Naru 9\"");
    assertThat(text(internet, "version.bind")).hasValue("\"Naru 9\"");
    assertThat(text(internet, "authors.bind")).isEmpty();
  }

  private static Optional<String> text(TinyInternet internet, String name) {
    Question question = new Question(Name.of(name), RecordType.TXT, RecordClass.CH);
    Message answer = ServiceClient.of(internet).ask(Message.query(question));
    assertThat(answer.rcode())
        .isEqualTo(answer.answers().isEmpty() ? Rcode.REFUSED : Rcode.NOERROR);
    return answer.answers().stream()
        .map(Record::toString)
        .map(line -> line.substring(line.indexOf('"')))
        .findFirst();
  }

  @Test
  void rfc5001TheIdentifierIsItsOwnOrTheIdentity() {
    TinyInternet internet = TinyInternet.usual();
    assertThat(identifier(internet)).isEmpty();
    internet.configured(config -> config.withIdentity("harbour"));
    assertThat(identifier(internet)).hasValue("harbour");
    internet.configured(config ->
        config.withIdentity("harbour").withNsid(naru.wire.Rdata.of(new byte[] {'n', '1'})));
    assertThat(identifier(internet)).hasValue("n1");
  }

  private static Optional<String> identifier(TinyInternet internet) {
    Edns.Option wanted = new Edns.Option(Edns.Option.NSID, naru.wire.Rdata.of(new byte[0]));
    Message query = query("web.naru.test").edit().edns(Edns.plain().with(wanted)).build();
    return ServiceClient.of(internet)
        .ask(query)
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.NSID))
        .map(option -> new String(option.data().bytes(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void rfc8482AnyCanBeAskedForAfterAll() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimalAny(false));
    Message any = Message.query(Question.of(Name.of("web.naru.test"), RecordType.ANY));
    ServiceClient.of(internet).send(any);
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void serversAreAddedWhereAnswersNeedNotBeMinimal() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withMinimalResponses(false));
    ServiceClient client = ServiceClient.of(internet);
    client.ask(Message.query(Question.of(Name.of("naru.test"), RecordType.NS)));
    client.ask(query("ns1.naru.test"));
    Message answer = client.ask(query("web.naru.test"));
    assertThat(answer.authorities()).hasSize(2);
    assertThat(answer.additionals())
        .extracting(Record::toString)
        .singleElement()
        .asString()
        .matches("ns1\\.naru\\.test\\. 3[56]\\d\\d IN A 127\\.53\\.2\\.1");
  }

  private static List<Integer> infoCodes(Message message) {
    return message.edns().stream()
        .flatMap(edns -> edns.options().stream())
        .filter(option -> option.code() == Edns.Option.EXTENDED_ERROR)
        .map(option -> option.data().bytes())
        .map(bytes -> (bytes[0] & 0xff) << 8 | bytes[1] & 0xff)
        .toList();
  }
}
