package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** Cookies that the resolver gives its clients. */
class Rfc7873Test {
  private static final String CLIENT = "192.0.2.9";
  private static final String OWN = "0102030405060708";
  private static final byte[] SECRET = new byte[16];

  private static TinyInternet internet(String access) {
    return TinyInternet.usual()
        .configured(config ->
            config
                .withCookieSecrets(List.of(Rdata.of(SECRET)))
                .withAccess(
                    AccessList.LOOPBACK.and(
                        List.of(AccessList.Entry.parse(access).orElseThrow()))));
  }

  private static Message query() {
    return Message.query(Question.of(Name.of("web.naru.test"), RecordType.A));
  }

  private static Message query(String cookie) {
    Edns.Option option =
        new Edns.Option(Edns.Option.COOKIE, Rdata.of(HexFormat.of().parseHex(cookie)));
    return query().edit().edns(Edns.plain().with(option)).build();
  }

  private static String cookieOf(Message answer) {
    return cookieIn(answer).orElseThrow();
  }

  private static Optional<String> cookieIn(Message answer) {
    return answer
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.COOKIE))
        .map(option -> HexFormat.of().formatHex(option.data().bytes()));
  }

  @Test
  void section52AClientThatSendsACookieGetsOurs() {
    ServiceClient client = ServiceClient.at(internet(CLIENT), CLIENT);
    Message first = client.ask(query(OWN));
    assertThat(first.answers()).hasSize(1);
    assertThat(cookieOf(first)).startsWith(OWN).hasSize(48);
    Message second = client.ask(query(cookieOf(first)));
    assertThat(cookieOf(second)).isEqualTo(cookieOf(first));
    assertThat(cookieIn(client.ask(query()))).isEmpty();
  }

  @Test
  void section522ACookieOfImpossibleLengthIsAFormatError() {
    Message answer = ServiceClient.at(internet(CLIENT), CLIENT).ask(query("010203"));
    assertThat(answer.rcode()).isEqualTo(Rcode.FORMERR);
    assertThat(cookieIn(answer)).isEmpty();
  }

  @Test
  void section523ACookieCanBeAskedFor() {
    TinyInternet internet = internet(CLIENT + " allow_cookie");
    ServiceClient client = ServiceClient.at(internet, CLIENT);
    Message without = client.ask(query());
    assertThat(without.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(without.flags()).hasToString("qr tc rd ra");
    Message bad = client.ask(query(OWN));
    assertThat(bad.rcode()).isEqualTo(Rcode.BADCOOKIE);
    assertThat(bad.answers()).isEmpty();
    assertThat(internet.journal).isEmpty();
    assertThat(client.ask(query(cookieOf(bad))).answers()).hasSize(1);
    assertThat(client.over(Transport.TCP).ask(query()).answers()).hasSize(1);
  }

  @Test
  void anOldCookieOrAnothersIsNotValid() {
    TinyInternet internet = internet("192.0.2.0/24 allow_cookie");
    String cookie = cookieOf(ServiceClient.at(internet, CLIENT).ask(query(OWN)));
    assertThat(ServiceClient.at(internet, "192.0.2.10").ask(query(cookie)).rcode())
        .isEqualTo(Rcode.BADCOOKIE);
    internet.passes(Duration.ofMinutes(59));
    assertThat(ServiceClient.at(internet, CLIENT).ask(query(cookie)).rcode())
        .isEqualTo(Rcode.NOERROR);
    internet.passes(Duration.ofMinutes(2));
    assertThat(ServiceClient.at(internet, CLIENT).ask(query(cookie)).rcode())
        .isEqualTo(Rcode.BADCOOKIE);
  }

  @Test
  void cookiesCanBeSwitchedOff() {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withCookies(false));
    assertThat(cookieIn(ServiceClient.of(internet).ask(query(OWN)))).isEmpty();
  }
}
