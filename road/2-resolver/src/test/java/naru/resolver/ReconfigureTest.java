package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import naru.net.DnsQuery;
import naru.net.Exchanged;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** A resolver that is told something else while it answers. */
class ReconfigureTest {
  private final TinyInternet internet = TinyInternet.usual();
  private final ResolverServer server =
      new ResolverServer(internet.time, internet, internet.config());

  private DnsQuery arrived(Message query) {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4000);
    return new DnsQuery(query, 40, Transport.UDP, Optional.of(peer), Optional.empty(), false);
  }

  private Message ask(Message query) {
    List<Optional<Message>> answers = new ArrayList<>();
    internet.time.run("client", () -> answers.add(server.answer(arrived(query))));
    return answers.getFirst().orElseThrow();
  }

  private static Message query(String name) {
    return Message.query(Question.of(Name.of(name), RecordType.A));
  }

  private List<String> answers(String name) {
    return ask(query(name)).answers().stream().map(Record::toString).toList();
  }

  private void change(UnaryOperator<ResolverConfig> how) {
    server.reconfigure(internet, how.apply(internet.config()));
  }

  @Test
  void whatIsRememberedSurvives() {
    answers("web.naru.test");
    int before = internet.journal.size();
    change(config -> config.withIdentity("other").withMinimalAny(false));
    assertThat(answers("web.naru.test")).hasSize(1);
    change(
        config -> config.withCache(new ResolverConfig.CacheBounds(10_000, 1 << 20, 0, 60, 0, 60)));
    assertThat(answers("web.naru.test")).hasSize(1);
    assertThat(internet.journal).hasSize(before);
  }

  @Test
  void whatTheChangeMakesUntrueIsForgottenAndNothingElse() {
    answers("web.naru.test");
    answers("web.example");
    internet.says(
        "127.53.9.9",
        query ->
            Message.answerTo(query)
                .recursionAvailable(true)
                .answer(TinyZone.record("web.naru.test 300 A 203.0.113.9"))
                .build());
    internet.journal.clear();
    change(config -> config.withForwardZones(List.of(ServersTest.zone("naru.test", "127.53.9.9"))));
    assertThat(answers("web.naru.test")).containsExactly("web.naru.test. 300 IN A 203.0.113.9");
    answers("web.example");
    assertThat(internet.journal).containsExactly("127.53.9.9 web.naru.test. A");
  }

  @Test
  void otherRulesForAddressesForgetEverything() {
    answers("web.naru.test");
    change(config -> config.withPrivateAddresses(List.of(AddressPrefix.of("198.51.100.0/24"))));
    assertThat(answers("web.naru.test")).isEmpty();
  }

  @Test
  void aQuestionUnderWayEndsWithTheConfigurationItBeganWith() {
    List<Optional<Message>> answers = new ArrayList<>();
    internet.does(
        "127.53.1.1",
        query -> {
          change(config ->
              config.withAccess(
                  AccessList.LOOPBACK.and(
                      List.of(AccessList.Entry.parse("127.0.0.0/8 refuse").orElseThrow()))));
          internet.serve(
              "127.53.1.1",
              TinyZone.of(
                  "test", "naru.test 3600 NS ns1.naru.test", "ns1.naru.test 3600 A 127.53.2.1"));
          return new Exchanged.TimedOut(Transport.UDP, List.of());
        });
    internet.time.run("client", () -> answers.add(server.answer(arrived(query("web.naru.test")))));
    assertThat(answers.getFirst().orElseThrow().answers()).hasSize(1);
    assertThat(ask(query("web.naru.test")).rcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void theFormerResolverEndsAfterTheLongestQuestion() {
    RecursiveResolver former = server.resolver();
    change(config -> config.withIdentity("other"));
    assertThat(server.resolver()).isNotSameAs(former);
    internet.time.run(
        "former",
        () ->
            assertThat(
                    former
                        .resolve(
                            Question.of(Name.of("a.deep.naru.test"), RecordType.A),
                            RecursiveResolver.Flags.USUAL,
                            naru.journey.Trace.NONE)
                        .isFailure())
                .isFalse());
    internet.passes(Limits.WHOLE_QUESTION.plus(Limits.AFTER_CHANGE).plus(Duration.ofMillis(1)));
    internet.time.run(
        "former",
        () ->
            assertThat(
                    former
                        .resolve(
                            Question.of(Name.of("web.example"), RecordType.A),
                            RecursiveResolver.Flags.USUAL,
                            naru.journey.Trace.NONE)
                        .isFailure())
                .isTrue());
    assertThat(answers("web.example")).hasSize(1);
  }

  @Test
  void clientsCookiesSurvive() {
    Edns.Option own = new Edns.Option(Edns.Option.COOKIE, Rdata.of(new byte[8]));
    Edns.Option first = cookieOf(ask(with(own)));
    change(config -> config.withIdentity("other"));
    assertThat(cookieOf(ask(with(first)))).isEqualTo(first);
  }

  private static Message with(Edns.Option cookie) {
    return query("web.naru.test").edit().edns(Edns.plain().with(cookie)).build();
  }

  private static Edns.Option cookieOf(Message answer) {
    return answer.edns().flatMap(e -> e.option(Edns.Option.COOKIE)).orElseThrow();
  }
}
