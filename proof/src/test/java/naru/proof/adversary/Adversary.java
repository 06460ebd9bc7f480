package naru.proof.adversary;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds, or one with its journal. */
public final class Adversary {
  private Adversary() {}

  /** First try. */
  public static void main(String[] arguments) {
    if (arguments[0].equals("--seed")) {
      Voyage voyage = new Voyage(Long.parseLong(arguments[1]), Voyage.Weakness.NONE);
      voyage.plan().forEach(System.out::println);
      Voyage.Outcome outcome = voyage.sail();
      outcome.journal().lines().forEach(System.out::println);
      System.out.println(outcome.tally());
      outcome.findings().forEach(System.out::println);
      return;
    }
    long count = Long.parseLong(arguments[0]);
    long from = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Tally all = new Tally();
    AtomicLong bad = new AtomicLong();
    long began = System.nanoTime();
    long events = 0;
    for (long seed = from; seed < from + count; seed++) {
      Voyage.Outcome outcome = Voyage.sail(seed);
      all.add(outcome.tally());
      events += outcome.journal().size();
      List<String> findings = outcome.findings();
      if (!findings.isEmpty()) {
        bad.incrementAndGet();
        System.out.println("seed " + seed);
        findings.stream().limit(3).forEach(line -> System.out.println("    " + line));
      }
    }
    double ms = (System.nanoTime() - began) / 1e6;
    System.out.println(all);
    System.out.printf(
        "%d seeds, %d bad, %.2f ms each, %d events%n", count, bad.get(), ms / count, events);
  }
}
