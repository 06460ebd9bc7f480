package naru.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import naru.time.Time;

/**
 * A trace in memory. Thread-safe: {@code entries} of each recorder and the fields of each open span
 * are guarded by that object's monitor, held only for a few assignments.
 */
final class Recorder implements Trace.Recording {
  private final Time time;
  private final long startNanos;
  private final Entries entries = new Entries();

  Recorder(Time time) {
    this.time = time;
    this.startNanos = time.nanos();
  }

  @Override
  public double millis() {
    return time.millisSince(startNanos);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Trace.Span begin(Function<Account, Step> station, String name) {
    return entries.open(new Open(station, name));
  }

  @Override
  public void add(List<Step> steps) {
    entries.add(steps);
  }

  @Override
  public List<Step> steps() {
    return entries.finished();
  }

  /** Steps and spans of one level, in the order in which they came. */
  private static final class Entries {
    /** Each entry is a span that may be under way, or steps told by others. */
    private sealed interface Entry {
      record Own(Open span) implements Entry {}

      record Told(List<Step> steps) implements Entry {}
    }

    private final List<Entry> list = new ArrayList<>();

    synchronized Open open(Open span) {
      list.add(new Entry.Own(span));
      return span;
    }

    synchronized void add(List<Step> steps) {
      list.add(new Entry.Told(List.copyOf(steps)));
    }

    synchronized List<Step> finished() {
      return list.stream().flatMap(Entries::stepsOf).toList();
    }

    private static Stream<Step> stepsOf(Entry entry) {
      return switch (entry) {
        case Entry.Own(Open span) -> span.finished().stream();
        case Entry.Told(List<Step> steps) -> steps.stream();
      };
    }
  }

  /** A step under way, and what it became. */
  private final class Open implements Trace.Span {
    private final Function<Account, Step> station;
    private final String name;
    private final double startMillis = Recorder.this.millis();
    private final Entries children = new Entries();
    private Optional<String> peer = Optional.empty();
    private Source source = Source.OBSERVED;
    private Detail detail = Detail.NONE;
    private Optional<End> end = Optional.empty();

    private record End(double atMillis, Outcome outcome, Optional<Cause> cause) {}

    Open(Function<Account, Step> station, String name) {
      this.station = station;
      this.name = name;
    }

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public double millis() {
      return Recorder.this.millis();
    }

    @Override
    public Trace.Span begin(Function<Account, Step> childStation, String childName) {
      return children.open(new Open(childStation, childName));
    }

    @Override
    public void add(List<Step> steps) {
      children.add(steps);
    }

    @Override
    public synchronized Trace.Span peer(String address) {
      peer = Optional.of(address);
      return this;
    }

    @Override
    public synchronized Trace.Span source(Source known) {
      source = known;
      return this;
    }

    @Override
    public synchronized Trace.Span put(String word, Detail.Value value) {
      detail = detail.with(word, value);
      return this;
    }

    @Override
    public void end(Outcome outcome) {
      finish(new End(millis(), outcome, Optional.empty()));
    }

    @Override
    public void fail(Cause cause) {
      finish(new End(millis(), Outcome.FAILED, Optional.of(cause)));
    }

    private synchronized void finish(End ending) {
      if (end.isEmpty()) {
        end = Optional.of(ending);
      }
    }

    synchronized Optional<Step> finished() {
      return end.map(e ->
          station.apply(
              new Account(
                  name,
                  startMillis,
                  e.atMillis - startMillis,
                  e.outcome,
                  source,
                  peer,
                  detail,
                  e.cause,
                  children.finished())));
    }
  }
}
