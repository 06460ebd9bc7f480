package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import naru.journey.Cause;
import naru.journey.Detail;
import naru.journey.Outcome;
import naru.journey.VerdictCode;
import naru.time.Promise;
import naru.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 with servers good and hostile, in the clear. */
class Http1Test {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private final Walk walk = new Walk();

  private Exchanged with(String... answer) throws IOException {
    try (Script server = Script.answering(answer)) {
      return walk.plain(server.address());
    }
  }

  private Cause failureWith(String... answer) throws IOException {
    return Walk.failure(with(answer));
  }

  private String body() {
    return walk.body.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void wholeResponseIsToldStepByStep() throws IOException {
    var answered = Walk.answered(with(OK + "Content-Length: 5\r\nServer: small\r\n\r\n", "hello"));
    assertThat(answered.head().status()).isEqualTo(200);
    assertThat(answered.head().field("server")).contains("small");
    assertThat(answered.bodyOctets()).isEqualTo(5);
    assertThat(answered.marks().responseStartNanos()).isPresent();
    assertThat(body()).isEqualTo("hello");
    assertThat(walk.stations()).containsExactly("tcp", "http", "close");
    var http = walk.account("http");
    assertThat(http.outcome()).isEqualTo(Outcome.OK);
    assertThat(http.detail().whole("status")).hasValue(200);
    assertThat(http.detail().text("protocol")).contains("http/1.1");
    assertThat(http.detail().text("requestLine")).contains("GET / HTTP/1.1");
    assertThat(http.detail().values()).containsKeys("firstByteMillis", "responseHeaders");
  }

  @Test
  void requestLooksLikeCurls() throws IOException {
    Promise<String> asked = Time.system().promise();
    try (Script server =
        Script.of(socket -> {
          asked.complete(Script.readHead(socket));
          socket.getOutputStream().write(Script.latin1(OK + "Content-Length: 0\r\n\r\n"));
        })) {
      Request request =
          Request.of("POST", "/form?a=b", "naru/test")
              .with(new Field("X-One", "1"))
              .with(new Field("Accept", "text/html"))
              .with(Script.latin1("k=v"));
      Walk.answered(walk.asking(request).plain(server.address()));
      assertThat(asked.await())
          .startsWith("POST /form?a=b HTTP/1.1\r\nHost: www.naru.test:")
          .contains("User-Agent: naru/test\r\n", "Accept-Encoding: gzip\r\n", "X-One: 1\r\n")
          .contains("Accept: text/html\r\n", "Content-Length: 3\r\n")
          .contains("Content-Type: application/x-www-form-urlencoded\r\n")
          .doesNotContain("*/*");
    }
  }

  @Test
  void responseMayComeOctetByOctet() throws IOException {
    String answer =
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n";
    try (Script server =
        Script.of(socket -> {
          Script.readHead(socket);
          socket.setTcpNoDelay(true);
          for (byte octet : Script.latin1(answer)) {
            socket.getOutputStream().write(octet);
            socket.getOutputStream().flush();
          }
        })) {
      assertThat(Walk.answered(walk.plain(server.address())).bodyOctets()).isEqualTo(5);
    }
    assertThat(body()).isEqualTo("abcde");
  }

  @Test
  void bodyWithoutLengthEndsWithTheConnection() throws IOException {
    assertThat(Walk.answered(with(OK + "\r\nall of it")).bodyOctets()).isEqualTo(9);
  }

  @Test
  void interimResponsesComeFirst() throws IOException {
    String early = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
    var answered = Walk.answered(with(early + OK + "Content-Length: 0\r\n\r\n"));
    assertThat(answered.head().status()).isEqualTo(200);
    assertThat(walk.account("http").detail().values())
        .containsEntry("interim", Detail.Value.of(List.of("103 Early Hints")));
  }

  @Test
  void endlessInterimResponsesAreStopped() throws IOException {
    Cause cause = failureWith("HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_LIMIT);
    assertThat(cause.text()).contains("" + Limits.INTERIM_RESPONSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void statusWithoutBodyHasNone(String status) throws IOException {
    assertThat(
            Walk.answered(with("HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\n"))
                .bodyOctets())
        .isZero();
  }

  @Test
  void headHasNoBody() throws IOException {
    walk.asking(Request.of("HEAD", "/", "naru/test"));
    String head = OK + "Content-Length: 99\r\nContent-Encoding: gzip\r\n\r\n";
    assertThat(Walk.answered(with(head)).bodyOctets()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage|garbage",
        "SSH-2.0-OpenSSH_9.9|SSH-2.0-OpenSSH_9.9",
        "HTTP/1.1 abc OK|HTTP/1.1 abc OK",
        "HTTP/2.0 200 OK|HTTP/2.0 200 OK",
        "HTTP/1.1 20 OK|HTTP/1.1 20 OK",
        "ICY 200 OK|ICY 200 OK",
      })
  void lineThatIsNoStatusLineIsNamed(String line, String named) throws IOException {
    Cause cause = failureWith(line + "\r\n\r\n");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
    assertThat(cause.text()).contains(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no colon here|no colon here",
        "Spaced : 1|Spaced : 1",
        ": no name|: no name",
        "Content-Length: -1|Content-Length: -1",
        "Content-Length: 1x|Content-Length: 1x",
        "Content-Length: 99999999999999999999|99999999999999999999",
      })
  void malformedFieldIsNamed(String line, String named) throws IOException {
    Cause cause = failureWith(OK + line + "\r\n\r\n");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
    assertThat(cause.text()).contains(named);
  }

  @Test
  void controlCharactersNeverReachAReport() throws IOException {
    Cause cause = failureWith("\u001b[2J\u0000evil\r\n\r\n");
    assertThat(cause.text()).contains("\\x1b[2J\\x00evil").doesNotContain("\u001b");
  }

  @Test
  void twoDifferentLengthsAreMalformed() throws IOException {
    Cause cause = failureWith(OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
    assertThat(cause.text()).contains("Content-Length: 5", "Content-Length: 6");
  }

  /** RFC 9112 §6.2: one server would read the length, another the chunks. */
  @Test
  void aLengthBesideATransferCodingIsMalformed() throws IOException {
    String head = OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n";
    Cause cause = failureWith(head + "5\r\nhello\r\n0\r\n\r\n");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
    assertThat(cause.text()).contains("Content-Length: 5");
  }

  /** Few octets that decode to very many keep no visit beyond its time. */
  @Test
  void timeRunsOutWhileABombIsDecoded() throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(new byte[16 << 20]);
    }
    byte[] octets = member.toByteArray();
    int members = 400;
    String head =
        OK + "Content-Encoding: gzip\r\nContent-Length: " + members * octets.length + "\r\n\r\n";
    try (Script server =
        Script.of(socket -> {
          Script.readHead(socket);
          socket.getOutputStream().write(Script.latin1(head));
          for (int i = 0; i < members; i++) {
            socket.getOutputStream().write(octets);
          }
          Script.hold(socket);
        })) {
      walk.throwingBodiesAway().within(Duration.ofMillis(300));
      Cause cause = Walk.failure(walk.plain(server.address()));
      assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TIMEOUT);
      assertThat(cause.text()).contains("body");
    }
  }

  @Test
  void theSameLengthTwiceIsOne() throws IOException {
    assertThat(Walk.answered(with(OK + "Content-Length: 5, 5\r\n\r\nhello")).bodyOctets())
        .isEqualTo(5);
  }

  @Test
  void truncatedBodySaysPromisedAndReceived() throws IOException {
    Cause cause = failureWith(OK + "Content-Length: 100\r\n\r\nonly this");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TRUNCATED_BODY);
    assertThat(cause.text()).contains("promised 100 bytes", "received 9 bytes");
    assertThat(body()).isEqualTo("only this");
  }

  @Test
  void chunkedBodyWithoutItsEndIsTruncated() throws IOException {
    Cause cause = failureWith(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TRUNCATED_BODY);
    assertThat(cause.text()).contains("received 5 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "-5\r\nhello\r\n", "5\r\nhello!\r\n", "\r\n"})
  void malformedChunkIsNamed(String chunk) throws IOException {
    Cause cause = failureWith(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
  }

  @Test
  void closeBeforeAnyReplyIsAnEmptyReply() throws IOException {
    assertThat(failureWith().code()).isEqualTo(VerdictCode.HTTP_EMPTY_REPLY);
    assertThat(walk.account("close").detail().text("closedBy")).contains("server");
  }

  @Test
  void closeInsideTheHeadSaysHowMuchCame() throws IOException {
    Cause cause = failureWith(OK + "Content-Le");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_RESET);
    assertThat(cause.text()).contains("inside the response head", "received 27 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", OK + "Content-Length: 10\r\n\r\nabc"})
  void resetIsNotAClose(String before) throws IOException {
    try (Script server =
        Script.of(socket -> {
          Script.readHead(socket);
          socket.getOutputStream().write(Script.latin1(before));
          Script.reset(socket);
        })) {
      Cause cause = Walk.failure(walk.plain(server.address()));
      assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_RESET);
      assertThat(cause.text()).contains("reset the connection", "bytes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|first byte", "HTTP/1.1 2|response head"})
  void silenceIsATimeOutOfItsPhase(String before, String phase) throws IOException {
    assertThat(stalling(before).text()).contains("waiting for the " + phase);
  }

  @Test
  void silenceInsideTheBodyIsATimeOut() throws IOException {
    Cause cause = stalling(OK + "Content-Length: 10\r\n\r\nabc");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TIMEOUT);
    assertThat(cause.text()).contains("waiting for the body", "3 of them body");
  }

  private Cause stalling(String before) throws IOException {
    try (Script server =
        Script.of(socket -> {
          Script.readHead(socket);
          socket.getOutputStream().write(Script.latin1(before));
          Script.hold(socket);
        })) {
      walk.within(Duration.ofMillis(250));
      return Walk.failure(walk.plain(server.address()));
    }
  }

  @Test
  void requestThatIsNeverReadTimesOutAsARequest() throws IOException {
    Promise<Boolean> over = Time.system().promise();
    try (Script server = Script.of(socket -> over.await(Duration.ofSeconds(10)))) {
      walk.within(Duration.ofMillis(250));
      walk.asking(Request.of("POST", "/", "naru/test").with(new byte[32 << 20]));
      Cause cause = Walk.failure(walk.plain(server.address()));
      over.complete(true);
      assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TIMEOUT);
      assertThat(cause.text()).contains("waiting for the request");
    }
  }

  @Test
  void endlessHeadIsStopped() throws IOException {
    Cause cause = failureWith(OK, "X: 1\r\n".repeat(2_000));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_LIMIT);
    assertThat(cause.text()).contains("" + Limits.FIELDS);
  }

  @Test
  void endlessLineIsStopped() throws IOException {
    Cause cause = failureWith(OK, "X: " + "y".repeat(Limits.LINE));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_LIMIT);
    assertThat(cause.text()).contains("" + Limits.LINE);
  }

  @Test
  void bodyAboveTheLimitIsStopped() throws IOException {
    walk.asking(Request.of("GET", "/", "naru/test").bodyLimit(10));
    Cause cause = failureWith(OK + "\r\n" + "x".repeat(100));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_LIMIT);
    assertThat(cause.text()).contains("10");
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(Script.latin1(text));
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void gzipIsUndone() throws IOException {
    String text = "naru ".repeat(20_000);
    String two = gzip(text) + gzip("end");
    var answered =
        Walk.answered(
            with(
                OK + "Content-Encoding: gzip\r\nContent-Length: " + two.length() + "\r\n\r\n",
                two));
    assertThat(body()).isEqualTo(text + "end");
    assertThat(answered.bodyOctets()).isEqualTo(two.length());
    assertThat(answered.decodedOctets()).isEqualTo(text.length() + 3);
  }

  @Test
  void rawBodyStaysAsItWasSent() throws IOException {
    String sent = gzip("text");
    walk.asking(Request.of("GET", "/", "naru/test").raw(true));
    Walk.answered(with(OK + "Content-Encoding: gzip\r\n\r\n" + sent));
    assertThat(body()).isEqualTo(sent);
  }

  @Test
  void gzipBombIsStopped() throws IOException {
    String bomb = gzip("\0".repeat(4 << 20));
    walk.asking(Request.of("GET", "/", "naru/test").bodyLimit(1 << 20));
    Cause cause = failureWith(OK + "Content-Encoding: gzip\r\n\r\n", bomb);
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_LIMIT);
    assertThat(walk.body.size()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void gzipThatIsCutOrBrokenIsABadEncoding() throws IOException {
    String whole = gzip("some text that is long enough");
    String cut = whole.substring(0, whole.length() - 6);
    String wrong = whole.substring(0, whole.length() - 8) + "12345678";
    for (String sent : new String[] {cut, wrong, "not gzip at all"}) {
      String length = "Content-Length: " + sent.length() + "\r\n";
      Cause cause = failureWith(OK + "Content-Encoding: gzip\r\n" + length + "\r\n" + sent);
      assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_BAD_ENCODING);
      assertThat(cause.text()).contains("gzip");
    }
  }

  @Test
  void codingThatWasNotOfferedIsNamed() throws IOException {
    Cause cause = failureWith(OK + "Content-Encoding: br\r\n\r\nxx");
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_BAD_ENCODING);
    assertThat(cause.text()).contains("\"br\"");
  }

  @Test
  void slowReaderHoldsTheServerBack() throws IOException {
    int size = 8 << 20;
    try (Script server =
        Script.of(socket -> {
          Script.readHead(socket);
          socket.getOutputStream().write(Script.latin1(OK + "\r\n"));
          socket.getOutputStream().write(new byte[size]);
        })) {
      assertThat(Walk.answered(walk.plain(server.address())).bodyOctets()).isEqualTo(size);
    }
  }

  @Test
  void firstByteIsMarkedBetweenRequestAndEnd() throws IOException {
    HttpMarks marks = Walk.answered(with(OK + "Content-Length: 0\r\n\r\n")).marks();
    Optional<Long> start = marks.responseStartNanos();
    assertThat(start.orElseThrow() - marks.requestStartNanos()).isNotNegative();
    assertThat(marks.responseEndNanos().orElseThrow() - start.orElseThrow()).isNotNegative();
  }
}
