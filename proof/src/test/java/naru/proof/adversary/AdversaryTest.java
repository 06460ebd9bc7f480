package naru.proof.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The adversary itself: thousands of seeds, and that each is one run. */
class AdversaryTest {
  private static final int SEEDS = 2_000;
  private static final int SEEDS_TWICE = 60;

  @Test
  @Timeout(600)
  void noSeedFindsAnything() throws InterruptedException {
    List<String> findings = new ArrayList<>();
    Tally all = new Tally();
    new Fleet(Voyage::sail, 1, SEEDS)
        .sail(outcome -> {
          all.add(outcome.tally());
          outcome.findings().stream()
              .limit(1)
              .map(line -> line + "; repeat: " + Adversary.repeat(outcome.seed()))
              .forEach(findings::add);
        });
    assertThat(findings).as("of %d seeds, %s", SEEDS, all).isEmpty();
    assertThat(all.ends())
        .as("so that it is no idle run")
        .hasEntrySatisfying("NOERROR", n -> assertThat(n).isGreaterThan(10_000))
        .hasEntrySatisfying("NXDOMAIN", n -> assertThat(n).isGreaterThan(5_000))
        .containsKeys("dns.alias-loop", "dns.alias-too-long", "dns.limit", "dns.lame");
  }

  @Test
  @Timeout(600)
  void aSeedIsTheSameRunInAnotherProcess() throws Exception {
    TreeMap<Long, Long> hashes = new TreeMap<>();
    new Fleet(Voyage::sail, 1, SEEDS_TWICE).sail(o -> hashes.put(o.seed(), o.hash()));
    long sum = hashes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(hashes.values().stream().distinct()).hasSize(SEEDS_TWICE);

    assertThat(inAnotherProcess(String.valueOf(SEEDS_TWICE)))
        .contains(String.format("0 failed, journals %016x", sum));
  }

  private static String inAnotherProcess(String... words) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                Adversary.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void oneSeedIsToldWithItsPacketsAndTheCommandThatRepeatsIt() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(new Adversary(print, print).run(List.of("--seed", "7"))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("zone . ", "delegated to [")
        .contains("client 1 asks")
        .contains("client 1 hears")
        .contains(" udp  ")
        .contains("seed 7: nothing found");
    assertThat(Adversary.repeat(7)).isEqualTo("tools/adversary --seed 7");
    assertThat(new Adversary(print, print).run(List.of("seven"))).isEqualTo(2);
  }
}
