package naru.config;

import java.util.List;

/** What came of reading a configuration: all of it, or what is wrong with it. Immutable. */
public sealed interface Configured<T> {
  /** It can be used. */
  record Good<T>(T value) implements Configured<T> {}

  /** It can not; at least one complaint. */
  record Bad<T>(List<Complaint> complaints) implements Configured<T> {
    public Bad {
      complaints = List.copyOf(complaints);
    }
  }
}
