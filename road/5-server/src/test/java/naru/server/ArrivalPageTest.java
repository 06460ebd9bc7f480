package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says what the server saw, chosen by host and shown safely. */
class ArrivalPageTest {
  @TempDir static Path directory;
  static SmallWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = new SmallWorld(directory);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String page(String target, String host, String accept) throws Exception {
    return world.raw(
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\nConnection: close\r\n\r\n"
            .formatted(target, host, accept));
  }

  @Test
  void hostsAreServedByName() throws Exception {
    assertThat(page("/", "page.localhost", "*/*")).contains("You have arrived");
    assertThat(page("/", "PAGE.localhost.:80", "*/*")).contains("You have arrived");
    assertThat(page("/", "any.page.localhost", "*/*")).contains("You have arrived");
    assertThat(page("/", "localhost", "*/*")).contains("<title>home</title>");
    assertThat(page("/", "unknown.test", "*/*")).contains("<title>home</title>");
    assertThat(page("http://page.localhost/", "localhost", "*/*")).contains("You have arrived");
  }

  @Test
  void whatTheClientChoseIsEscaped() throws Exception {
    String answer = page("/<script>\"&'", "page.localhost", "text/html");
    assertThat(answer)
        .contains("/&lt;script&gt;&quot;&amp;&#39;")
        .doesNotContain("<script>")
        .contains("Content-Type: text/html; charset=utf-8\r\n")
        .contains("Cache-Control: no-store\r\n");
    assertThat(page("/\"q", "page.localhost", "application/json"))
        .contains("Content-Type: application/json\r\n")
        .contains("\"target\": \"/\\\"q\"");
  }

  @Test
  void itTellsOfTheConnection() throws Exception {
    String answer = world.secure("page.localhost", "/walk?a=b");
    assertThat(answer).contains("Content-Type: text/plain; charset=utf-8\r\n");
    assertThat(answer)
        .containsPattern("method +GET\n")
        .containsPattern("target +/walk\\?a=b\n")
        .containsPattern("host +page.localhost\n")
        .containsPattern("protocol +HTTP/1.1\n")
        .containsPattern("tls +TLSv1.3\n")
        .containsPattern("cipher +TLS_")
        .containsPattern("sni +page.localhost\n")
        .containsPattern("client +127.0.0.1:\\d+\n")
        .containsPattern("server +127.0.0.1:" + world.httpsPort() + "\n")
        .containsPattern("date +[A-Z][a-z]{2}, ");
  }

  @Test
  void theAccessLogHasALineThatNobodyCanBreak() throws Exception {
    page("/log\"ged", "page.localhost", "*/*");
    assertThat(world.log)
        .anySatisfy(access -> {
          assertThat(access.status()).isEqualTo(200);
          assertThat(access.target()).isEqualTo("/log\"ged");
          assertThat(access.host()).isEqualTo("page.localhost");
          assertThat(access.octets()).isPositive();
          assertThat(access.toString()).contains("target=\"/log\\\"ged\" protocol=HTTP/1.1");
        });
  }
}
