package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import naru.config.ClientRates.Allowance;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** A client that asks too often over UDP. */
class RateLimitTest {
  private static final int BURST = 10;

  private final TinyInternet internet = TinyInternet.usual();

  private ResolverService service(int slip, String... exempt) {
    List<AddressPrefix> free = List.of(exempt).stream().map(AddressPrefix::of).toList();
    RateLimit limit = new RateLimit(Allowance.of(10, BURST), slip, free);
    ResolverConfig config =
        internet
            .config()
            .withRateLimit(limit)
            .withAccess(
                AccessList.LOOPBACK.and(
                    List.of(AccessList.Entry.parse("192.0.2.0/24").orElseThrow())));
    return new ResolverService(internet.time, internet.resolver(), config);
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 4000);
  }

  private static Message query() {
    return Message.query(Question.of(Name.of("web.naru.test"), RecordType.A));
  }

  private Optional<Message> ask(ResolverService service, String client, Transport transport) {
    return ask(service, client, transport, query());
  }

  private Optional<Message> ask(
      ResolverService service, String client, Transport transport, Message query) {
    DnsQuery arrived =
        new DnsQuery(query, 40, transport, Optional.of(at(client)), Optional.empty(), false);
    List<Optional<Message>> answers = new java.util.ArrayList<>();
    internet.time.run("client", () -> answers.add(service.answer(arrived)));
    return answers.getFirst();
  }

  /** How many of so many questions were answered with records, cut, or dropped. */
  private record Tally(int answered, int cut, int dropped) {}

  private Tally ask(ResolverService service, String client, int times) {
    int answered = 0;
    int cut = 0;
    for (int i = 0; i < times; i++) {
      Optional<Message> answer = ask(service, client, Transport.UDP);
      answered += answer.filter(a -> !a.answers().isEmpty()).isPresent() ? 1 : 0;
      cut += answer.filter(a -> a.flags().truncated()).isPresent() ? 1 : 0;
    }
    return new Tally(answered, cut, times - answered - cut);
  }

  @Test
  void beyondTheBurstSomeAreToldToUseTcpAndTheOthersDropped() {
    assertThat(ask(service(2), "192.0.2.1", 30)).isEqualTo(new Tally(BURST, 10, 10));
    assertThat(ask(service(0), "192.0.2.1", 30)).isEqualTo(new Tally(BURST, 0, 20));
    assertThat(ask(service(1), "192.0.2.1", 30)).isEqualTo(new Tally(BURST, 20, 0));
  }

  @Test
  void othersAreNotHarmedAndStreamsNotCounted() {
    ResolverService service = service(2);
    ask(service, "192.0.2.1", 30);
    assertThat(ask(service, "192.0.2.2", 5)).isEqualTo(new Tally(5, 0, 0));
    assertThat(ask(service, "192.0.2.1", Transport.TCP).orElseThrow().answers()).hasSize(1);
  }

  @Test
  void aRestBringsTheRightBack() {
    ResolverService service = service(2);
    ask(service, "192.0.2.1", 30);
    internet.passes(Duration.ofMillis(500));
    assertThat(ask(service, "192.0.2.1", 30).answered()).isEqualTo(5);
  }

  @Test
  void someHaveNoLimit() {
    assertThat(ask(service(2, "192.0.2.0/28"), "192.0.2.1", 100).answered()).isEqualTo(100);
  }

  @Test
  void aValidCookieIsAProofOfTheAddress() {
    ResolverService service = service(0);
    Edns.Option own = new Edns.Option(Edns.Option.COOKIE, Rdata.of(new byte[8]));
    Message introduction = query().edit().edns(Edns.plain().with(own)).build();
    Edns.Option cookie =
        ask(service, "192.0.2.1", Transport.UDP, introduction)
            .flatMap(Message::edns)
            .flatMap(edns -> edns.option(Edns.Option.COOKIE))
            .orElseThrow();
    ask(service, "192.0.2.1", 30);
    assertThat(ask(service, "192.0.2.1", Transport.UDP)).isEmpty();
    Message known = query().edit().edns(Edns.plain().with(cookie)).build();
    assertThat(ask(service, "192.0.2.1", Transport.UDP, known)).isPresent();
  }

  @Test
  void strangersAreRefusedNoMoreOftenThanThat() {
    ResolverService service = service(0);
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      refused += ask(service, "198.51.100.1", Transport.UDP).isPresent() ? 1 : 0;
    }
    assertThat(refused).isEqualTo(BURST);
  }

  @Test
  void readyAnswersAreCountedOnTheReceiveLoop() {
    ResolverService service = service(2);
    ask(service, "192.0.2.2", 3);
    byte[] query = MessageCodec.encode(query());
    byte[] answer = new byte[1232];
    int copied = 0;
    int cut = 0;
    int dropped = 0;
    for (int i = 0; i < 30; i++) {
      int octets = service.ready(query, query.length, Transport.UDP, at("192.0.2.1"), answer);
      if (octets == DnsHandler.DROPPED) {
        dropped++;
      } else if ((answer[2] & 2) != 0) {
        cut++;
        assertThat(MessageCodec.decode(java.util.Arrays.copyOf(answer, octets)).orThrow().flags())
            .hasToString("qr tc rd ra");
      } else {
        copied++;
        assertThat(octets).isPositive();
      }
    }
    assertThat(new Tally(copied, cut, dropped)).isEqualTo(new Tally(BURST, 10, 10));
  }
}
