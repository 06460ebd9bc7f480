package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Account;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.Exchanged;
import naru.net.Server;
import naru.net.Transport;
import naru.time.SimulatedTime;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

class StubResolverTest {
  private static final Server.Plain FIRST = LittleInternet.at("127.0.0.1");
  private static final Server.Plain SECOND = LittleInternet.at("127.0.0.2");
  private static final Server.Local STREAM = LittleInternet.socket("/run/resolver");
  private static final Name WEB = Name.of("web.naru.test");
  private static final double ROUND_TRIP_MILLIS = LittleInternet.ROUND_TRIP.toNanos() / 1e6;

  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final LittleInternet internet =
      new LittleInternet(time)
          .address("web.naru.test", 300, "127.80.0.1")
          .address("web.naru.test", 300, "2001:db8::80")
          .address("four.naru.test", 300, "127.80.0.4");
  private final Trace.Recording trace = Trace.recording(time);

  private static StubResolver.Settings settings(Server... servers) {
    return StubResolver.Settings.of(
        List.of(servers).stream().map(StubResolver.Upstream::of).toList());
  }

  private StubReply ask(StubResolver.Settings settings, Name name, Duration patience) {
    StubResolver stub = new StubResolver(internet, time, settings);
    List<StubReply> replies = new ArrayList<>();
    time.run(
        "ask",
        () -> {
          long deadline = time.nanos() + patience.toNanos();
          replies.add(stub.ask(name, NameLookup.BOTH_FAMILIES, deadline, trace));
        });
    return replies.getFirst();
  }

  private StubReply ask(StubResolver.Settings settings, Name name) {
    return ask(settings, name, Duration.ofSeconds(60));
  }

  private Account step() {
    return trace.steps().getFirst().account();
  }

  private static Exchanged silence() {
    return new Exchanged.TimedOut(Transport.UDP, List.of());
  }

  @Test
  void bothTypesAreAskedAtOnceAndAreOneStep() {
    internet.resolver(FIRST);
    StubReply reply = ask(settings(FIRST), WEB);
    assertThat(reply.answers()).containsOnlyKeys(RecordType.AAAA, RecordType.A);
    assertThat(internet.asked).hasSize(2);
    assertThat(trace.steps()).hasSize(1);
    assertThat(step().durationMillis()).isEqualTo(ROUND_TRIP_MILLIS);
    assertThat(step().outcome().word()).isEqualTo("answer");
    assertThat(step().peer()).contains("127.0.0.1:53");
    assertThat(step().detail().text("transport")).contains("udp");
    assertThat(step().detail().text("rcode")).contains("NOERROR");
    assertThat(step().detail().text("flags")).contains("qr rd ra");
  }

  @Test
  void oneByOneWaitsForTheFirst() {
    internet.resolver(FIRST);
    var all = settings(FIRST);
    var slow = new StubResolver.Settings(all.upstreams(), all.timeout(), 2, false, false, true);
    ask(slow, WEB);
    assertThat(step().durationMillis()).isEqualTo(2 * ROUND_TRIP_MILLIS);
  }

  @Test
  void whoRefusesIsFollowedByTheNextAndNotAskedAgain() {
    internet.failing(FIRST, Rcode.REFUSED, Edns.Option.extendedError(18, "not for you"));
    internet.resolver(SECOND);
    StubReply reply = ask(settings(FIRST, SECOND), WEB);
    assertThat(reply.failure()).isEmpty();
    assertThat(reply.from()).isEqualTo("resolver 127.0.0.2:53");
    assertThat(internet.asked).hasSize(4);
    assertThat(step().peer()).contains("127.0.0.2:53");
    assertThat(step().detail().whole("attempts")).hasValue(4);
  }

  @Test
  void whoIsSilentIsAskedAgainAfterTheOthers() {
    internet.server(FIRST, query -> silence()).server(SECOND, query -> silence());
    StubReply reply = ask(settings(FIRST, SECOND), WEB);
    assertThat(reply.failure().orElseThrow().code())
        .isEqualTo(VerdictCode.DNS_RESOLVER_UNREACHABLE);
    assertThat(reply.failure().orElseThrow().text())
        .isEqualTo("resolvers 127.0.0.1:53, 127.0.0.2:53 did not answer web.naru.test AAAA");
    assertThat(internet.asked.stream().filter(line -> line.endsWith("AAAA")))
        .containsExactly(
            "127.0.0.1:53 web.naru.test AAAA",
            "127.0.0.2:53 web.naru.test AAAA",
            "127.0.0.1:53 web.naru.test AAAA",
            "127.0.0.2:53 web.naru.test AAAA");
    assertThat(step().durationMillis()).isEqualTo(20_000);
    assertThat(step().cause()).isEqualTo(reply.failure());
  }

  @Test
  void theLookupsOwnTimeRunsOut() {
    internet.server(FIRST, query -> silence());
    StubReply reply = ask(settings(FIRST), WEB, Duration.ofSeconds(3));
    assertThat(reply.failure().orElseThrow().code()).isEqualTo(VerdictCode.DNS_TIMEOUT);
    assertThat(reply.failure().orElseThrow().text())
        .isEqualTo(
            "time ran out while resolver 127.0.0.1:53 had not yet answered web.naru.test AAAA");
    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void aFailureNamesWhoAndWhy() {
    internet.failing(FIRST, Rcode.SERVFAIL, Edns.Option.extendedError(22, "all\nsilent"));
    StubReply reply = ask(settings(FIRST), WEB);
    assertThat(reply.failure().orElseThrow().code()).isEqualTo(VerdictCode.DNS_SERVFAIL);
    assertThat(reply.failure().orElseThrow().text())
        .isEqualTo(
            "resolver 127.0.0.1:53 answered SERVFAIL for web.naru.test AAAA"
                + " (EDE 22 (No Reachable Authority): all?silent)");
    assertThat(step().detail().text("ede")).contains("EDE 22 (No Reachable Authority): all?silent");
  }

  @Test
  void everyWayToFailHasItsCause() {
    internet.server(
        FIRST, query -> new Exchanged.Garbled(Transport.UDP, "label runs over the end", 17));
    assertThat(ask(settings(FIRST), WEB).failure().orElseThrow().code())
        .isEqualTo(VerdictCode.DNS_MALFORMED);
    internet.server(FIRST, query -> new Exchanged.TcpFailed("Connection refused"));
    assertThat(ask(settings(FIRST), WEB).failure().orElseThrow().code())
        .isEqualTo(VerdictCode.DNS_TCP_NEEDED_BUT_BLOCKED);
    internet.server(FIRST, query -> new Exchanged.Unreachable(Transport.UDP, "Connection refused"));
    assertThat(ask(settings(FIRST), WEB).failure().orElseThrow().text())
        .isEqualTo("resolver 127.0.0.1:53 cannot be reached: Connection refused (udp)");
    internet.failing(FIRST, Rcode.REFUSED, Edns.Option.extendedError(18, ""));
    assertThat(ask(settings(FIRST), WEB).failure().orElseThrow().code())
        .isEqualTo(VerdictCode.DNS_REFUSED);
  }

  @Test
  void oneTypeIsEnoughWhenTheOtherFails() {
    internet.server(
        FIRST,
        query ->
            query.question().orElseThrow().type().equals(RecordType.AAAA)
                ? silence()
                : LittleInternet.answered(
                    Message.answerTo(query)
                        .answer(
                            naru.wire.Record.of(
                                WEB,
                                300,
                                naru.wire.RecordData.address(
                                    java.net.InetAddress.ofLiteral("127.80.0.1"))))
                        .build(),
                    Transport.UDP));
    StubReply reply = ask(settings(FIRST), WEB);
    assertThat(reply.answers()).containsOnlyKeys(RecordType.A);
    assertThat(step().outcome().word()).isEqualTo("answer");
  }

  /** RFC 6891 §7. */
  @Test
  void aServerThatDoesNotKnowEdnsIsAskedWithoutIt() {
    internet.server(
        FIRST,
        query ->
            LittleInternet.answered(
                Message.answerTo(query)
                    .rcode(query.edns().isPresent() ? Rcode.FORMERR : Rcode.NXDOMAIN)
                    .build(),
                Transport.UDP));
    assertThat(ask(settings(FIRST), WEB).answers()).hasSize(2);
    assertThat(internet.asked).hasSize(4);
  }

  @Test
  void theResolversTakeTurnsWhenTheyShall() {
    internet.resolver(FIRST).resolver(SECOND);
    var all = settings(FIRST, SECOND);
    StubResolver stub =
        new StubResolver(
            internet,
            time,
            new StubResolver.Settings(all.upstreams(), all.timeout(), 2, true, false, false));
    time.run(
        "ask",
        () -> {
          for (int i = 0; i < 3; i++) {
            StubReply _ = stub.ask(WEB, List.of(RecordType.A), Long.MAX_VALUE, Trace.NONE);
          }
        });
    assertThat(internet.asked)
        .containsExactly(
            "127.0.0.1:53 web.naru.test A",
            "127.0.0.2:53 web.naru.test A",
            "127.0.0.1:53 web.naru.test A");
  }

  @Test
  void aResolverOfOursTellsItsStepsOverItsLocalStream() {
    internet.resolver(FIRST).tellingResolver(STREAM);
    var telling = List.of(StubResolver.Upstream.telling(FIRST, STREAM));
    ask(StubResolver.Settings.of(telling), WEB);
    assertThat(internet.asked).allMatch(line -> line.startsWith("/run/resolver"));
    assertThat(step().peer()).contains("127.0.0.1:53");
    assertThat(step().detail().text("transport")).contains("local");
    assertThat(step().steps())
        .extracting(Step::station)
        .containsExactly("authoritative", "authoritative");
    assertThat(step().steps())
        .extracting(child -> child.account().detail().text("type").orElseThrow())
        .containsExactlyInAnyOrder("A", "AAAA");
    assertThat(step().steps())
        .allMatch(child -> child.account().source().word().equals("reported"));
  }

  @Test
  void withoutAListenerOrAStreamItIsAskedAsByAnybody() {
    internet.resolver(FIRST);
    var telling = List.of(StubResolver.Upstream.telling(FIRST, STREAM));
    StubReply reply = ask(StubResolver.Settings.of(telling), WEB);
    assertThat(reply.answers()).hasSize(2);
    assertThat(internet.asked).hasSize(4).last().asString().startsWith("127.0.0.1:53");
  }

  @Test
  void theCauseThatAResolverTellsIsTheCause() {
    internet.failingWithStory(STREAM, VerdictCode.DNS_LAME, "all servers of naru.test are lame");
    var telling = List.of(StubResolver.Upstream.telling(FIRST, STREAM));
    StubReply reply = ask(StubResolver.Settings.of(telling), WEB);
    assertThat(reply.failure().map(cause -> cause.code()))
        .isEqualTo(Optional.of(VerdictCode.DNS_LAME));
    assertThat(step().outcome().word()).isEqualTo("failed");
  }

  @Test
  void whatIsNotThereHasItsOutcome() {
    internet.resolver(FIRST);
    ask(settings(FIRST), Name.of("nope.naru.test"));
    assertThat(step().outcome().word()).isEqualTo("no-such-name");
    assertThat(step().detail().text("zone")).contains("naru.test.");
    ask(settings(FIRST), Name.of("naru.test"));
    assertThat(trace.steps().getLast().account().outcome().word()).isEqualTo("no-data");
    ask(settings(FIRST), Name.of("four.naru.test"));
    assertThat(trace.steps().getLast().account().outcome().word()).isEqualTo("answer");
  }
}
