package naru.visit;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import naru.journey.Note;
import naru.journey.NoteCode;
import naru.journey.Peer;
import naru.journey.Trace;
import naru.names.LookupResult;
import naru.names.StubReply;
import naru.names.StubResolver;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * The walk from the root, made beside what a resolver said: where the two differ is often the
 * diagnosis. It is written as a second {@code resolver} step. Immutable.
 *
 * @param resolver a recursive resolver of our own; empty where it cannot be started
 * @param always also when the names were found
 * @param afterFailure when they were not
 */
public record RootWalk(
    Supplier<Optional<StubResolver>> resolver, boolean always, boolean afterFailure) {
  /** No walk is made. */
  public static final RootWalk NONE = new RootWalk(Optional::empty, false, false);

  /** Walks, if it is wanted, and says what is different. */
  public Optional<Note> beside(
      Name name, LookupResult said, List<RecordType> types, long deadlineNanos, Trace trace) {
    boolean wanted = always || afterFailure && said instanceof LookupResult.Failed;
    Optional<StubResolver> walker = wanted ? resolver.get() : Optional.empty();
    return walker
        .map(stub -> addresses(stub.ask(name, types, deadlineNanos, trace)))
        .flatMap(walked -> difference(addresses(said), walked));
  }

  private static Optional<Note> difference(List<String> said, List<String> walked) {
    return said.equals(walked)
        ? Optional.empty()
        : Optional.of(
            new Note(
                NoteCode.DNS_WALK_DIFFERS,
                "the resolver says " + words(said) + ", the walk from the root " + words(walked)));
  }

  private static String words(List<String> addresses) {
    return addresses.isEmpty() ? "nothing" : String.join(" ", addresses);
  }

  private static List<String> addresses(LookupResult said) {
    return switch (said) {
      case LookupResult.Found found -> sorted(found.addresses());
      case LookupResult.Failed _ -> List.of();
    };
  }

  private static List<String> addresses(StubReply reply) {
    List<InetAddress> addresses = new ArrayList<>();
    for (Message answer : reply.answers().values()) {
      for (Record record : answer.answers()) {
        if (record.data() instanceof Parsed.Ok<RecordData>(RecordData.A(InetAddress four))) {
          addresses.add(four);
        } else if (record.data()
            instanceof Parsed.Ok<RecordData>(RecordData.Aaaa(InetAddress six))) {
          addresses.add(six);
        }
      }
    }
    return sorted(addresses);
  }

  private static List<String> sorted(List<InetAddress> addresses) {
    return List.copyOf(new TreeSet<>(addresses.stream().map(Peer::text).toList()));
  }
}
