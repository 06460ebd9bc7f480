package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import naru.net.ServerCookies.Brought;
import naru.time.SimulatedTime;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** Server cookies that servers of different makers know of each other. */
class Rfc9018Test {
  private static final String CLIENT = "2464c4abcf10c957";

  private static SimulatedTime at(long epochSecond) {
    return new SimulatedTime(1, Instant.ofEpochSecond(epochSecond));
  }

  private static ServerCookies cookies(SimulatedTime time, String... secrets) {
    return new ServerCookies(
        time, List.of(secrets).stream().map(HexFormat.of()::parseHex).toList());
  }

  private static Brought read(ServerCookies cookies, String cookie, String client) {
    Edns.Option option =
        new Edns.Option(Edns.Option.COOKIE, Rdata.of(HexFormat.of().parseHex(cookie)));
    Message query =
        Message.query(Question.of(Name.of("naru.test"), RecordType.A))
            .edit()
            .edns(Edns.plain().with(option))
            .build();
    return cookies.read(query, InetAddress.ofLiteral(client));
  }

  private static String answered(Brought brought) {
    Edns.Option option =
        switch (brought) {
          case Brought.OfClient(Edns.Option answer) -> answer;
          case Brought.Valid(Edns.Option answer) -> answer;
          case Brought.Nothing _, Brought.Malformed _ -> throw new AssertionError(brought);
        };
    return HexFormat.of().formatHex(option.data().bytes());
  }

  @Test
  void appendixA1ANewCookie() {
    ServerCookies cookies = cookies(at(1_559_731_985), "e5e973e5a6b2a43f48e7dc849e37bfcf");
    Brought brought = read(cookies, CLIENT, "198.51.100.100");
    assertThat(brought).isInstanceOf(Brought.OfClient.class);
    assertThat(answered(brought)).isEqualTo(CLIENT + "010000005cf79f111f8130c3eee29480");
  }

  @Test
  void appendixA2AnOldCookieIsRenewed() {
    ServerCookies cookies = cookies(at(1_559_734_385), "e5e973e5a6b2a43f48e7dc849e37bfcf");
    Brought brought = read(cookies, CLIENT + "010000005cf79f111f8130c3eee29480", "198.51.100.100");
    assertThat(brought).isInstanceOf(Brought.Valid.class);
    assertThat(answered(brought)).isEqualTo(CLIENT + "010000005cf7a871d4a564a1442aca77");
  }

  @Test
  void appendixA4AnAddressOfSixteenOctets() {
    ServerCookies cookies =
        cookies(
            at(1_559_741_961),
            "445536bcd2513298075a5d379663c962",
            "dd3bdf9344b678b185a6f5cb60fca715");
    Brought brought =
        read(
            cookies,
            "22681ab97d52c298" + "010000005cf7c57926556bd0934c72f8",
            "2001:db8:220:1:59de:d0f4:8769:82b8");
    assertThat(brought).isInstanceOf(Brought.Valid.class);
    assertThat(answered(brought))
        .isEqualTo("22681ab97d52c298" + "010000005cf7c609a6bb79d16625507a");
  }

  @Test
  void section43ACookieLivesAnHourAndMayBeFiveMinutesAhead() {
    SimulatedTime time = at(1_000_000);
    ServerCookies cookies = ServerCookies.withOwnSecret(time);
    String cookie = answered(read(cookies, CLIENT, "192.0.2.1"));
    assertThat(read(cookies, cookie, "192.0.2.1")).isInstanceOf(Brought.Valid.class);
    assertThat(answered(read(cookies, cookie, "192.0.2.1"))).isEqualTo(cookie);
    time.advance(Duration.ofSeconds(1801));
    assertThat(answered(read(cookies, cookie, "192.0.2.1"))).isNotEqualTo(cookie);
    time.advance(Duration.ofMinutes(30));
    assertThat(read(cookies, cookie, "192.0.2.1")).isInstanceOf(Brought.OfClient.class);
    String ahead = answered(read(cookies(at(1300), SECRET), CLIENT, "192.0.2.1"));
    assertThat(read(cookies(at(1000), SECRET), ahead, "192.0.2.1"))
        .isInstanceOf(Brought.Valid.class);
    assertThat(read(cookies(at(999), SECRET), ahead, "192.0.2.1"))
        .isInstanceOf(Brought.OfClient.class);
  }

  private static final String SECRET = "000102030405060708090a0b0c0d0e0f";

  @Test
  void aCookieIsOfOneClientAtOneAddress() {
    ServerCookies cookies = cookies(at(1000), SECRET);
    String cookie = answered(read(cookies, CLIENT, "192.0.2.1"));
    assertThat(read(cookies, cookie, "192.0.2.2")).isInstanceOf(Brought.OfClient.class);
    String other = "ff" + cookie.substring(2);
    assertThat(read(cookies, other, "192.0.2.1")).isInstanceOf(Brought.OfClient.class);
    String version = cookie.substring(0, 16) + "02" + cookie.substring(18);
    assertThat(read(cookies, version, "192.0.2.1")).isInstanceOf(Brought.OfClient.class);
    assertThat(read(cookies(at(1000), "ff" + SECRET.substring(2)), cookie, "192.0.2.1"))
        .isInstanceOf(Brought.OfClient.class);
  }

  @Test
  void rfc7873Section4ImpossibleLengths() {
    ServerCookies cookies = cookies(at(1000), SECRET);
    for (int octets = 0; octets <= 48; octets++) {
      boolean possible = octets == 8 || octets >= 16 && octets <= 40;
      assertThat(read(cookies, "00".repeat(octets), "192.0.2.1") instanceof Brought.Malformed)
          .as("%d octets", octets)
          .isEqualTo(!possible);
    }
  }
}
