package naru.proof.adversary;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import naru.journey.Trace;
import naru.resolver.RecursiveResolver;
import naru.resolver.Resolved;
import naru.time.Time;
import naru.wire.Question;

/** One question of one client, from asking to the judgement of what came. Confined to its task. */
final class Client {
  /** Named here once more: these are promises to clients, and no code may stretch them. */
  private static final Duration WHOLE_QUESTION = Duration.ofSeconds(10);

  private static final int UPSTREAM_QUERIES = 200;

  private final Bill bill;
  private final Question question;
  private final Time time;
  private final Truth truth;
  private final Excuses excuses;
  private final Journal journal;
  private final Findings findings;
  private final Tally tally;

  Client(
      String name,
      Question question,
      Time time,
      Truth truth,
      Excuses excuses,
      Journal journal,
      Findings findings,
      Tally tally) {
    this.bill = new Bill(name);
    this.question = question;
    this.time = time;
    this.truth = truth;
    this.excuses = excuses;
    this.journal = journal;
    this.findings = findings;
    this.tally = tally;
  }

  void ask(RecursiveResolver resolver) {
    bill.take();
    long asked = time.nanos();
    journal.note(asked, bill.who() + " asks " + question);
    Resolved resolved = resolver.resolve(question, RecursiveResolver.Flags.USUAL, Trace.NONE);
    Duration took = Duration.ofNanos(time.nanos() - asked);
    journal.note(time.nanos(), bill.who() + " hears " + heard(resolved));
    tally.count(resolved, bill.datagrams());
    judge(resolved, took);
  }

  private static String heard(Resolved resolved) {
    return resolved.rcode()
        + " "
        + resolved.answerRecords(true).stream()
            .map(record -> Journal.shortened(record.toString()))
            .collect(Collectors.joining(", "))
        + resolved.cause().map(cause -> " " + cause.code().word() + ": " + cause.text()).orElse("");
  }

  private void judge(Resolved resolved, Duration took) {
    Optional<String> wrong = AnswerCheck.check(truth, excuses, question, resolved);
    wrong.ifPresent(line -> findings.add(bill.who() + ": " + line));
    if (took.compareTo(WHOLE_QUESTION) > 0) {
      findings.add(bill.who() + ": " + question + " took " + took.toMillis() + " ms");
    }
    if (bill.leastQueries() > UPSTREAM_QUERIES || bill.streams() > UPSTREAM_QUERIES) {
      findings.add(
          bill.who()
              + ": "
              + question
              + " cost "
              + bill.datagrams()
              + " datagrams and "
              + bill.streams()
              + " streams");
    }
  }
}
