package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import naru.connection.HttpVersions;
import naru.journey.Journey;
import naru.journey.NoteCode;
import naru.journey.VerdictCode;
import naru.time.Time;
import naru.tls.LocalCa;
import naru.visit.VisitSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our visitor at a real nginx, whose name a hosts file tells and whose certificate is our CA's. */
class NginxTest {
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.73.0.1");
  private static final Path DIRECTORY = TestWorld.newDirectory();
  private static final int HTTP = Counterpart.freePort(List.of(ADDRESS));
  private static final int HTTPS = Counterpart.freePort(List.of(ADDRESS));
  private static final LocalCa CA =
      LocalCa.open(DIRECTORY.resolve("ca"), List.of(), Time.system().instant()).orThrow();

  private static AutoCloseable nginx = () -> {};

  @BeforeAll
  static void start() throws IOException {
    Program program = Program.needed("nginx");
    CA.identityFor("www.naru.test", Time.system().instant()).orThrow();
    Files.createDirectory(DIRECTORY.resolve("site"));
    TestWorld.write(DIRECTORY.resolve("site/index.html"), "<p>nginx</p>");
    TestWorld.write(DIRECTORY.resolve("site/long.txt"), "naru ".repeat(100_000));
    TestWorld.write(DIRECTORY.resolve("hosts"), "127.73.0.1 www.naru.test other.naru.test\n");
    Path conf = TestWorld.write(DIRECTORY.resolve("nginx.conf"), configuration());
    nginx =
        Counterpart.start(
            program, DIRECTORY.resolve("log"), NginxTest::isOpen, "-p", DIRECTORY, "-c", conf);
  }

  private static String configuration() {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 32; }
    http {
      access_log off;
      client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d;
      scgi_temp_path e;
      types { text/html html; text/plain txt; }
      gzip on; gzip_types text/plain;
      root site;
      server {
        listen 127.73.0.1:%d;
        location = /secure { return 301 https://www.naru.test/; }
        location = /round { return 302 /round; }
      }
      server {
        listen 127.73.0.1:%d ssl http2;
        ssl_certificate ca/leaves/www.naru.test.pem;
        ssl_certificate_key ca/leaves/www.naru.test.pem;
        location = /missing { return 404; }
      }
    }
    """
        .formatted(HTTP, HTTPS);
  }

  private static boolean isOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(ADDRESS, HTTPS));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @AfterAll
  static void stop() throws Exception {
    nginx.close();
    TestWorld.remove(DIRECTORY);
  }

  private static VisitSettings settings(HttpVersions versions, boolean redirects, boolean fail) {
    VisitSettings usual = VisitSettings.USUAL;
    return new VisitSettings(
        usual.connectTimeout(),
        usual.maxTime(),
        usual.families(),
        versions,
        redirects,
        fail,
        false,
        usual.method(),
        usual.fields(),
        usual.body(),
        (address, port) -> new InetSocketAddress(address, port == 443 ? HTTPS : HTTP));
  }

  private static Visitor visitor(VisitSettings settings) {
    return Visitor.withHostsOnly(DIRECTORY.resolve("hosts"), CA.trust(), settings);
  }

  private static <T> T arrived(VisitSettings settings, String url, Function<Journey, T> question) {
    Journey journey = visitor(settings).visit(url);
    assertThat(journey.verdict().code()).as(journey.toString()).isEqualTo(VerdictCode.OK);
    return question.apply(journey);
  }

  @Test
  void eachVersionIsSpoken() {
    assertThat(
            arrived(
                settings(HttpVersions.NEWEST, false, false),
                "https://www.naru.test/",
                Journey::protocol))
        .contains("h2");
    assertThat(
            arrived(
                settings(HttpVersions.ONE, false, false),
                "https://www.naru.test/",
                Journey::protocol))
        .contains("http/1.1");
    assertThat(
            arrived(
                settings(HttpVersions.NEWEST, false, false),
                "http://www.naru.test/",
                Journey::remote))
        .contains("127.73.0.1:" + HTTP);
  }

  @Test
  void bodiesArriveWholeAndDecoded() {
    for (HttpVersions versions : List.of(HttpVersions.NEWEST, HttpVersions.ONE)) {
      Visitor visitor = visitor(settings(versions, false, false));
      assertThat(visitor.visit("https://www.naru.test/long.txt").arrived()).isTrue();
      assertThat(visitor.page()).isEqualTo("naru ".repeat(100_000));
    }
  }

  @Test
  void redirectsAreFollowedWhereWanted() {
    Journey journey =
        arrived(
            settings(HttpVersions.NEWEST, true, false),
            "http://www.naru.test/secure",
            Function.identity());
    assertThat(journey.remote()).contains("127.73.0.1:" + HTTPS);
    assertThat(Visitor.all(journey, "http")).hasSize(2);
    Journey round =
        visitor(settings(HttpVersions.NEWEST, true, false)).visit("http://www.naru.test/round");
    assertThat(round.verdict().code()).isEqualTo(VerdictCode.HTTP_REDIRECT_LOOP);
  }

  @Test
  void aStatusIsAFailureWhereWanted() {
    assertThat(
            visitor(settings(HttpVersions.NEWEST, false, false))
                .visit("https://www.naru.test/missing")
                .arrived())
        .isTrue();
    Journey failed =
        visitor(settings(HttpVersions.NEWEST, false, true)).visit("https://www.naru.test/missing");
    assertThat(failed.verdict().code()).isEqualTo(VerdictCode.HTTP_STATUS);
    assertThat(failed.verdict().text()).contains("404");
  }

  @Test
  void aCertificateForAnotherNameIsNamedWithItsNames() {
    Journey journey =
        visitor(settings(HttpVersions.NEWEST, false, false)).visit("https://other.naru.test/");
    assertThat(journey.verdict().code()).isEqualTo(VerdictCode.TLS_CERTIFICATE_WRONG_NAME);
    assertThat(journey.verdict().text()).contains("other.naru.test").contains("www.naru.test");
    assertThat(journey.notes().stream().map(note -> note.code()))
        .contains(NoteCode.NAMES_HOSTS_OVERRIDE);
  }
}
