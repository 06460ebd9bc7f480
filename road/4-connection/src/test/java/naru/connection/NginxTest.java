package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.journey.Detail;
import naru.journey.VerdictCode;
import naru.time.Promise;
import naru.time.Time;
import naru.tls.Identity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx on loopback. */
class NginxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TEXT = "naru ".repeat(50_000);

  @TempDir static Path directory;

  private static InetSocketAddress plain = Walk.address("127.0.0.1", 1);
  private static InetSocketAddress secure = Walk.address("127.0.0.1", 1);
  private static Runnable stop = () -> {};

  private final Walk walk = new Walk();

  @BeforeAll
  static void start() throws IOException {
    Path program =
        Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(""));
    Assumptions.assumeTrue(
        Files.isExecutable(program) && !program.toString().isEmpty(),
        "nginx is not installed: install it to prove that the client gets on with it");
    plain = free();
    secure = free();
    write("site/index.html", "<p>small</p>");
    write("site/large.txt", TEXT);
    Identity identity = Pki.good();
    String chain = identity.chain().stream().map(NginxTest::pem).collect(Collectors.joining());
    write("chain.pem", chain);
    write("key.pem", pem("PRIVATE KEY", identity.key().getEncoded()));
    write("nginx.conf", configuration());
    Process nginx =
        new ProcessBuilder(program.toString(), "-p", directory.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    stop = nginx::destroy;
    awaitListening(nginx);
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private static void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String pem(java.security.cert.X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  private static String configuration() {
    return """
    daemon off; master_process off; pid nginx.pid; error_log error.log;
    events { worker_connections 64; }
    http {
      access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3;
      uwsgi_temp_path t4; scgi_temp_path t5; types { text/html html; text/plain txt; }
      gzip on; gzip_types text/plain; gzip_min_length 1; root site;
      server { listen %s; location /old { return 301 /; } location /drop { return 444; } }
      server {
        listen %s ssl http2; server_name www.naru.test;
        ssl_certificate chain.pem; ssl_certificate_key key.pem; ssl_protocols TLSv1.2 TLSv1.3;
        location /drop { return 444; }
      }
    }
    """
        .formatted(Wire.text(plain), Wire.text(secure));
  }

  private static void awaitListening(Process nginx) throws IOException {
    Time time = Time.system();
    Promise<Boolean> never = time.promise();
    long deadline = time.nanos() + PATIENCE.toNanos();
    while (time.nanos() - deadline < 0 && nginx.isAlive()) {
      Opening opening = new Walk().within(Duration.ofSeconds(1)).open(List.of(secure));
      if (opening instanceof Opening.Opened) {
        return;
      }
      time.pause(Duration.ofMillis(20), never);
    }
    fail("nginx does not start: " + Files.readString(directory.resolve("output")));
  }

  @AfterAll
  static void stop() {
    stop.run();
  }

  @Test
  void http1InTheClear() {
    var answered = Walk.answered(walk.plain(plain));
    assertThat(answered.head().status()).isEqualTo(200);
    assertThat(walk.body.toString(StandardCharsets.UTF_8)).isEqualTo("<p>small</p>");
  }

  @Test
  void http2OverTls() {
    var answered = Walk.answered(walk.secure(Pki.client(), secure, Pki.HOST));
    assertThat(answered.head().protocol()).isEqualTo("h2");
    assertThat(walk.body.toString(StandardCharsets.UTF_8)).isEqualTo("<p>small</p>");
    assertThat(walk.stations()).containsExactly("tcp", "tls", "http", "close");
  }

  @Test
  void http1OverTlsWithGzip() {
    walk.speaking(HttpVersions.ONE).asking(Request.of("GET", "/large.txt", "naru/test"));
    var answered = Walk.answered(walk.secure(Pki.client(), secure, Pki.HOST));
    assertThat(answered.head().field("content-encoding")).contains("gzip");
    assertThat(answered.bodyOctets()).isLessThan(TEXT.length());
    assertThat(walk.body.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void largeBodyOverHttp2() {
    walk.asking(Request.of("GET", "/large.txt", "naru/test").raw(true));
    var answered = Walk.answered(walk.secure(Pki.client(), secure, Pki.HOST));
    assertThat(answered.bodyOctets()).isEqualTo(TEXT.length());
  }

  @Test
  void sessionIsResumed() {
    Connector client = Pki.client();
    Walk.answered(walk.secure(client, secure, Pki.HOST));
    Walk second = new Walk();
    Walk.answered(second.secure(client, secure, Pki.HOST));
    assertThat(second.account("tls").detail().values())
        .containsEntry("resumed", Detail.Value.of(true));
  }

  @Test
  void redirectIsGivenToTheCaller() {
    walk.asking(Request.of("GET", "/old", "naru/test"));
    var answered = Walk.answered(walk.plain(plain));
    assertThat(answered.head().status()).isEqualTo(301);
    assertThat(answered.head().field("location")).isPresent();
  }

  @Test
  void droppedRequestIsAnEmptyReply() {
    walk.asking(Request.of("GET", "/drop", "naru/test"));
    assertThat(Walk.failure(walk.plain(plain)).code()).isEqualTo(VerdictCode.HTTP_EMPTY_REPLY);
  }

  @Test
  void wrongDoorIsNamed() {
    Opening opening = walk.open(Pki.client(), plain, Pki.HOST);
    assertThat(Walk.failure(opening).code()).isEqualTo(VerdictCode.TLS_NOT_TLS);
    assertThat(Walk.failure(opening).text()).contains("HTTP/1.1 400 Bad Request");
  }
}
