package naru.visit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import naru.connection.ResponseHead;
import naru.journey.Account;
import naru.journey.Cause;
import naru.journey.Journey;
import naru.journey.Note;
import naru.journey.NoteCode;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Timing;
import naru.journey.Trace;
import naru.journey.Verdict;
import naru.journey.VerdictCode;

/** From what happened to one verdict: the first cause on the road, and notes beside it. */
final class Diagnosis {
  private Diagnosis() {}

  static Journey of(
      String addressLine, Diary diary, Trace.Recording trace, VisitSettings settings) {
    List<Step> steps = trace.steps();
    Timing timing = diary.timing();
    return new Journey(
        addressLine,
        verdict(diary, settings),
        notes(diary, steps, timing),
        timing,
        diary.addresses(),
        diary.remote(),
        diary.protocol(),
        steps);
  }

  private static Verdict verdict(Diary diary, VisitSettings settings) {
    return diary
        .cause()
        .or(() -> failedStatus(diary, settings))
        .map(cause -> stopped(cause, diary))
        .orElseGet(() -> arrived(diary));
  }

  private static Optional<Cause> failedStatus(Diary diary, VisitSettings settings) {
    return diary
        .head()
        .filter(head -> settings.failOnStatus() && head.status() >= 400)
        .map(head -> Cause.of(VerdictCode.HTTP_STATUS, "the server answered " + status(head)));
  }

  private static Verdict stopped(Cause cause, Diary diary) {
    return new Verdict(cause.code(), cause.text(), cause.proof(), NextStep.after(cause, diary));
  }

  private static Verdict arrived(Diary diary) {
    String text =
        String.format(
            Locale.ROOT,
            "%s over %s in %.1f ms",
            diary.head().map(Diagnosis::status).orElse("an answer"),
            diary.protocol().orElse("HTTP"),
            diary.timing().responseEnd().orElse(diary.elapsedMillis()));
    List<String> proof = diary.remote().map(r -> List.of("answered by " + r)).orElse(List.of());
    return new Verdict(VerdictCode.OK, text, proof, "");
  }

  /** The status with the server's own words, or with the registered ones where it sent none. */
  private static String status(ResponseHead head) {
    String words = head.reason().isEmpty() ? StatusWords.of(head.status()) : head.reason();
    return words.isEmpty() ? "status " + head.status() : head.status() + " " + words;
  }

  private static List<Note> notes(Diary diary, List<Step> steps, Timing timing) {
    List<Note> notes = new ArrayList<>(diary.notes());
    addressesThatFailed(diary, steps).ifPresent(notes::add);
    failedServers(steps, NoteCode.DNS_SOME_SERVERS_LAME, VerdictCode.DNS_LAME)
        .ifPresent(notes::add);
    failedServers(steps, NoteCode.DNS_SOME_SERVERS_SILENT, VerdictCode.DNS_NO_REACHABLE_SERVER)
        .ifPresent(notes::add);
    slowFirstByte(timing).ifPresent(notes::add);
    return notes;
  }

  private static Optional<Note> addressesThatFailed(Diary diary, List<Step> steps) {
    List<String> failed =
        steps.stream()
            .filter(step -> step instanceof Step.Tcp)
            .map(Step::account)
            .filter(account -> account.outcome() == Outcome.FAILED)
            .map(Diagnosis::peerAndReason)
            .toList();
    return failed.isEmpty() || diary.remote().isEmpty()
        ? Optional.empty()
        : Optional.of(new Note(NoteCode.TCP_SOME_ADDRESSES_FAILED, String.join("; ", failed)));
  }

  private static Optional<Note> failedServers(List<Step> steps, NoteCode note, VerdictCode code) {
    List<String> failed =
        all(steps)
            .filter(Diagnosis::isNameServer)
            .map(Step::account)
            .filter(account -> account.cause().filter(c -> c.code() == code).isPresent())
            .map(Diagnosis::peerAndReason)
            .distinct()
            .toList();
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Note(note, String.join("; ", failed)));
  }

  private static boolean isNameServer(Step step) {
    return step instanceof Step.Root
        || step instanceof Step.Tld
        || step instanceof Step.Authoritative;
  }

  private static Stream<Step> all(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> Stream.concat(Stream.of(step), all(step.account().steps())));
  }

  private static String peerAndReason(Account account) {
    String reason = account.cause().map(Cause::text).orElse("failed");
    String peer = account.peer().orElse(account.name());
    return reason.contains(peer) ? reason : peer + ": " + reason;
  }

  private static Optional<Note> slowFirstByte(Timing timing) {
    OptionalDouble asked = timing.requestStart();
    OptionalDouble heard = timing.responseStart();
    if (asked.isEmpty() || heard.isEmpty()) {
      return Optional.empty();
    }
    double waited = heard.getAsDouble() - asked.getAsDouble();
    return waited < Limits.SLOW_FIRST_BYTE_MILLIS
        ? Optional.empty()
        : Optional.of(
            new Note(
                NoteCode.HTTP_SLOW_FIRST_BYTE,
                String.format(Locale.ROOT, "the server took %.0f ms to begin", waited)));
  }
}
