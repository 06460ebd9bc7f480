package naru.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import naru.time.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder gives out its files, all of them and nothing else. */
class FolderTest {
  private static final int LARGE = 3 * Limits.CACHED_FILE_OCTETS + 7;

  @TempDir static Path directory;
  static SmallWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = new SmallWorld(directory);
    Path root = world.root;
    Files.writeString(directory.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(root.resolve("out"), directory.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("up"), directory);
    Files.createSymbolicLink(root.resolve("home.html"), root.resolve("index.html"));
    Files.writeString(root.resolve("ten.txt"), "0123456789");
    Files.writeString(root.resolve("a b.css"), "b{}");
    Files.writeString(root.resolve(".hidden"), "hidden");
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(root.resolve("sub/index.html"), "sub");
    Files.createDirectories(root.resolve("empty"));
    byte[] large = new byte[LARGE];
    fill(large);
    Files.write(root.resolve("large.bin"), large);
  }

  private static void fill(byte[] array) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) (i * 31 >>> 4);
    }
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2e/secret.txt",
        "/sub/../../secret.txt",
        "/sub/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/ten.txt%00.html",
        "/%",
        "/%zz",
        "/out",
        "/up/secret.txt",
        "/up/",
        "/.hidden",
        "/sub/..",
        "http://localhost/../secret.txt",
        "/etc/passwd",
        "secret.txt",
        "/a#b"
      })
  void nothingLeadsOutOfTheFolder(String target) throws Exception {
    String answer = world.ask(target);
    assertThat(answer).matches("(?s)HTTP/1.1 (400|403|404) .*").doesNotContain("secret\n", "root:");
    assertThat(answer).doesNotEndWith("secret").doesNotEndWith("hidden");
  }

  @Test
  void aLinkThatStaysInsideIsFollowed() throws Exception {
    assertThat(world.get(world.http("/home.html")).body()).contains("home");
  }

  @Test
  void namesAreDecodedOnceAndTypesKnown() throws Exception {
    HttpResponse<String> answer = world.get(world.http("/a%20b.css"));
    assertThat(answer.body()).isEqualTo("b{}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
  }

  @Test
  void aDirectoryIsSentToItsSlashOnThisHost() throws Exception {
    HttpResponse<String> answer = world.get(world.http("/sub?x=1"));
    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(answer.headers().firstValue("Location")).contains("/sub/?x=1");
    assertThat(world.ask("//sub")).contains("\r\nLocation: /sub/\r\n");
    assertThat(world.get(world.http("/sub/")).body()).isEqualTo("sub");
  }

  @Test
  void thereIsNoListing() throws Exception {
    assertThat(world.get(world.http("/empty/")).statusCode()).isEqualTo(403);
  }

  @Test
  void whatMayNotBeReadIsForbidden() throws Exception {
    Path closed = Files.writeString(world.root.resolve("closed.txt"), "closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "this user may read everything");
    assertThat(world.get(world.http("/closed.txt")).statusCode()).isEqualTo(403);
  }

  @Test
  void aChangeIsSeen() throws Exception {
    Path file = Files.writeString(world.root.resolve("changing.txt"), "before");
    assertThat(world.get(world.http("/changing.txt")).body()).isEqualTo("before");
    Files.writeString(file, "afterwards");
    long start = Time.system().nanos();
    String seen = "before";
    while (!seen.equals("afterwards") && Time.system().millisSince(start) < 5_000) {
      seen = world.get(world.http("/changing.txt")).body();
    }
    assertThat(seen).isEqualTo("afterwards");
  }

  @Test
  void otherMethodsAreNamedInAllow() throws Exception {
    String fields = "Host: localhost\r\nContent-Length: 2\r\nConnection: close\r\n";
    String answer = world.raw("POST / HTTP/1.1\r\n" + fields + "\r\nhi");
    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD, OPTIONS\r\n");
    assertThat(world.raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 204 ")
        .contains("Allow: GET, HEAD, OPTIONS\r\n");
  }

  @Test
  void headSaysTheLengthAndSendsNothing() throws Exception {
    String answer =
        world.raw("HEAD /ten.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Length: 10\r\n");
    assertThat(answer).endsWith("\r\n\r\n");
  }

  @Test
  void aLargeFileArrivesWholeOverEachProtocol() throws Exception {
    byte[] expected = Files.readAllBytes(world.root.resolve("large.bin"));
    try (var client = world.client()) {
      for (var uri : List.of(world.http("/large.bin"), world.https("/large.bin"))) {
        for (var version : HttpClient.Version.values()) {
          var request = SmallWorld.request(uri).version(version).build();
          var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
          assertThat(answer.body()).as("%s %s", uri, version).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aRangeOfALargeFileArrivesOverEachProtocol() throws Exception {
    byte[] all = Files.readAllBytes(world.root.resolve("large.bin"));
    byte[] expected = Arrays.copyOfRange(all, 100_000, 300_000);
    try (var client = world.client()) {
      for (var uri : List.of(world.http("/large.bin"), world.https("/large.bin"))) {
        var request = SmallWorld.request(uri).header("Range", "bytes=100000-299999").build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(expected);
      }
    }
  }
}
