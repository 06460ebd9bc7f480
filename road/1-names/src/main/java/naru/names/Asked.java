package naru.names;

import java.util.List;
import naru.journey.Trace;
import naru.wire.Name;
import naru.wire.RecordType;

/**
 * What a source is asked for. Immutable.
 *
 * @param memory what this lookup has heard
 * @param deadlineNanos when there is no more time, by the clock of the lookup
 */
record Asked(Name name, List<RecordType> types, Memory memory, long deadlineNanos, Trace trace) {
  Asked {
    types = List.copyOf(types);
  }

  Asked withName(Name other) {
    return new Asked(other, types, memory, deadlineNanos, trace);
  }
}
