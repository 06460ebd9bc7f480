package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.LocalZone.Kind;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;
import naru.wire.ZoneFile;
import org.junit.jupiter.api.Test;

/** Local zones and local data: what is answered before anybody is asked. */
class LocalDataTest {
  private final TinyInternet internet = TinyInternet.usual();

  /** A resolver with one zone at {@code pier.naru.test} and this data. */
  private Client with(Kind kind, String... lines) {
    internet.configured(config ->
        config
            .withLocalZones(List.of(LocalZone.of(Name.of("pier.naru.test"), kind)))
            .withLocalData(data(lines)));
    return new Client(internet);
  }

  static List<Record> data(String... lines) {
    String text = "$TTL 3600\n" + String.join("\n", lines) + "\n";
    return ((ZoneFile.Records) ZoneFile.parse(text, "data", Name.ROOT)).records();
  }

  private static List<String> answers(Message message) {
    return message.answers().stream().map(Record::toString).toList();
  }

  private static List<String> authorities(Message message) {
    return message.authorities().stream().map(Record::toString).toList();
  }

  @Test
  void dataIsAnsweredWithAuthorityAndWithoutAskingAnybody() {
    Client client =
        with(Kind.STATIC, "a.pier.naru.test 60 A 192.0.2.1", "a.pier.naru.test 60 A 192.0.2.2");
    Message answer = client.ask("a.pier.naru.test", RecordType.A);
    assertThat(answer.flags()).hasToString("qr aa rd ra");
    assertThat(answers(answer))
        .containsExactly(
            "a.pier.naru.test. 60 IN A 192.0.2.1", "a.pier.naru.test. 60 IN A 192.0.2.2");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void aStaticZoneHasNothingElse() {
    Client client =
        with(
            Kind.STATIC,
            "pier.naru.test 900 SOA ns master 1 2 3 4 50",
            "a.b.pier.naru.test A 192.0.2.1");
    Message absent = client.ask("no.pier.naru.test", RecordType.A);
    assertThat(absent.rcode()).hasToString("NXDOMAIN");
    assertThat(authorities(absent))
        .containsExactly("pier.naru.test. 50 IN SOA ns. master. 1 2 3 4 50");
    Message between = client.ask("b.pier.naru.test", RecordType.A);
    assertThat(between.rcode()).hasToString("NOERROR");
    assertThat(between.authorities()).hasSize(1);
    assertThat(client.ask("a.b.pier.naru.test", RecordType.MX).rcode()).hasToString("NOERROR");
    assertThat(answers(client.ask("pier.naru.test", RecordType.SOA)))
        .containsExactly("pier.naru.test. 900 IN SOA ns. master. 1 2 3 4 50");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void withoutAnSoaADenialStandsAlone() {
    Message absent = with(Kind.STATIC).ask("no.pier.naru.test", RecordType.A);
    assertThat(absent.rcode()).hasToString("NXDOMAIN");
    assertThat(absent.authorities()).isEmpty();
  }

  @Test
  void denyDropsAndRefuseRefusesWhatHasNoData() {
    Client denied = with(Kind.DENY, "a.pier.naru.test A 192.0.2.1");
    assertThat(denied.send("b.pier.naru.test", RecordType.A)).isEmpty();
    assertThat(denied.ask("a.pier.naru.test", RecordType.A).answers()).hasSize(1);
    Message refused = with(Kind.REFUSE).ask("b.pier.naru.test", RecordType.A);
    assertThat(refused.rcode()).hasToString("REFUSED");
    assertThat(refused.flags()).hasToString("qr aa rd ra");
  }

  @Test
  void redirectGivesTheDataOfTheZoneToEveryNameBelow() {
    Client client = with(Kind.REDIRECT, "pier.naru.test A 192.0.2.1");
    assertThat(answers(client.ask("any.thing.pier.naru.test", RecordType.A)))
        .containsExactly("any.thing.pier.naru.test. 3600 IN A 192.0.2.1");
    assertThat(client.ask("any.thing.pier.naru.test", RecordType.MX).rcode())
        .hasToString("NOERROR");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void redirectToAnAliasIsFollowed() {
    Client client = with(Kind.REDIRECT, "pier.naru.test CNAME web.naru.test");
    Message answer = client.ask("ads.pier.naru.test", RecordType.A);
    assertThat(answers(answer))
        .containsExactly(
            "ads.pier.naru.test. 3600 IN CNAME web.naru.test.",
            "web.naru.test. 300 IN A 198.51.100.1");
    assertThat(answers(client.ask("ads.pier.naru.test", RecordType.CNAME))).hasSize(1);
  }

  @Test
  void anAliasOfOtherZonesIsAnsweredAlone() {
    Client client =
        with(Kind.STATIC, "a.pier.naru.test CNAME web.naru.test", "a.pier.naru.test TXT harbour");
    assertThat(client.ask("a.pier.naru.test", RecordType.A).answers()).hasSize(1);
    assertThat(answers(client.ask("a.pier.naru.test", RecordType.TXT)))
        .containsExactly("a.pier.naru.test. 3600 IN TXT \"harbour\"");
    assertThat(internet.journal).isEmpty();
  }

  @Test
  void aTransparentZoneHidesTheOtherTypesOfANameAndNoOtherName() {
    Client client = with(Kind.TRANSPARENT, "web.pier.naru.test TXT harbour");
    assertThat(client.ask("web.pier.naru.test", RecordType.A).flags()).hasToString("qr aa rd ra");
    assertThat(internet.journal).isEmpty();
    assertThat(client.ask("other.pier.naru.test", RecordType.A).rcode()).hasToString("NXDOMAIN");
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void dataInNoZoneIsTransparent() {
    internet.configured(config -> config.withLocalData(data("web.naru.test AAAA 2001:db8::1")));
    Client client = new Client(internet);
    assertThat(client.ask("web.naru.test", RecordType.AAAA).answers()).hasSize(1);
    assertThat(client.ask("web.naru.test", RecordType.A).answers()).isEmpty();
    assertThat(internet.journal).isEmpty();
    assertThat(client.ask("a.deep.naru.test", RecordType.A).answers()).hasSize(1);
  }

  @Test
  void aTypetransparentZoneHidesNothing() {
    internet.configured(config ->
        config
            .withLocalZones(List.of(LocalZone.of(Name.of("naru.test"), Kind.TYPETRANSPARENT)))
            .withLocalData(data("web.naru.test TXT harbour")));
    Client client = new Client(internet);
    assertThat(client.ask("web.naru.test", RecordType.TXT).flags()).hasToString("qr aa rd ra");
    assertThat(answers(client.ask("web.naru.test", RecordType.A)))
        .containsExactly("web.naru.test. 300 IN A 198.51.100.1");
  }

  @Test
  void theAlwaysKindsNeverLookAtData() {
    String data = "a.pier.naru.test A 192.0.2.1";
    assertThat(with(Kind.ALWAYS_NXDOMAIN, data).ask("a.pier.naru.test", RecordType.A).rcode())
        .hasToString("NXDOMAIN");
    assertThat(with(Kind.ALWAYS_NODATA, data).ask("a.pier.naru.test", RecordType.A).answers())
        .isEmpty();
    assertThat(with(Kind.ALWAYS_REFUSE, data).ask("a.pier.naru.test", RecordType.A).rcode())
        .hasToString("REFUSED");
    assertThat(with(Kind.ALWAYS_DENY, data).send("a.pier.naru.test", RecordType.A)).isEmpty();
    assertThat(internet.journal).isEmpty();
    Client asking = with(Kind.ALWAYS_TRANSPARENT, data);
    assertThat(asking.ask("a.pier.naru.test", RecordType.A).rcode()).hasToString("NXDOMAIN");
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void alwaysNullHasTheAddressesOfNobody() {
    Client client = with(Kind.ALWAYS_NULL);
    assertThat(answers(client.ask("x.pier.naru.test", RecordType.A)).getFirst())
        .endsWith(" A 0.0.0.0");
    assertThat(answers(client.ask("x.pier.naru.test", RecordType.AAAA)).getFirst())
        .matches(".* AAAA ::");
    assertThat(client.ask("x.pier.naru.test", RecordType.MX).answers()).isEmpty();
  }

  @Test
  void blockedAddressesAreOnlyThoseOfTheFourthVersion() {
    internet.configured(
        config -> config.withLocalZones(List.of(LocalZone.of(Name.of("naru.test"), Kind.BLOCK_A))));
    Client client = new Client(internet);
    assertThat(client.ask("web.naru.test", RecordType.A).answers()).isEmpty();
    assertThat(internet.journal).isEmpty();
    assertThat(client.ask("ns1.naru.test", RecordType.NS).rcode()).hasToString("NOERROR");
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void theDeepestZoneDecides() {
    internet.configured(config ->
        config.withLocalZones(
            List.of(
                LocalZone.of(Name.of("test"), Kind.REFUSE),
                LocalZone.of(Name.of("naru.test"), Kind.ALWAYS_TRANSPARENT))));
    Client client = new Client(internet);
    assertThat(client.ask("web.naru.test", RecordType.A).answers()).hasSize(1);
    assertThat(client.ask("web.mole.test", RecordType.A).rcode()).hasToString("REFUSED");
  }

  @Test
  void rfc4035TheDsOfALocalZoneIsItsParents() {
    Client client = with(Kind.STATIC);
    client.ask("pier.naru.test", RecordType.DS);
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void dataHasItsOwnClass() {
    internet.configured(config ->
        config
            .withIdentity("harbour")
            .withLocalData(data("berth.server CH TXT seven", "all.server ANY TXT everywhere")));
    Client client = new Client(internet);
    assertThat(answers(client.ask("berth.server", RecordType.TXT, RecordClass.CH)))
        .containsExactly("berth.server. 3600 CH TXT \"seven\"");
    assertThat(answers(client.ask("all.server", RecordType.TXT, RecordClass.ANY))).hasSize(1);
    Message other = client.ask("b.all.server", RecordType.TXT, RecordClass.ANY);
    assertThat(other.rcode()).hasToString("REFUSED");
    assertThat(client.ask("id.server", RecordType.TXT, RecordClass.CH).answers()).hasSize(1);
  }

  @Test
  void specialNamesAreLocalZonesThatCanBeTakenOver() {
    internet.configured(config ->
        config
            .withLocalZones(List.of(LocalZone.of(Name.of("onion"), Kind.NODEFAULT)))
            .withLocalData(data("9.0.0.10.in-addr.arpa PTR desk.naru.test")));
    Client client = new Client(internet);
    assertThat(client.ask("9.0.0.10.in-addr.arpa", RecordType.PTR).answers()).hasSize(1);
    Message absent = client.ask("8.0.0.10.in-addr.arpa", RecordType.PTR);
    assertThat(absent.rcode()).hasToString("NXDOMAIN");
    assertThat(authorities(absent).getFirst()).startsWith("10.in-addr.arpa. 10800 IN SOA ");
    assertThat(internet.journal).isEmpty();
    client.ask("hidden.onion", RecordType.A);
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void specialNamesCanBeSwitchedOff() {
    internet.configured(config -> config.withSpecialNames(false));
    new Client(internet).ask("a.invalid", RecordType.A);
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void everySpecialNameIsAbsent() {
    Client client = new Client(internet);
    Stream.of(
            "x.home.arpa",
            "x.alt",
            "x.onion",
            "x.invalid",
            "1.16.172.in-addr.arpa",
            "1.31.172.in-addr.arpa",
            "1.168.192.in-addr.arpa",
            "1.64.100.in-addr.arpa",
            "1.254.169.in-addr.arpa",
            "1.d.f.ip6.arpa",
            "1.8.b.d.0.1.0.0.2.ip6.arpa")
        .forEach(name ->
            assertThat(client.ask(name, RecordType.PTR).rcode()).as(name).hasToString("NXDOMAIN"));
    assertThat(internet.journal).isEmpty();
    client.ask("1.32.172.in-addr.arpa", RecordType.PTR);
    assertThat(internet.journal).isNotEmpty();
  }

  @Test
  void anEmbeddedResolverKnowsItsLocalDataToo() {
    internet.configured(config ->
        config
            .withLocalZones(
                List.of(
                    LocalZone.of(Name.of("pier.naru.test"), Kind.DENY),
                    LocalZone.of(Name.of("mole.naru.test"), Kind.REDIRECT)))
            .withLocalData(data("mole.naru.test CNAME web.naru.test")));
    assertThat(internet.walk("x.pier.naru.test", RecordType.A).outcome()).isEqualTo("REFUSED");
    assertThat(internet.walk("x.mole.naru.test", RecordType.A).answer()).hasSize(2);
  }

  /** One who asks a service of the internet's resolver. */
  record Client(TinyInternet internet) {
    Optional<Message> send(String name, RecordType type) {
      return send(Question.of(Name.of(name), type));
    }

    private Optional<Message> send(Question question) {
      return ServiceClient.of(internet).send(Message.query(question));
    }

    Message ask(String name, RecordType type) {
      return send(name, type).orElseThrow();
    }

    Message ask(String name, RecordType type, RecordClass recordClass) {
      return send(new Question(Name.of(name), type, recordClass)).orElseThrow();
    }
  }
}
