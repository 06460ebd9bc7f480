package naru.proof.adversary;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Runs many seeds, or one with its journal: what {@code tools/adversary} starts.
 *
 * <pre>
 * N [FROM]      seeds FROM (1 if not told) and on, N of them
 * --seed SEED   this one, with what was planned and everything that happened
 * </pre>
 *
 * Exit code: 0, or 1 where a run found something, or 2 where the words are not these.
 */
public final class Adversary {
  private static final int FINDINGS_SHOWN = 3;
  private static final long PROGRESS_NANOS = 1_000_000_000L;

  private final PrintStream out;
  private final PrintStream err;
  private final long began = System.nanoTime();
  private final Tally all = new Tally();
  private long done;
  private long failed;
  private long hash;
  private long shown = began;

  Adversary(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** See the class. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(new Adversary(System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> words) throws InterruptedException {
    try {
      if (words.size() == 2 && words.getFirst().equals("--seed")) {
        return one(Long.parseLong(words.getLast()));
      }
      if (words.size() == 1 || words.size() == 2) {
        return many(words.size() == 1 ? 1 : number(words, 1), number(words, 0));
      }
    } catch (NumberFormatException noNumber) {
      err.println("adversary: " + noNumber.getMessage());
    }
    err.println("usage: adversary N [FROM] | adversary --seed SEED");
    return 2;
  }

  private static long number(List<String> words, int place) {
    return Long.parseLong(words.get(place));
  }

  private int one(long seed) {
    Voyage voyage = new Voyage(seed, Weakness.NONE);
    voyage.plan().forEach(out::println);
    Voyage.Outcome outcome = voyage.sail();
    outcome.journal().lines().forEach(out::println);
    out.println(outcome.tally());
    outcome.findings().forEach(line -> out.println("FOUND " + line));
    out.printf("seed %d: %s, journal %016x%n", seed, word(outcome), outcome.hash());
    return outcome.findings().isEmpty() ? 0 : 1;
  }

  private static String word(Voyage.Outcome outcome) {
    return outcome.findings().isEmpty() ? "nothing found" : "FAILED";
  }

  private int many(long from, long count) throws InterruptedException {
    new Fleet(Voyage::sail, from, count).sail(outcome -> home(outcome, count));
    double seconds = (System.nanoTime() - began) / 1e9;
    out.println(all);
    out.printf(
        Locale.ROOT,
        "%d seeds from %d: %d failed, journals %016x, %.1f s, %.2f ms a seed%n",
        done,
        from,
        failed,
        hash,
        seconds,
        seconds * 1000 / Math.max(1, done));
    return failed == 0 ? 0 : 1;
  }

  private void home(Voyage.Outcome outcome, long count) {
    done++;
    all.add(outcome.tally());
    hash += outcome.hash();
    if (!outcome.findings().isEmpty()) {
      failed++;
      report(outcome);
    }
    if (System.nanoTime() - shown > PROGRESS_NANOS) {
      shown = System.nanoTime();
      err.printf("\radversary: %d of %d seeds, %d failed ", done, count, failed);
    }
    if (done == count) {
      err.println();
    }
  }

  private void report(Voyage.Outcome outcome) {
    out.println("FAILED seed " + outcome.seed() + "; repeat: " + repeat(outcome.seed()));
    outcome.findings().stream().limit(FINDINGS_SHOWN).forEach(line -> out.println("    " + line));
  }

  /** The one command that repeats a run. */
  static String repeat(long seed) {
    return "tools/adversary --seed " + seed;
  }
}
