package naru.names;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.linux.AddressCall;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * The real operating system, asked by {@code getaddrinfo}. It does not say whether it asked a
 * cache, a file or a resolver, so its step ends as {@code answer}, never as {@code hit}; and it
 * follows aliases itself. Thread-safe.
 */
public final class RealOperatingSystem implements OperatingSystem {
  private final Time time;
  private final AddressCall call;

  private RealOperatingSystem(Time time, AddressCall call) {
    this.time = time;
    this.call = call;
  }

  /** This machine's; {@link OperatingSystem.Absent} where its C library is not known to us. */
  public static OperatingSystem open(Time time) {
    return AddressCall.open()
        .<OperatingSystem>map(call -> new RealOperatingSystem(time, call))
        .orElseGet(Absent::new);
  }

  @Override
  public Finding find(Asked asked) {
    Trace.Span step = asked.trace().begin(Step.OsCache::new, asked.name().toHost());
    step.put("call", "getaddrinfo");
    Promise<AddressCall.Answer> promise = time.promise();
    // The call waits as long as it likes: it gets a task of its own, which may outlive this one.
    time.start("getaddrinfo", () -> promise.complete(call.ask(asked.name().toHost())));
    Optional<AddressCall.Answer> answer =
        promise.await(Duration.ofNanos(asked.deadlineNanos() - time.nanos()));
    Finding finding =
        answer.map(said -> finding(asked, said, step)).orElseGet(() -> outOfTime(asked));
    CacheStep.describe(step, finding);
    switch (finding) {
      case Finding.Failed(var cause) -> step.fail(cause);
      case Finding.Found _ -> step.end(Outcome.ANSWER);
      case Finding.NoData _ -> step.end(Outcome.NO_DATA);
      case Finding.NoSuchName _ -> step.end(Outcome.NO_SUCH_NAME);
      case Finding.Alias _, Finding.Unknown _ -> step.end(Outcome.MISS);
    }
    return finding;
  }

  private static Finding outOfTime(Asked asked) {
    return new Finding.Failed(
        Cause.of(
            VerdictCode.DNS_TIMEOUT,
            "time ran out while the operating system had not yet answered "
                + asked.name().toHost()));
  }

  private static Finding finding(Asked asked, AddressCall.Answer answer, Trace.Span step) {
    return switch (answer) {
      case AddressCall.Answer.Found(var addresses, var canonicalName) -> {
        canonicalName.ifPresent(name -> step.put("canonicalName", clean(name)));
        List<Record> records =
            addresses.stream()
                .map(RecordData::address)
                .filter(data -> asked.types().contains(data.type()))
                .map(data -> Record.of(asked.name(), 0, data))
                .toList();
        yield records.isEmpty()
            ? new Finding.NoData(Optional.empty())
            : new Finding.Found(RecordSet.group(records), Optional.empty());
      }
      case AddressCall.Answer.Failed failed -> {
        step.put("errorCode", failed.code()).put("errorWords", clean(failed.words()));
        yield failure(asked, failed);
      }
    };
  }

  private static String clean(String text) {
    return ForeignText.clean(text, Limits.FOREIGN_TEXT);
  }

  private static Finding failure(Asked asked, AddressCall.Answer.Failed failed) {
    return switch (failed.failure()) {
      case NO_NAME -> new Finding.NoSuchName(Optional.empty());
      case NO_DATA -> new Finding.NoData(Optional.empty());
      case AGAIN, FAIL, OTHER ->
          new Finding.Failed(
              Cause.of(
                  VerdictCode.DNS_SERVFAIL,
                  "the operating system answered \""
                      + clean(failed.words())
                      + "\" for "
                      + asked.name().toHost()));
    };
  }
}
