package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §13 (conditional requests) and §14 (ranges). */
class Rfc9110ConditionalTest {
  private static final String LONG_AGO = "Sun, 06 Nov 1994 08:49:37 GMT";

  @TempDir static Path directory;
  static SmallWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = new SmallWorld(directory);
    Files.writeString(world.root.resolve("ten.txt"), "0123456789");
    Files.writeString(world.root.resolve("none.txt"), "");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static HttpResponse<String> ten(String... headers) throws Exception {
    return world.get(world.http("/ten.txt"), headers);
  }

  private static String value(String name) throws Exception {
    return ten().headers().firstValue(name).orElseThrow();
  }

  @Test
  void whoHasTheFileIsToldSo() throws Exception {
    String tag = value("ETag");
    for (String list : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
      HttpResponse<String> answer = ten("If-None-Match", list);
      assertThat(answer.statusCode()).as(list).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("ETag")).contains(tag);
      assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    }
    assertThat(ten("If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    assertThat(ten("If-Modified-Since", value("Last-Modified")).statusCode()).isEqualTo(304);
    assertThat(ten("If-Modified-Since", LONG_AGO).statusCode()).isEqualTo(200);
    assertThat(ten("If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
  }

  @Test
  void theTagWinsOverTheDate() throws Exception {
    String date = value("Last-Modified");
    assertThat(ten("If-None-Match", "\"x\"", "If-Modified-Since", date).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFailedPreconditionIs412() throws Exception {
    assertThat(ten("If-Match", "\"x\"").statusCode()).isEqualTo(412);
    assertThat(ten("If-Match", value("ETag")).statusCode()).isEqualTo(200);
    assertThat(ten("If-Unmodified-Since", LONG_AGO).statusCode()).isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0-0",
    "bytes=2-4, 234, 2-4",
    "bytes=7-, 789, 7-9",
    "bytes=7-99, 789, 7-9",
    "bytes=-3, 789, 7-9",
    "bytes=-99, 0123456789, 0-9",
    "bytes=9-99999999999999999999, 9, 9-9"
  })
  void aRangeIsAPart(String range, String body, String part) throws Exception {
    HttpResponse<String> answer = ten("Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Range")).contains("bytes " + part + "/10");
  }

  @ParameterizedTest
  @CsvSource({"bytes=10-", "bytes=-0", "bytes=99999999999999999999-"})
  void aRangeBehindTheEndIs416(String range) throws Exception {
    HttpResponse<String> answer = ten("Range", range);
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */10");
  }

  @ParameterizedTest
  @CsvSource({"bytes=4-2", "bytes=a-b", "lines=1-2", "bytes=-", "'bytes=0-1,3-4'", "bytes"})
  void whatIsNotARangeIsIgnored(String range) throws Exception {
    HttpResponse<String> answer = ten("Range", range);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
  }

  @Test
  void ifRangeAsksForTheRestOfTheSameFileOnly() throws Exception {
    String tag = value("ETag");
    assertThat(ten("Range", "bytes=1-2", "If-Range", tag).statusCode()).isEqualTo(206);
    assertThat(ten("Range", "bytes=1-2", "If-Range", "W/" + tag).statusCode()).isEqualTo(200);
    assertThat(ten("Range", "bytes=1-2", "If-Range", "\"old\"").statusCode()).isEqualTo(200);
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    HttpResponse<String> answer = world.get(world.http("/none.txt"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    assertThat(world.get(world.http("/none.txt"), "Range", "bytes=0-").statusCode()).isEqualTo(416);
  }
}
