package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import naru.journey.Cause;
import naru.journey.Detail;
import naru.journey.Outcome;
import naru.journey.VerdictCode;
import naru.time.Time;
import naru.tls.Identity;
import naru.tls.TlsEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 8446: handshakes that stand, and each way in which they do not. */
class TlsHandshakeTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private final Walk walk = new Walk();

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void handshakeIsToldInFull(TlsEngine engine) {
    try (TlsScript server = TlsScript.one(Pki.good(), HELLO)) {
      var answered = Walk.answered(walk.secure(Pki.client(engine), server.address(), Pki.HOST));
      assertThat(answered.bodyOctets()).isEqualTo(5);
    }
    assertThat(walk.stations()).containsExactly("tcp", "tls", "http", "close");
    var tls = walk.account("tls");
    assertThat(tls.outcome()).isEqualTo(Outcome.OK);
    assertThat(tls.detail().text("version")).contains("TLSv1.3");
    assertThat(tls.detail().text("cipherSuite")).isPresent();
    assertThat(tls.detail().text("alpn")).contains("http/1.1");
    assertThat(tls.detail().text("group")).isPresent();
    assertThat(tls.detail().text("engine")).contains(engine.title());
    assertThat(tls.detail().values()).containsEntry("resumed", Detail.Value.of(false));
    assertThat(String.valueOf(tls.detail().values().get("chain")))
        .contains("CN=server", "CN=Small Root", Pki.HOST);
  }

  private Cause refused(Identity identity, String host) {
    try (TlsScript server = TlsScript.one(identity, HELLO)) {
      return Walk.failure(walk.open(Pki.client(), server.address(), host));
    }
  }

  @Test
  void wrongNameListsTheNamesHeld() {
    Cause cause = refused(Pki.server(Pki.AFTER, "other.test").issuedBy(Pki.ROOT), Pki.HOST);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CERTIFICATE_WRONG_NAME);
    assertThat(cause.text()).contains(Pki.HOST, "other.test");
    assertThat(walk.account("tls").detail().values()).containsKey("chain");
  }

  @Test
  void expiredCertificateSaysSinceWhen() {
    Cause cause = refused(Pki.server(Pki.ENDED, Pki.HOST).issuedBy(Pki.ROOT), Pki.HOST);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CERTIFICATE_EXPIRED);
    assertThat(cause.text()).contains(Pki.ENDED.toString().substring(0, 10));
  }

  @Test
  void unknownIssuerIsNamed() {
    Cause cause = refused(Pki.server(Pki.AFTER, Pki.HOST).issuedBy(Pki.STRANGER), Pki.HOST);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CERTIFICATE_UNKNOWN_ISSUER);
    assertThat(cause.text()).contains("Stranger", "the small world");
  }

  @Test
  void selfSignedIsSaidSo() {
    Cause cause = refused(Pki.server(Pki.AFTER, Pki.HOST).selfSigned(), Pki.HOST);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CERTIFICATE_SELF_SIGNED);
  }

  @Test
  void insecureGoesOnAndKeepsTheVerdict() {
    Connector careless = new Connector(Time.system(), Pki.TRUST, true);
    try (TlsScript server = TlsScript.one(Pki.server(Pki.AFTER, "x.test").selfSigned(), HELLO)) {
      Walk.answered(walk.secure(careless, server.address(), Pki.HOST));
    }
    assertThat(walk.account("tls").detail().text("chainVerdict").orElseThrow())
        .contains("self-signed");
  }

  /** Plays a script right after the connection is made. */
  private Cause with(Script.Part part) throws IOException {
    try (Script server = Script.of(part)) {
      return Walk.failure(walk.open(Pki.client(), server.address(), Pki.HOST));
    }
  }

  private static void readHello(java.net.Socket socket) throws IOException {
    byte[] header = socket.getInputStream().readNBytes(5);
    socket.getInputStream().readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
  }

  @Test
  void serverWithoutTlsIsQuoted() throws IOException {
    Cause cause =
        with(socket -> {
          readHello(socket);
          socket.getOutputStream().write(Script.latin1("HTTP/1.1 400 Bad Request\r\n\r\n"));
        });
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_NOT_TLS);
    assertThat(cause.text()).contains("\"HTTP/1.1 400 Bad Request\\r\\n\\r\\n\"");
  }

  @Test
  void bannerOfAServerThatSpeaksFirstIsQuoted() throws IOException {
    Cause cause =
        with(socket -> {
          socket.getOutputStream().write(Script.latin1("SSH-2.0-x\u0007\r\n"));
          Script.hold(socket);
        });
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_NOT_TLS);
    assertThat(cause.text()).contains("SSH-2.0-x\\x07\\r\\n");
  }

  @Test
  void twoOctetsAreEnoughToSeeThatItIsNotTls() throws IOException {
    walk.within(Duration.ofMillis(400));
    Cause cause =
        with(socket -> {
          socket.getOutputStream().write(Script.latin1("hi"));
          Script.hold(socket);
        });
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_NOT_TLS);
    assertThat(cause.text()).contains("\"hi\"");
  }

  @ParameterizedTest
  @CsvSource({
    "40, TLS_CIPHER, handshake_failure",
    "70, TLS_VERSION, protocol_version",
    "71, TLS_CIPHER, insufficient_security",
    "80, TLS_ALERT, internal_error",
    "112, TLS_ALERT, unrecognized_name",
    "120, TLS_ALERT, no_application_protocol",
    "116, TLS_CLIENT_CERTIFICATE_REQUIRED, certificate_required",
  })
  void alertIsNamed(int number, VerdictCode code, String name) throws IOException {
    Cause cause =
        with(socket -> {
          readHello(socket);
          socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) number});
        });
    assertThat(cause.code()).isEqualTo(code);
    assertThat(cause.text()).contains(name, "after our ClientHello");
    assertThat(cause.proof()).anyMatch(line -> line.startsWith("offered cipher suites: TLS_"));
  }

  @Test
  void closeAfterTheHelloIsSaidSo() throws IOException {
    Cause cause = with(TlsHandshakeTest::readHello);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CLOSED);
    assertThat(cause.text()).contains("closed", "after our ClientHello");
  }

  @Test
  void resetAfterTheHelloIsNotAClose() throws IOException {
    Cause cause =
        with(socket -> {
          readHello(socket);
          Script.reset(socket);
        });
    assertThat(cause.code()).isEqualTo(VerdictCode.TCP_RESET);
    assertThat(cause.text()).contains("reset", "after our ClientHello");
  }

  @Test
  void silenceStallsTheHandshake() throws IOException {
    walk.within(Duration.ofMillis(300));
    Cause cause = with(Script::hold);
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_STALLED);
    assertThat(cause.text()).contains("last message", "nothing");
  }

  @Test
  void olderVersionIsRefused() throws IOException {
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
    byte[] start = {
      22, 3, 1, 0, (byte) (hello.length - 5), 2, 0, 0, (byte) (hello.length - 9), 3, 1
    };
    System.arraycopy(start, 0, hello, 0, start.length);
    hello[hello.length - 2] = 0x2f;
    Cause cause =
        with(socket -> {
          readHello(socket);
          socket.getOutputStream().write(hello);
          Script.hold(socket);
        });
    assertThat(cause.code()).isEqualTo(VerdictCode.TLS_VERSION);
    assertThat(cause.text()).contains("TLS 1.0");
  }

  private static TlsScript special(Consumer<SslContextBuilder> change) throws SSLException {
    Identity good = Pki.good();
    SslContextBuilder builder = SslContextBuilder.forServer(good.key(), good.chain());
    builder.sslProvider(TlsEngine.best().provider());
    change.accept(builder);
    var context = builder.build();
    return TlsScript.handler(channel -> new SslHandler(context.newEngine(channel.alloc())), HELLO);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3", "TLSv1.2"})
  void serverThatWantsACertificateIsUnderstood(String version) throws SSLException {
    try (TlsScript server =
        special(builder ->
            builder
                .protocols(version)
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(InsecureTrustManagerFactory.INSTANCE))) {
      Opening opening = walk.open(Pki.client(), server.address(), Pki.HOST);
      Cause cause =
          switch (opening) {
            case Opening.Failed(Cause early) -> early;
            case Opening.Opened(Connection connection) ->
                Walk.failure(
                    connection.exchange(
                        Request.of("GET", "/", "naru/test"),
                        BodySink.discarding(),
                        Time.system().nanos() + Duration.ofSeconds(10).toNanos(),
                        walk.trace));
          };
      assertThat(cause.code()).isEqualTo(VerdictCode.TLS_CLIENT_CERTIFICATE_REQUIRED);
    }
  }

  @Test
  void serverOfTls12IsFine() throws SSLException {
    try (TlsScript server =
        special(builder ->
            builder
                .protocols("TLSv1.2")
                .ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))) {
      Walk.answered(walk.secure(Pki.client(), server.address(), Pki.HOST));
    }
    assertThat(walk.account("tls").detail().text("version")).contains("TLSv1.2");
    assertThat(walk.account("tls").detail().text("group")).contains("x25519");
  }

  @Test
  void bodyMayEndWithCloseNotify() {
    String endless = "HTTP/1.1 200 OK\r\n\r\nsome";
    try (TlsScript server = TlsScript.one(Pki.good(), endless)) {
      assertThat(Walk.answered(walk.secure(Pki.client(), server.address(), Pki.HOST)).bodyOctets())
          .isEqualTo(4);
    }
  }

  @Test
  void secondConnectionResumes() {
    Connector client = Pki.client();
    try (TlsScript server = TlsScript.one(Pki.good(), HELLO)) {
      Walk.answered(walk.secure(client, server.address(), Pki.HOST));
      Walk second = new Walk();
      Walk.answered(second.secure(client, server.address(), Pki.HOST));
      assertThat(second.account("tls").detail().values()).containsKey("resumed");
    }
  }
}
