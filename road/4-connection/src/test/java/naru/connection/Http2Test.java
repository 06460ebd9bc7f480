package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.time.Promise;
import naru.time.Time;
import org.junit.jupiter.api.Test;

/** RFC 9113 over TLS, with servers good and hostile. */
class Http2Test {
  private final Walk walk = new Walk();

  private Exchanged with(TlsScript.Frames frames) {
    try (TlsScript server = TlsScript.two(Pki.good(), frames)) {
      return walk.secure(Pki.client(), server.address(), Pki.HOST);
    }
  }

  private static Http2Headers status(String status) {
    return new DefaultHttp2Headers().status(status);
  }

  private static ByteBuf octets(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private static void head(
      ChannelHandlerContext context,
      Http2HeadersFrame request,
      Http2Headers headers,
      boolean last) {
    var _ =
        context.writeAndFlush(new DefaultHttp2HeadersFrame(headers, last).stream(request.stream()));
  }

  private static void data(
      ChannelHandlerContext context, Http2HeadersFrame request, String text, boolean last) {
    var _ =
        context.writeAndFlush(
            new DefaultHttp2DataFrame(octets(text), last).stream(request.stream()));
  }

  @Test
  void wholeResponseIsToldStepByStep() {
    Promise<Http2Headers> asked = Time.system().promise();
    var answered =
        Walk.answered(
            with((context, request) -> {
              asked.complete(request.headers());
              head(context, request, status("103").add("link", "</a>"), false);
              head(context, request, status("200").add("server", "small"), false);
              data(context, request, "hel", false);
              data(context, request, "lo", true);
            }));
    assertThat(answered.head().status()).isEqualTo(200);
    assertThat(answered.head().protocol()).isEqualTo("h2");
    assertThat(walk.body.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(walk.account("tls").detail().text("alpn")).contains("h2");
    assertThat(walk.account("http").detail().text("protocol")).contains("h2");
    Http2Headers headers = asked.await();
    assertThat(headers.method()).hasToString("GET");
    assertThat(headers.authority().toString()).startsWith("www.naru.test:");
    assertThat(headers.contains("host")).isFalse();
    assertThat(headers.get("user-agent")).hasToString("naru/test");
  }

  @Test
  void http1IsSpokenWhereItIsWanted() {
    walk.speaking(HttpVersions.ONE);
    try (TlsScript server =
        TlsScript.one(Pki.good(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      var answered = Walk.answered(walk.secure(Pki.client(), server.address(), Pki.HOST));
      assertThat(answered.head().protocol()).isEqualTo("http/1.1");
    }
  }

  @Test
  void largeBodyFlowsThroughTheWindow() {
    int size = 3 << 20;
    var answered =
        Walk.answered(
            with((context, request) -> {
              head(context, request, status("200"), false);
              data(context, request, "x".repeat(size), true);
            }));
    assertThat(answered.bodyOctets()).isEqualTo(size);
  }

  @Test
  void bodyOfARequestIsSent() {
    walk.asking(Request.of("POST", "/", "naru/test").with(new byte[200_000]));
    var answered =
        Walk.answered(with((context, request) -> head(context, request, status("201"), true)));
    assertThat(answered.head().status()).isEqualTo(201);
  }

  @Test
  void streamResetNamesTheCode() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              var _ =
                  context.writeAndFlush(
                      new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR)
                          .stream(request.stream()));
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_STREAM_RESET);
    assertThat(cause.text()).contains("INTERNAL_ERROR (2)");
  }

  @Test
  void goAwayWithAnErrorIsAStreamReset() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              var _ =
                  context.writeAndFlush(
                      new DefaultHttp2GoAwayFrame(
                          Http2Error.ENHANCE_YOUR_CALM, octets("too \u0007many")));
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_STREAM_RESET);
    assertThat(cause.text()).contains("GOAWAY", "ENHANCE_YOUR_CALM (11)", "too \\x07many");
  }

  @Test
  void bodyShorterThanItsLengthIsTruncated() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              head(context, request, status("200").add("content-length", "100"), false);
              data(context, request, "only this", true);
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TRUNCATED_BODY);
    assertThat(cause.text()).contains("promised 100 bytes", "received 9 bytes");
  }

  @Test
  void closeInsideTheBodyIsTruncated() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              head(context, request, status("200").add("content-length", "100"), false);
              data(context, request, "part", false);
              var _ = context.pipeline().firstContext().close();
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TRUNCATED_BODY);
  }

  @Test
  void closeBeforeAReplyIsAnEmptyReply() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              var _ = context.pipeline().firstContext().close();
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_EMPTY_REPLY);
  }

  @Test
  void garbageInsteadOfFramesIsMalformed() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              ByteBuf garbage = octets("HTTP/1.1 400 Bad Request\r\n\r\n");
              var _ = context.pipeline().context(Http2FrameCodec.class).writeAndFlush(garbage);
            }));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_MALFORMED);
  }

  @Test
  void silenceIsATimeOut() {
    walk.within(Duration.ofMillis(500));
    Cause cause = Walk.failure(with((context, request) -> {}));
    assertThat(cause.code()).isEqualTo(VerdictCode.HTTP_TIMEOUT);
    assertThat(cause.text()).contains("first byte");
  }

  @Test
  void endlessHeadIsStopped() {
    Cause cause =
        Walk.failure(
            with((context, request) -> {
              Http2Headers many = status("200");
              for (int i = 0; i < 2_000; i++) {
                many.add("x-" + i, "y".repeat(200));
              }
              head(context, request, many, true);
            }));
    assertThat(cause.code()).as(cause.text()).isEqualTo(VerdictCode.HTTP_LIMIT);
  }
}
