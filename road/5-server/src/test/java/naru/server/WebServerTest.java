package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder and a page, over HTTP/1.1, HTTPS and HTTP/2. */
class WebServerTest {
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

  @Test
  void servesAFolderOverHttp() throws Exception {
    HttpResponse<String> answer = world.get(world.http("/"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<!doctype html><title>home</title>");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void servesTheSameOverHttpsWithHttp2() throws Exception {
    HttpResponse<String> answer = world.get(world.https("/"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<!doctype html><title>home</title>");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  @Test
  void showsTheCertificateOfTheNameThatSniAsksFor() throws Exception {
    for (String host : List.of("localhost", "page.localhost", "made.page.localhost")) {
      assertThat(world.secure(host, "/")).as(host).startsWith("HTTP/1.1 200 ");
    }
  }
}
