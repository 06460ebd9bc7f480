package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Rcode;
import naru.wire.Rdata;
import org.junit.jupiter.api.Test;

/** Cookies that we send to servers, and servers that treat them in their ways. */
class Rfc7873Test {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final byte[] FIRST = {1, 1, 1, 1, 1, 1, 1, 1};
  private static final byte[] SECOND = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

  private final Time time = Time.system();
  private final Exchanges exchanges = Exchanges.system(time);
  private final List<Optional<byte[]>> seen = new CopyOnWriteArrayList<>();

  private Exchanged ask(HostileServer server, Duration limit) {
    Message query = Landing.query(Landing.NAME).edit().edns(Edns.plain()).build();
    return exchanges.ask(new Server.Plain(server.address()), query, limit, time.promise());
  }

  private static Exchanged.Answered answered(Exchanged outcome) {
    assertThat(outcome).isInstanceOf(Exchanged.Answered.class);
    return (Exchanged.Answered) outcome;
  }

  /** Notes the cookie of each question over UDP and lets {@code how} answer. */
  private HostileServer.Behaviour noting(Function<Message, List<Message>> how) {
    return octets -> {
      Message query = MessageCodec.decode(octets).orThrow();
      seen.add(cookieOf(query));
      return how.apply(query).stream().map(MessageCodec::encode).toList();
    };
  }

  private static HostileServer.Behaviour overTcp(Function<Message, Message> how) {
    return octets -> {
      byte[] answer = MessageCodec.encode(how.apply(MessageCodec.decode(octets).orThrow()));
      ByteBuffer framed = ByteBuffer.allocate(2 + answer.length);
      return List.of(framed.putShort((short) answer.length).put(answer).array());
    };
  }

  private static Optional<byte[]> cookieOf(Message message) {
    return message.edns().flatMap(e -> e.option(Edns.Option.COOKIE)).map(o -> o.data().bytes());
  }

  private static Message plain(Message query) {
    return Landing.answerTo(query, false).edit().edns(Edns.plain()).build();
  }

  /** An answer with the client's own cookie, changed by {@code xor}, and this one of the server. */
  private static Message with(Message query, byte[] server, int xor) {
    byte[] both = Arrays.copyOf(cookieOf(query).orElseThrow(), 8 + server.length);
    both[0] ^= (byte) xor;
    System.arraycopy(server, 0, both, 8, server.length);
    Edns.Option option = new Edns.Option(Edns.Option.COOKIE, Rdata.of(both));
    return plain(query).edit().edns(Edns.plain().with(option)).build();
  }

  private byte[] serverPart(int i) {
    byte[] both = seen.get(i).orElseThrow();
    return Arrays.copyOfRange(both, 8, both.length);
  }

  @Test
  void section51AServersCookieComesBackToItAndNobodyElseSeesAny() {
    try (var server = HostileServer.overUdp(noting(q -> List.of(with(q, FIRST, 0))))) {
      assertThat(cookieOf(answered(ask(server, LONG)).message())).isEmpty();
      assertThat(cookieOf(answered(ask(server, LONG)).message())).isEmpty();
    }
    assertThat(seen.getFirst().orElseThrow()).hasSize(8);
    assertThat(Arrays.copyOf(seen.getLast().orElseThrow(), 8))
        .isEqualTo(seen.getFirst().orElseThrow());
    assertThat(serverPart(1)).isEqualTo(FIRST);
  }

  @Test
  void aQuestionWithoutEdnsHasNoCookie() {
    try (var server = HostileServer.overUdp(noting(q -> List.of(Landing.answerTo(q, false))))) {
      exchanges.ask(
          new Server.Plain(server.address()), Landing.query(Landing.NAME), LONG, time.promise());
    }
    assertThat(seen.getFirst()).isEmpty();
  }

  @Test
  void section53AnAnswerWithAnothersCookieIsLetPass() {
    try (var server =
        HostileServer.overUdp(noting(q -> List.of(with(q, FIRST, 0x40), with(q, SECOND, 0))))) {
      assertThat(answered(ask(server, LONG)).dropped())
          .containsExactly("a cookie that is not ours");
      answered(ask(server, LONG));
    }
    assertThat(serverPart(1)).isEqualTo(SECOND);
  }

  @Test
  void section53BadCookieIsAskedAgainWithTheNewOne() {
    try (var server =
        HostileServer.overUdp(
            noting(q -> {
              Message answer = with(q, SECOND, 0);
              boolean fresh = cookieOf(q).orElseThrow().length == 24;
              return List.of(
                  fresh ? answer : answer.edit().withoutRecords().rcode(Rcode.BADCOOKIE).build());
            }))) {
      assertThat(answered(ask(server, LONG)).message().answers()).hasSize(1);
    }
    assertThat(seen).hasSize(2);
  }

  @Test
  void whoNeverLikesItsOwnCookieIsAskedOverTcp() {
    Function<Message, Message> bad =
        q -> with(q, FIRST, 0).edit().withoutRecords().rcode(Rcode.BADCOOKIE).build();
    try (var server =
        HostileServer.overBoth(noting(q -> List.of(bad.apply(q))), overTcp(Rfc7873Test::plain))) {
      assertThat(answered(ask(server, LONG)).transport()).isEqualTo(Transport.TCP);
    }
    assertThat(seen).hasSize(1 + Limits.COOKIE_ROUNDS);
  }

  @Test
  void fromAServerWithCookiesAnAnswerWithoutIsNotBelievedButOverTcp() {
    try (var server =
        HostileServer.overBoth(
            noting(q -> List.of(seen.size() == 1 ? with(q, FIRST, 0) : plain(q))),
            overTcp(Rfc7873Test::plain))) {
      assertThat(answered(ask(server, LONG)).transport()).isEqualTo(Transport.UDP);
      var second = answered(ask(server, LONG));
      assertThat(second.transport()).isEqualTo(Transport.TCP);
      assertThat(second.dropped()).containsExactly("no cookie, from a server that has them");
      assertThat(answered(ask(server, LONG)).transport()).isEqualTo(Transport.UDP);
    }
  }

  @Test
  void whereThereIsNoTcpItMustSaySoTwice() {
    try (var server =
        HostileServer.overUdp(
            noting(q -> List.of(seen.size() == 1 ? with(q, FIRST, 0) : plain(q))))) {
      answered(ask(server, LONG));
      assertThat(answered(ask(server, LONG)).transport()).isEqualTo(Transport.UDP);
    }
    assertThat(seen).hasSize(3);
    assertThat(seen.getLast().orElseThrow()).hasSize(8);
  }

  @Test
  void aServerThatDoesNotKnowCookiesIsAskedWithoutAndRemembered() {
    try (var server =
        HostileServer.overUdp(
            noting(q ->
                List.of(
                    cookieOf(q).isPresent()
                        ? plain(q).edit().withoutRecords().rcode(Rcode.FORMERR).build()
                        : plain(q))))) {
      assertThat(answered(ask(server, LONG)).message().answers()).hasSize(1);
      answered(ask(server, LONG));
    }
    assertThat(seen.stream().map(Optional::isPresent)).containsExactly(true, false, false);
  }

  @Test
  void aServerThatStaysSilentIsAskedWithoutTheNextTime() {
    try (var server =
        HostileServer.overUdp(
            noting(q -> cookieOf(q).isPresent() ? List.of() : List.of(plain(q))))) {
      assertThat(ask(server, SHORT)).isInstanceOf(Exchanged.TimedOut.class);
      answered(ask(server, LONG));
    }
  }

  @Test
  void cookiesCanBeLeftOut() {
    try (var server = HostileServer.overUdp(noting(q -> List.of(plain(q))))) {
      Message query = Landing.query(Landing.NAME).edit().edns(Edns.plain()).build();
      answered(
          exchanges
              .withoutCookies()
              .ask(new Server.Plain(server.address()), query, LONG, time.promise()));
    }
    assertThat(seen).containsExactly(Optional.empty());
  }
}
