package naru.journey;

import java.util.List;
import java.util.function.Function;
import naru.time.Time;

/**
 * The pen that writes a journey. Recording never changes what is recorded, and {@link #NONE} costs
 * nothing. Each step that is begun is ended once; what is begun on a {@link Span} is its child.
 *
 * <pre>{@code
 * Trace.Span step = trace.begin(Step.Hosts::new, "www.naru.test");
 * step.put("file", "/etc/hosts");
 * step.end(Outcome.MISS);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Trace {
  /** Writes nothing. */
  Trace NONE = Silence.INSTANCE;

  /** Whether anybody will read it: guard facts that cost something to gather. */
  boolean isOn();

  /** Milliseconds since the recording began; 0 where nothing is written. */
  double millis();

  /** Begins a step, now. */
  Span begin(Function<Account, Step> station, String name);

  /** Adds steps that others recorded; their times are already ours. */
  void add(List<Step> steps);

  /** A step under way. Ending it twice keeps the first end. */
  interface Span extends Trace {
    /** Who is asked or dialled, {@code ADDR:PORT}. */
    Span peer(String address);

    Span source(Source source);

    Span put(String word, Detail.Value value);

    default Span put(String word, String text) {
      return put(word, Detail.Value.of(text));
    }

    default Span put(String word, long number) {
      return put(word, Detail.Value.of(number));
    }

    default Span put(String word, boolean on) {
      return put(word, Detail.Value.of(on));
    }

    default Span put(String word, List<String> texts) {
      return put(word, Detail.Value.of(texts));
    }

    void end(Outcome outcome);

    /** Ends the step as failed. */
    void fail(Cause cause);
  }

  /** A trace that remembers; its clock starts now. */
  static Recording recording(Time time) {
    return new Recorder(time);
  }

  /** A trace that can be read back. */
  interface Recording extends Trace {
    /** The steps so far, in the order in which they began; those under way are left out. */
    List<Step> steps();
  }
}
