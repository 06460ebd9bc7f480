package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import naru.wire.Name;
import org.junit.jupiter.api.Test;

/** resolv.conf(5). */
class ResolvConfTest {
  private static ResolvConf parse(String text) {
    return ResolvConf.parse("resolv.conf", text);
  }

  @Test
  void everyLineHasItsMeaning() {
    ResolvConf conf =
        parse(
            """
            ; made by hand
            # twice
            nameserver 127.53.53.53   # the first
            nameserver ::1
            domain gone.test
            search corp.test lab.test. ; the last one counts
            options ndots:2 timeout:3 attempts:4 rotate use-vc edns0 trust-ad single-request
            sortlist 130.155.160.0
            """);
    assertThat(conf.complaints()).isEmpty();
    assertThat(conf.resolvers())
        .containsExactly(InetAddress.ofLiteral("127.53.53.53"), InetAddress.ofLiteral("::1"));
    assertThat(conf.search().domains()).containsExactly(Name.of("corp.test"), Name.of("lab.test"));
    assertThat(conf.search().ndots()).isEqualTo(2);
    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(conf.attempts()).isEqualTo(4);
    assertThat(conf.rotate() && conf.overTcp() && conf.trustAuthenticData()).isTrue();
    assertThat(conf.singleRequest()).isTrue();
    assertThat(conf.settings(5_353).upstreams())
        .extracting(Object::toString)
        .containsExactly("127.53.53.53:5353", "[::1]:5353");
  }

  @Test
  void withoutAFileTheMachineItselfIsAsked() {
    ResolvConf conf = ResolvConf.read(Path.of("/nowhere/resolv.conf"));
    assertThat(conf.resolvers()).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(conf.attempts()).isEqualTo(2);
    assertThat(conf.complaints()).isEmpty();
  }

  @Test
  void numbersAreCutToTheirLimits() {
    ResolvConf conf = parse("options ndots:99 timeout:99999 attempts:0\n");
    assertThat(conf.search().ndots()).isEqualTo(Limits.NDOTS);
    assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(Limits.TIMEOUT_SECONDS));
    assertThat(conf.attempts()).isEqualTo(1);
  }

  @Test
  void aBrokenLineIsSkippedAndNamed() {
    ResolvConf conf =
        parse(
            """
            nameserver dns.example
            nameserver
            nameservr 127.0.0.1
            search a..b fine.test
            options ndots:many frobnicate
            nameserver 127.0.0.2
            nameserver 127.0.0.3
            nameserver 127.0.0.4
            nameserver 127.0.0.5
            """);
    assertThat(conf.complaints())
        .extracting(Complaint::toString)
        .containsExactly(
            "resolv.conf:1: not an address: dns.example",
            "resolv.conf:2: not an address: ",
            "resolv.conf:3: unknown: nameservr",
            "resolv.conf:4: a..b: empty label",
            "resolv.conf:5: not a number: ndots:many",
            "resolv.conf:5: unknown option: frobnicate",
            "resolv.conf:9: only the first 3 nameservers are used");
    assertThat(conf.resolvers()).hasSize(3);
    assertThat(conf.search().domains()).containsExactly(Name.of("fine.test"));
  }

  @Test
  void aNameWithEnoughDotsIsFirstTriedAsItIs() {
    SearchList search = parse("search corp.test lab.test\n").search();
    assertThat(search.candidates(Name.of("www"), false))
        .containsExactly(Name.of("www.corp.test"), Name.of("www.lab.test"), Name.of("www"));
    assertThat(search.candidates(Name.of("www.naru.test"), false))
        .containsExactly(
            Name.of("www.naru.test"),
            Name.of("www.naru.test.corp.test"),
            Name.of("www.naru.test.lab.test"));
    assertThat(search.candidates(Name.of("www"), true)).containsExactly(Name.of("www"));
  }
}
