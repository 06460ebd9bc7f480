package naru.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a process of its own, whose end can be seen. */
class ExitCallTest {
  @Test
  void theProcessEndsWithTheCodeAndWithoutHooks() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Leaving.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader().readAllAsString();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(42);
    assertThat(said).isEqualTo("before");
  }

  /** What runs there. */
  static final class Leaving {
    public static void main(String[] arguments) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> System.out.print(" hook")));
      System.out.print("before");
      System.out.flush();
      ExitCall.open().orElseThrow().exit(42);
      System.out.print(" after");
    }
  }
}
