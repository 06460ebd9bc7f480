package naru.resolver.scrub;

import java.util.List;
import naru.resolver.SignedSet;
import naru.wire.Message;

/**
 * What is left of an answer. Immutable.
 *
 * @param message as it came: its header counts, its records do not
 * @param dropped a line for each record that was thrown away, and why
 * @param blocked a record of the answer was thrown away by our own policy
 */
public record Scrubbed(
    Message message,
    List<SignedSet> answers,
    List<SignedSet> authorities,
    List<SignedSet> additionals,
    List<String> dropped,
    boolean blocked) {
  public Scrubbed {
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
    dropped = List.copyOf(dropped);
  }
}
