package naru.proof.adversary;

import java.util.Map;
import java.util.TreeMap;
import naru.resolver.Resolved;

/** How the questions of one or more runs ended. Confined to one task. */
final class Tally {
  private final Map<String, Integer> ends = new TreeMap<>();
  private int questions;
  private int most;
  private long datagrams;

  /** The number of a new client. */
  int next() {
    return ++questions;
  }

  void count(Resolved resolved, int cost) {
    String end =
        resolved.cause().map(cause -> cause.code().word()).orElse(resolved.rcode().toString());
    ends.merge(end, 1, Integer::sum);
    most = Math.max(most, cost);
    datagrams += cost;
  }

  /** How many ended how: an rcode, or the code of a failure. */
  Map<String, Integer> ends() {
    return new TreeMap<>(ends);
  }

  void add(Tally other) {
    other.ends.forEach((end, count) -> ends.merge(end, count, Integer::sum));
    questions += other.questions;
    most = Math.max(most, other.most);
    datagrams += other.datagrams;
  }

  @Override
  public String toString() {
    return questions
        + " questions, "
        + datagrams
        + " datagrams, at most "
        + most
        + " for one: "
        + ends;
  }
}
