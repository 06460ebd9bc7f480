package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** What the receive loop answers by itself is, octet for octet, what the long way answers. */
class ReadyAnswersTest {
  private final TinyInternet internet = TinyInternet.usual();
  private final ResolverService service =
      new ResolverService(internet.time, internet.resolver(), internet.config());

  private static Message query(String name) {
    return Message.query(Question.of(Name.of(name), RecordType.A)).edit().id(7).build();
  }

  private static InetSocketAddress at(String client) {
    return new InetSocketAddress(InetAddress.ofLiteral(client), 4000);
  }

  private Message ask(Message query) {
    return answer(query).orElseThrow();
  }

  private Optional<Message> answer(Message query) {
    List<Optional<Message>> answers = new ArrayList<>();
    var peer = Optional.of(at("127.0.0.1"));
    DnsQuery asked = new DnsQuery(query, 40, Transport.UDP, peer, Optional.empty(), false);
    internet.time.run("service", () -> answers.add(service.answer(asked)));
    return answers.getFirst();
  }

  private void askTwice(Message query) {
    ask(query);
    ask(query);
  }

  private Optional<Message> ready(Message query, String client) {
    byte[] packet = MessageCodec.encode(query);
    byte[] target = new byte[naru.net.Limits.UDP_ANSWER_OCTETS];
    int octets = service.ready(packet, packet.length, Transport.UDP, at(client), target);
    return octets == DnsHandler.NOT_READY
        ? Optional.empty()
        : Optional.of(MessageCodec.decode(Arrays.copyOf(target, octets)).orThrow());
  }

  private Optional<Message> ready(Message query) {
    return ready(query, "127.0.0.1");
  }

  @Test
  void whatIsAskedForTheSecondTimeLiesReadyForTheThird() {
    for (String name :
        List.of("web.naru.test", "www.naru.test", "no.naru.test", "A.Deep.naru.test")) {
      internet.resolver().flush(Name.ROOT);
      Message query = query(name);
      ask(query);
      assertThat(ready(query)).isEmpty();
      Message longWay = ask(query);
      assertThat(ready(query)).contains(longWay);
      assertThat(ready(query.edit().id(99).build())).contains(longWay.edit().id(99).build());
    }
  }

  @Test
  void eachOfEdnsDoCdAndAdHasAnAnswerOfItsOwn() {
    Message plain = query("web.naru.test");
    List<Message> kinds =
        List.of(
            plain,
            plain.edit().edns(Edns.plain()).build(),
            plain.edit().edns(Edns.plain().withDnssecOk(true)).build(),
            plain.edit().checkingDisabled(true).build(),
            plain.edit().authenticData(true).build());
    for (Message kind : kinds) {
      assertThat(ready(kind)).isEmpty();
      ask(kind);
      Message longWay = ask(kind);
      assertThat(ready(kind)).contains(longWay);
    }
  }

  @Test
  void timesToLiveRunDownAndTheEndOfThemTakesTheLongWay() {
    Message query = query("web.naru.test");
    askTwice(query);
    internet.passes(Duration.ofMillis(100_500));
    assertThat(ttl(ready(query).orElseThrow())).isEqualTo(200);
    internet.passes(Duration.ofSeconds(168));
    assertThat(ttl(ready(query).orElseThrow())).isEqualTo(32);
    internet.passes(Duration.ofSeconds(16));
    assertThat(ready(query)).isEmpty();
  }

  private static long ttl(Message answer) {
    return answer.answers().getFirst().ttlSeconds();
  }

  @Test
  void ofShortLivesNoneIsPromisedLongerThanTheRecordsLive() {
    Message query = query("brief.naru.test");
    for (int ttl = 0; ttl <= 4; ttl++) {
      TinyZone zone = TinyZone.of("naru.test", "brief.naru.test " + ttl + " A 192.0.2.1");
      internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
      internet.resolver().flush(Name.ROOT);
      ask(query);
      internet.passes(Duration.ofMillis(900));
      ask(query);
      internet.passes(Duration.ofMillis(Math.max(0, ttl * 1000L - 900)));
      assertThat(ready(query)).isEmpty();
    }
  }

  @Test
  void strangersAreLeftToTheGate() {
    Message query = query("web.naru.test");
    askTwice(query);
    assertThat(ready(query, "127.200.0.1")).isPresent();
    assertThat(ready(query, "192.0.2.200")).isEmpty();
  }

  @Test
  void whatIsFlushedIsNotReadyAnyMore() {
    Message query = query("www.naru.test");
    askTwice(query);
    internet.resolver().flush(Name.of("web.naru.test"));
    assertThat(ready(query)).isEmpty();
  }

  @Test
  void whatIsReplacedIsNotReadyAnyMore() {
    Message query = query("www.naru.test");
    askTwice(query);
    TinyZone newer =
        TinyZone.of(
            "naru.test",
            "other.naru.test 300 CNAME web.naru.test",
            "web.naru.test 300 A 192.0.2.9");
    internet.serve("127.53.2.1", newer).serve("127.53.2.2", newer);
    assertThat(ready(query)).isPresent();
    // Another alias brings what both lead to, and newer.
    ask(query("other.naru.test"));
    assertThat(ready(query)).isEmpty();
    assertThat(ask(query).answers().getLast()).asString().endsWith("192.0.2.9");
  }

  @Test
  void whatIsNoPlainQueryTakesTheLongWay() {
    Message query = query("web.naru.test");
    askTwice(query);
    assertThat(ready(query)).isPresent();
    Edns cookie = Edns.plain().with(new Edns.Option(Edns.Option.COOKIE, Rdata.of(new byte[8])));
    Message withCookie = query.edit().edns(cookie).build();
    Message modest = query.edit().recursionDesired(false).build();
    Message update = query.edit().opcode(Message.UPDATE).build();
    Message any = Message.query(Question.of(Name.of("web.naru.test"), RecordType.ANY));
    for (Message other : List.of(withCookie, modest, update, any)) {
      askTwice(other);
      assertThat(ready(other)).isEmpty();
    }
  }

  @Test
  void whatDoesNotFitIsLeftToTheListener() {
    String[] lines = new String[40];
    Arrays.setAll(lines, i -> "large.naru.test 300 A 192.0.2." + i);
    TinyZone zone = TinyZone.of("naru.test", lines);
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    Message plain = query("large.naru.test");
    Message roomy = plain.edit().edns(Edns.plain()).build();
    askTwice(plain);
    askTwice(roomy);
    assertThat(ready(plain)).isEmpty();
    assertThat(ready(roomy).orElseThrow().answers()).hasSize(40);
    Edns narrow = new Edns(600, 0, false, List.of());
    assertThat(ready(plain.edit().edns(narrow).build())).isEmpty();
  }

  @Test
  void failuresAreNeverReady() {
    internet.silent("127.53.2.1").silent("127.53.2.2");
    Message query = query("web.naru.test");
    assertThat(answer(query)).isEmpty(); // it came too late
    assertThat(ask(query).rcode()).isEqualTo(Rcode.SERVFAIL);
    askTwice(query);
    assertThat(ready(query)).isEmpty();
  }

  @Test
  void aFloodOfNamesThatNobodyRepeatsMakesNoneReady() {
    Message asked = query("web.naru.test");
    askTwice(asked);
    for (int i = 0; i < 500; i++) {
      Message once = query("n" + i + ".naru.test");
      ask(once);
      assertThat(ready(once)).isEmpty();
    }
    assertThat(ready(asked)).isPresent();
  }
}
