package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Another program of this machine: a counterpart that knows nothing of ours. A test that needs one
 * which is not installed is skipped with a line that names it. Immutable.
 */
record Program(Path path) {
  private static final long PATIENCE_SECONDS = 20;

  /** What a run came to. */
  record Run(int exit, String out, String err) {
    /** The standard output of a run that went well. */
    String text() {
      assertThat(exit).as(out + err).isZero();
      return out;
    }

    List<String> lines() {
      return text().lines().filter(line -> !line.isBlank()).toList();
    }
  }

  /** The program, or the test is skipped. */
  static Program needed(String name) {
    Optional<Path> path = find(name);
    assumeTrue(path.isPresent(), name + " is not installed: what it would prove is skipped");
    return new Program(path.orElseThrow());
  }

  static Optional<Path> find(String name) {
    Stream<String> places =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
            Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"));
    return places
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it to its end. */
  Run run(Object... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs it to its end, with these words in its environment. */
  Run run(Map<String, String> environment, Object... arguments) {
    try {
      Path out = Files.createTempFile("naru-proof", ".out");
      Path err = Files.createTempFile("naru-proof", ".err");
      ProcessBuilder builder = builder(arguments);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      Run run = new Run(ended ? process.exitValue() : -1, read(out), read(err));
      assertThat(ended).as(this + " takes too long: " + run).isTrue();
      return run;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static String read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Files.delete(file);
    return text;
  }

  /** Starts it, to be stopped by the caller; what it says goes to {@code log}. */
  Process start(Path log, Object... arguments) {
    try {
      return builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private ProcessBuilder builder(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
