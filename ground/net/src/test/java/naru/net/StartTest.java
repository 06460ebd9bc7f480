package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import naru.time.Time;
import org.junit.jupiter.api.Test;

/** What a process loads to serve without HTTP: not Netty, whose classes weigh on every start. */
class StartTest {
  /** The process: serves, asks and ends. */
  static final class Serving {
    private Serving() {}

    public static void main(String[] arguments) {
      try (Landing landing = Landing.overBoth()) {
        Time time = Time.system();
        Exchanged outcome =
            Exchanges.system(time)
                .ask(
                    new Server.Plain(landing.address()),
                    Landing.query(Landing.BIG),
                    Duration.ofSeconds(5),
                    time.promise());
        System.out.println(outcome.getClass().getSimpleName());
      }
    }
  }

  @Test
  void withoutHttpNoClassOfNettyIsLoaded() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:class+load:stdout",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Serving.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("naru.net.DnsService").contains("\nAnswered\n");
    assertThat(output.lines().filter(line -> line.contains(" io.netty."))).isEmpty();
  }
}
