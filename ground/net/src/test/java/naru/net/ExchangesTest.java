package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One question to one server: honest, hostile, silent or absent. */
class ExchangesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Time time = Time.system();
  private final Exchanges exchanges = Exchanges.system(time);

  private Exchanged ask(InetSocketAddress server, Name name, Duration limit) {
    return ask(new Server.Plain(server), Landing.query(name), limit);
  }

  private Exchanged ask(Server server, Message query, Duration limit) {
    return exchanges.ask(server, query, limit, time.promise());
  }

  private static Exchanged.Answered answered(Exchanged outcome) {
    assertThat(outcome).isInstanceOf(Exchanged.Answered.class);
    return (Exchanged.Answered) outcome;
  }

  private static byte[] honest(byte[] query) {
    return MessageCodec.encode(Landing.answerTo(MessageCodec.decode(query).orThrow(), false), 512);
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private static byte[] changed(byte[] message, int at, int xor) {
    byte[] copy = message.clone();
    copy[at] ^= (byte) xor;
    return copy;
  }

  @Test
  void anAnswerOverUdpHasTheAskersOwnIdAndCase() {
    try (Landing landing = Landing.overBoth()) {
      var answer = answered(ask(landing.address(), Landing.NAME, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.UDP);
      assertThat(answer.message().id()).isEqualTo(4711);
      assertThat(answer.message().question().orElseThrow().name().equalsExactly(Landing.NAME))
          .isTrue();
      assertThat(answer.message().answers().getFirst().owner().equalsExactly(Landing.NAME))
          .isTrue();
      assertThat(answer.dropped()).isEmpty();
    }
  }

  @Test
  void aQuestionOverUdpShowsNeitherIdNorCase() {
    List<byte[]> seen = new CopyOnWriteArrayList<>();
    try (var server =
        HostileServer.overUdp(query -> {
          seen.add(query);
          return List.of(honest(query));
        })) {
      for (int i = 0; i < 20; i++) {
        answered(ask(server.address(), Landing.NAME, LONG));
      }
    }
    assertThat(seen.stream().map(q -> MessageCodec.idOf(q).orElseThrow()).distinct())
        .hasSizeGreaterThan(15);
    assertThat(seen.stream().map(q -> MessageCodec.decode(q).orThrow()).map(ExchangesTest::asked))
        .anyMatch(name -> !name.equalsExactly(Landing.NAME))
        .allMatch(Landing.NAME::equals);
  }

  private static Name asked(Message message) {
    return message.question().orElseThrow().name();
  }

  @Test
  void aTruncatedAnswerIsAskedForAgainOverTcp() {
    try (Landing landing = Landing.overBoth()) {
      var answer = answered(ask(landing.address(), Landing.BIG, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.TCP);
      assertThat(answer.message().answers()).hasSize(Landing.BIG_RECORDS);
      assertThat(answer.message().flags().truncated()).isFalse();
    }
  }

  @Test
  void aTruncatedAnswerWithoutTcpNamesTheReason() {
    try (Landing landing = Landing.on(service -> service.udp(Landing.ANY_PORT))) {
      Exchanged outcome = ask(landing.address(), Landing.BIG, LONG);

      assertThat(outcome).isEqualTo(new Exchanged.TcpFailed("Connection refused"));
    }
  }

  @Test
  void wrongIdsAndQuestionsAreLetPassUntilTheAnswerComes() {
    byte[] other = MessageCodec.encode(Landing.query(Name.of("other.naru.test")));
    try (var server =
        HostileServer.overUdp(query -> {
          byte[] otherAnswer = honest(other);
          otherAnswer[0] = query[0];
          otherAnswer[1] = query[1];
          byte[] echo = query.clone();
          byte[] stub = new byte[3];
          byte[] wrongId = changed(honest(query), 1, 1);
          return List.of(wrongId, otherAnswer, echo, stub, honest(query));
        })) {
      var answer = answered(ask(server.address(), Landing.NAME, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.UDP);
      assertThat(answer.dropped()).hasSize(4);
      assertThat(answer.dropped().get(0)).contains("is not the question's");
      assertThat(answer.dropped().get(1)).contains("another question");
      assertThat(answer.dropped().get(2)).contains("not an answer");
      assertThat(answer.dropped().get(3)).contains("3 octets");
    }
  }

  @Test
  void manyNearMissesLeadToTcp() {
    try (var server =
        HostileServer.overBoth(
            query -> {
              byte[] wrong = changed(honest(query), 0, 0x55);
              return Collections.nCopies(Limits.NEAR_MISSES, wrong);
            },
            query -> List.of(framed(honest(query))))) {
      var answer = answered(ask(server.address(), Landing.NAME, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.TCP);
    }
  }

  @Test
  void manyNearMissesDoNotHarmAServerWithoutTcp() {
    try (var server =
        HostileServer.overUdp(query -> {
          byte[][] all = new byte[Limits.NEAR_MISSES + 3][];
          Arrays.fill(all, changed(honest(query), 0, 0x55));
          all[all.length - 1] = honest(query);
          return List.of(all);
        })) {
      var answer = answered(ask(server.address(), Landing.NAME, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.UDP);
      assertThat(answer.dropped()).hasSize(Limits.NEAR_MISSES + 2);
    }
  }

  @Test
  void whatAStrangerSendsNeverArrives() throws IOException {
    try (var stranger = DatagramChannel.open();
        var server = HostileServer.overUdp(query -> List.of())) {
      stranger.bind(Landing.ANY_PORT);
      Time.system()
          .start(
              "stranger",
              () -> {
                for (int port = Limits.FIRST_SOURCE_PORT; port < 0x1_0000; port += 997) {
                  try {
                    stranger.send(
                        ByteBuffer.wrap(new byte[20]), new InetSocketAddress(Landing.HERE, port));
                  } catch (IOException _) {
                    return;
                  }
                }
              });
      var outcome = ask(server.address(), Landing.NAME, SHORT);

      assertThat(outcome).isEqualTo(new Exchanged.TimedOut(Transport.UDP, List.of()));
    }
  }

  /** Lower-cases every letter of the question, as some old servers do. */
  private static byte[] folded(byte[] query) {
    Message message = MessageCodec.decode(query).orThrow();
    Question question = message.question().orElseThrow();
    Message lower =
        message.edit().questions(List.of(question.withName(question.name().lowerCase()))).build();
    return MessageCodec.encode(Landing.answerTo(lower, false));
  }

  private static final Name MANY_LETTERS = Name.of("a-name-of-many-letters.naru.test");

  @Test
  void aServerThatFoldsTheCaseIsAskedOverTcp() {
    try (var server =
        HostileServer.overBoth(
            query -> List.of(folded(query)), query -> List.of(framed(folded(query))))) {
      var answer = answered(ask(server.address(), MANY_LETTERS, LONG));

      assertThat(answer.transport()).isEqualTo(Transport.TCP);
      assertThat(answer.dropped()).containsExactly("the case of the name was changed");
    }
  }

  @Test
  void aServerThatFoldsTheCaseAndHasNoTcpIsHeardAllTheSameAndRemembered() {
    try (var server = HostileServer.overUdp(query -> List.of(folded(query)))) {
      var first = answered(ask(server.address(), MANY_LETTERS, LONG));
      var second = answered(ask(server.address(), MANY_LETTERS, LONG));

      assertThat(first.transport()).isEqualTo(Transport.UDP);
      assertThat(second.dropped()).isEmpty();
      assertThat(server.asked).hasValue(3);
    }
  }

  private List<byte[]> silence(byte[] query) {
    time.pause(LONG, time.promise());
    return List.of();
  }

  @Test
  void aSilentTcpMustBeSilentTwiceBeforeAServerLosesTheProtectionOfCase() {
    try (var server = HostileServer.overBoth(query -> List.of(folded(query)), this::silence)) {
      assertThat(ask(server.address(), MANY_LETTERS, SHORT))
          .isEqualTo(new Exchanged.TcpFailed("the case was changed, and no answer over TCP", true));
      assertThat(ask(server.address(), MANY_LETTERS, SHORT))
          .isNotInstanceOf(Exchanged.TcpFailed.class);
      assertThat(answered(ask(server.address(), MANY_LETTERS, LONG)).dropped()).isEmpty();
    }
  }

  @Test
  void anUnreadableAnswerOverUdpIsNoneOverTcp() {
    try (var server =
        HostileServer.overBoth(
            query -> {
              byte[] good = honest(query);
              byte[] truncated = good.clone();
              truncated[2] |= 0x02;
              return List.of(Arrays.copyOf(good, good.length - 5), truncated);
            },
            this::silence)) {
      assertThat(ask(server.address(), Landing.NAME, SHORT))
          .isEqualTo(new Exchanged.TcpFailed("no answer over TCP in time", true));
    }
  }

  @Test
  void anUnreadableAnswerSpoilsNothingWhenAGoodOneFollows() {
    try (var server =
        HostileServer.overUdp(query -> {
          byte[] good = honest(query);
          return List.of(Arrays.copyOf(good, good.length - 5), good);
        })) {
      var answer = answered(ask(server.address(), Landing.NAME, LONG));

      assertThat(answer.dropped()).singleElement().asString().contains("unreadable at offset");
    }
  }

  @Test
  void anUnreadableAnswerAloneIsGarbledAndDoesNotCostTheWholeLimit() {
    try (var server =
        HostileServer.overUdp(query -> {
          byte[] good = honest(query);
          return List.of(Arrays.copyOf(good, good.length - 5));
        })) {
      long start = time.nanos();
      Exchanged outcome = ask(server.address(), Landing.NAME, LONG);

      assertThat(outcome).isInstanceOf(Exchanged.Garbled.class);
      assertThat(time.millisSince(start)).isLessThan(LONG.toMillis() / 2.0);
    }
  }

  @Test
  void aBareHeaderMayRefuseButNotAnswer() {
    try (var refusing =
            HostileServer.overUdp(query ->
                List.of(new byte[] {query[0], query[1], (byte) 0x80, 5, 0, 0, 0, 0, 0, 0, 0, 0}));
        var denying =
            HostileServer.overUdp(query ->
                List.of(new byte[] {query[0], query[1], (byte) 0x80, 3, 0, 0, 0, 0, 0, 0, 0, 0}))) {
      assertThat(answered(ask(refusing.address(), Landing.NAME, LONG)).message().questions())
          .containsExactlyElementsOf(Landing.query(Landing.NAME).questions());
      assertThat(ask(denying.address(), Landing.NAME, SHORT))
          .isEqualTo(new Exchanged.TimedOut(Transport.UDP, List.of("no question in it")));
    }
  }

  @Test
  void silenceTakesTheLimitAndNoMore() {
    try (Landing landing = Landing.overBoth()) {
      long start = time.nanos();
      assertThat(ask(landing.address(), Landing.SILENT, SHORT))
          .isEqualTo(new Exchanged.TimedOut(Transport.UDP, List.of()));
      assertThat(time.millisSince(start)).isBetween(299.0, 3_000.0);
      assertThat(ask(new Server.OverTcp(landing.address()), Landing.query(Landing.SILENT), SHORT))
          .isEqualTo(new Exchanged.TimedOut(Transport.TCP, List.of()));
    }
  }

  @Test
  void aClosedPortIsHeardAtOnce() {
    InetSocketAddress closed;
    try (Landing landing = Landing.overBoth()) {
      closed = landing.address();
    }
    assertThat(ask(closed, Landing.NAME, LONG))
        .isEqualTo(
            new Exchanged.Unreachable(Transport.UDP, "port unreachable: nothing listens there"));
    assertThat(ask(new Server.OverTcp(closed), Landing.query(Landing.NAME), LONG))
        .isEqualTo(new Exchanged.Unreachable(Transport.TCP, "Connection refused"));
  }

  @Test
  void aMissingLocalSocketIsUnreachable(@TempDir Path dir) {
    assertThat(ask(new Server.Local(dir.resolve("none")), Landing.query(Landing.NAME), LONG))
        .isEqualTo(new Exchanged.Unreachable(Transport.LOCAL, "No such file or directory"));
  }

  @Test
  void aStreamCutAtEveryPlaceIsNamed() {
    for (int cut : new int[] {0, 1, 2, 9, 30}) {
      try (var server =
          HostileServer.overBoth(
              query -> List.of(), query -> List.of(Arrays.copyOf(framed(honest(query)), cut)))) {
        Exchanged outcome =
            ask(new Server.OverTcp(server.address()), Landing.query(Landing.NAME), LONG);

        assertThat(outcome).isInstanceOf(Exchanged.Unreachable.class);
        assertThat(((Exchanged.Unreachable) outcome).reason()).endsWith("before an answer");
      }
    }
  }

  @Test
  void aCancelEndsTheWait() {
    try (Landing landing = Landing.overBoth()) {
      Promise<Boolean> cancelled = time.promise();
      time.after(Duration.ofMillis(50), () -> cancelled.complete(true));
      long start = time.nanos();
      Exchanged outcome =
          exchanges.ask(
              new Server.Plain(landing.address()), Landing.query(Landing.SILENT), LONG, cancelled);

      assertThat(outcome).isEqualTo(new Exchanged.Cancelled());
      assertThat(time.millisSince(start)).isLessThan(LONG.toMillis() / 2.0);
      assertThat(
              exchanges.ask(
                  new Server.OverTcp(landing.address()),
                  Landing.query(Landing.NAME),
                  LONG,
                  cancelled))
          .isEqualTo(new Exchanged.Cancelled());
    }
  }

  @Test
  void theSameOverTheNewerProtocolWhereThereIsOne() {
    InetSocketAddress six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
    Listening listening =
        DnsService.on(time, q -> Optional.of(Landing.answerTo(q.message(), false)))
            .udp(six)
            .tcp(six)
            .open();
    switch (listening) {
      case Listening.Open(DnsListener listener) -> {
        try (listener) {
          Message query = Landing.query(Landing.BIG).edit().edns(Edns.plain()).build();
          var answer =
              answered(ask(new Server.Plain(listener.addresses().getFirst()), query, LONG));
          assertThat(answer.message().answers()).hasSize(Landing.BIG_RECORDS);
        }
      }
      case Listening.Refused(_, Listening.Reason reason) ->
          assertThat(reason).isEqualTo(Listening.Reason.NO_SUCH_ADDRESS);
    }
  }

  @Test
  void aQuestionOfAnyTypeKeepsIt() {
    try (Landing landing = Landing.overBoth()) {
      Message query = Message.query(Question.of(Name.ROOT, RecordType.NS));
      var answer = answered(ask(new Server.Plain(landing.address()), query, LONG));

      assertThat(answer.message().question()).isEqualTo(query.question());
    }
  }
}
