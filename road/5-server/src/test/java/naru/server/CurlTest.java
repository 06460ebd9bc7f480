package naru.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** curl, which trusts our CA and resolves our names by {@code --resolve}. */
class CurlTest {
  @TempDir static Path directory;
  static SmallWorld world;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(installed(), "curl is not installed");
    world = new SmallWorld(directory);
    Files.write(world.root.resolve("large.bin"), new byte[1 << 20]);
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  private static boolean installed() {
    for (String path : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(path, "curl"))) {
        return true;
      }
    }
    return false;
  }

  private static String curl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "--max-time",
                "10",
                "--noproxy",
                "*",
                "--cacert",
                world.ca.rootFile().toString(),
                "--resolve",
                "page.localhost:" + world.httpsPort() + ":127.0.0.1"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void itSpeaksBothVersionsAndTrustsTheCertificateOfEachName() throws Exception {
    String format = "%{http_version} %{http_code} %{ssl_verify_result}";
    String page = "https://page.localhost:" + world.httpsPort() + "/";
    assertThat(curl("--http2", "-o", "/dev/null", "-w", format, page)).isEqualTo("2 200 0");
    assertThat(curl("--http1.1", "-o", "/dev/null", "-w", format, page)).isEqualTo("1.1 200 0");
    assertThat(curl("-H", "Accept: text/plain", page)).containsPattern("sni +page.localhost\n");
    String address = "https://127.0.0.1:" + world.httpsPort() + "/";
    assertThat(curl("-o", "/dev/null", "-w", format, address)).isEqualTo("2 200 0");
  }

  @Test
  void itGetsLargeFilesWhole() throws Exception {
    for (String version : List.of("--http1.1", "--http2")) {
      for (String url : List.of(world.http("/large.bin").toString(), address("/large.bin"))) {
        assertThat(curl(version, "-o", "/dev/null", "-w", "%{size_download}", url))
            .as(version + " " + url)
            .isEqualTo("1048576");
      }
    }
  }

  private static String address(String path) {
    return "https://127.0.0.1:" + world.httpsPort() + path;
  }

  @Test
  void headAndRangeAndUploadsBehave() throws Exception {
    assertThat(curl("-I", world.http("/large.bin").toString())).contains("Content-Length: 1048576");
    assertThat(curl("--http2", "-I", address("/large.bin"))).contains("content-length: 1048576");
    assertThat(
            curl(
                "-r",
                "0-9",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} %{size_download}",
                address("/large.bin")))
        .isEqualTo("206 10");
    assertThat(
            curl("-X", "POST", "-d", "a=b", "-o", "/dev/null", "-w", "%{http_code}", address("/")))
        .isEqualTo("405");
  }
}
