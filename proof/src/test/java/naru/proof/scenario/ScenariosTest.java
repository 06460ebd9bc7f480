package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import naru.proof.scenario.Journal.Wanted;
import naru.proof.scenario.Outcome.Failed;
import naru.proof.scenario.Outcome.Passed;
import naru.proof.scenario.Outcome.Skipped;
import naru.proof.scenario.Play.Played;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenarios of other resolvers, where they are: in {@code NARU_SCENARIOS}, or in {@code
 * shared/scenarios} beside the checkout. They are not part of this project.
 */
class ScenariosTest {
  private static final String PLACE = "NARU_SCENARIOS";

  /**
   * @param passes at least so many must
   * @param skips at most so many may be about what is left out on purpose
   */
  @ParameterizedTest
  @CsvSource({"tier1, 99, 0", "tier2, 121, 0", "tier3, 39, 39"})
  void enoughPass(String tier, int passes, int skips) {
    Path directory = scenarios().resolve(tier);
    List<Played> played =
        Play.files(directory).map(file -> Play.play(file, 1, new Journal(Wanted.NOTHING))).toList();

    System.out.println(counts(tier, played));
    assertThat(Play.count(played, Passed.class))
        .as(failures(played))
        .isGreaterThanOrEqualTo(passes);
    assertThat(Play.count(played, Skipped.class)).isLessThanOrEqualTo(skips);
  }

  private static String counts(String tier, List<Played> played) {
    return "scenarios of %s: %d passed, %d failed, %d skipped"
        .formatted(
            tier,
            Play.count(played, Passed.class),
            Play.count(played, Failed.class),
            Play.count(played, Skipped.class));
  }

  private static String failures(List<Played> played) {
    return String.join(
        "\n",
        played.stream()
            .filter(each -> each.outcome() instanceof Failed)
            .map(Played::toString)
            .toList());
  }

  private static Path scenarios() {
    return Stream.concat(named(), beside())
        .filter(Files::isDirectory)
        .findFirst()
        .orElseGet(
            () -> abort("no scenarios: " + PLACE + " names no directory, nor is there one beside"));
  }

  private static Stream<Path> named() {
    return Optional.ofNullable(System.getenv(PLACE)).map(Path::of).stream();
  }

  /** {@code ../shared/scenarios} of the checkout, whose top has the build of all rooms. */
  private static Stream<Path> beside() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.<Path>iterate(here, Objects::nonNull, Path::getParent)
        .filter(directory -> Files.isDirectory(directory.resolve("ground")))
        .map(top -> top.resolveSibling("shared").resolve("scenarios"));
  }
}
