package naru.proof.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import naru.proof.scenario.Journal.Wanted;
import naru.proof.scenario.Outcome.Failed;
import naru.proof.scenario.Outcome.Passed;
import naru.proof.scenario.Outcome.Skipped;
import naru.proof.scenario.Outcome.Tally;
import naru.time.Promise;
import naru.time.Time;

/**
 * Plays the scenarios of directories and files.
 *
 * <pre>
 * Play [--seed N] [--verbose NAME]... [--why NAME]... PATH...
 * </pre>
 *
 * {@code --verbose} prints the conversation of a scenario, {@code --why} also why answers failed;
 * the name may be {@code all}.
 *
 * <p>Each gets a line {@code PASS|FAIL|SKIP name: reason}; the last line counts them. The exit code
 * is 0 when none failed.
 */
final class Play {
  /** A play that runs longer has lost its way outside of simulated time. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SUFFIX = ".rpl";

  private final long seed;
  private final Map<String, Wanted> told;

  private Play(long seed, Map<String, Wanted> told) {
    this.seed = seed;
    this.told = told;
  }

  /** A scenario's name and what came of it. */
  record Played(String name, Outcome outcome) {
    @Override
    public String toString() {
      return switch (outcome) {
        case Passed(Tally tally) -> "PASS " + name + ": " + tally;
        case Failed(String reason, _) -> "FAIL " + name + ": " + reason;
        case Skipped(String feature) -> "SKIP " + name + ": " + feature;
      };
    }

    Tally tally() {
      return switch (outcome) {
        case Passed(Tally tally) -> tally;
        case Failed(_, Tally tally) -> tally;
        case Skipped _ -> Tally.NOTHING;
      };
    }
  }

  public static void main(String[] arguments) {
    long seed = 1;
    Map<String, Wanted> told = new LinkedHashMap<>();
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      boolean more = i + 1 < arguments.length;
      if (arguments[i].equals("--seed") && more && arguments[i + 1].matches("[0-9]{1,18}")) {
        seed = Long.parseLong(arguments[++i]);
      } else if (arguments[i].equals("--verbose") && more) {
        told.put(arguments[++i], Wanted.CONVERSATION);
      } else if (arguments[i].equals("--why") && more) {
        told.put(arguments[++i], Wanted.CAUSES);
      } else if (arguments[i].startsWith("-")) {
        usage();
      } else {
        paths.add(Path.of(arguments[i]));
      }
    }
    if (paths.isEmpty()) {
      usage();
    }
    System.exit(report(new Play(seed, told).play(paths)));
  }

  private static void usage() {
    System.err.println(
        "usage: scenarios [--seed N] [--verbose NAME]... [--why NAME]... DIR|FILE...");
    System.exit(2);
  }

  private static int report(List<Played> played) {
    Tally tally = played.stream().map(Played::tally).reduce(Tally.NOTHING, Tally::plus);
    System.out.printf(
        "%d answers right, %d of them semantically, %d strictly; %d extra queries, %d not asked%n",
        tally.answers(), tally.semantic(), tally.strict(), tally.extraQueries(), tally.unasked());
    System.out.printf(
        "%d passed, %d failed, %d skipped%n",
        count(played, Passed.class), count(played, Failed.class), count(played, Skipped.class));
    return count(played, Failed.class) == 0 ? 0 : 1;
  }

  static long count(List<Played> played, Class<? extends Outcome> kind) {
    return played.stream().filter(each -> kind.isInstance(each.outcome())).count();
  }

  private List<Played> play(List<Path> paths) {
    List<Played> all = new ArrayList<>();
    for (Path file : paths.stream().flatMap(Play::files).toList()) {
      Wanted usual = told.getOrDefault("all", Wanted.NOTHING);
      Wanted wanted = told.getOrDefault(scenarioOf(file), usual);
      Journal journal = new Journal(wanted);
      Played played = play(file, seed, journal);
      if (wanted != Wanted.NOTHING) {
        System.out.println("==== " + played.name());
        journal.lines().forEach(System.out::println);
      }
      System.out.println(played);
      all.add(played);
    }
    return all;
  }

  /** The scenarios of a directory in the order of their names, or one file. */
  static Stream<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> inside = Files.walk(path)) {
      return inside.filter(each -> nameOf(each).endsWith(SUFFIX)).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String nameOf(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
  }

  private static String scenarioOf(Path file) {
    return nameOf(file).replaceFirst("\\.rpl$", "");
  }

  /** Plays one file on a task of its own, which is given up when it does not come back. */
  static Played play(Path file, long seed, Journal journal) {
    String name = scenarioOf(file);
    Time time = Time.system();
    Promise<Outcome> outcome = time.promise();
    time.start("scenario " + name, () -> outcome.complete(outcome(file, seed, journal)));
    Outcome came =
        outcome
            .await(PATIENCE)
            .orElse(
                new Failed("still running after " + PATIENCE.toSeconds() + " s", Tally.NOTHING));
    return new Played(name, came);
  }

  private static Outcome outcome(Path file, long seed, Journal journal) {
    try {
      return switch (ScenarioReader.read(file)) {
        case ScenarioReader.Read.Whole(Scenario scenario) -> Player.play(scenario, seed, journal);
        case ScenarioReader.Read.Mistake(int line, String reason) ->
            new Failed(file + ":" + line + ": " + reason, Tally.NOTHING);
      };
    } catch (RuntimeException | StackOverflowError bug) {
      for (StackTraceElement frame : bug.getStackTrace()) {
        journal.line("  at " + frame);
      }
      return new Failed("the player crashed: " + bug, Tally.NOTHING);
    }
  }
}
