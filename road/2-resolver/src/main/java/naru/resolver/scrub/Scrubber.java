package naru.resolver.scrub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.resolver.SignedSet;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/**
 * Throws away what a server of one zone has no business saying: names outside its zone (bailiwick),
 * other classes, data that do not fit their type, addresses that policy forbids, longer lives than
 * ours. What is said inside the zone is judged later, by what was asked. Confined to one message.
 */
public final class Scrubber {
  private final Name zone;
  private final CacheBounds bounds;
  private final Predicate<Record> forbidden;
  private final List<String> dropped = new ArrayList<>();
  private boolean blocked;

  private Scrubber(Name zone, CacheBounds bounds, Predicate<Record> forbidden) {
    this.zone = zone;
    this.bounds = bounds;
    this.forbidden = forbidden;
  }

  /** What a server of {@code zone} may say in {@code message}. */
  public static Scrubbed scrub(
      Message message, Name zone, CacheBounds bounds, Predicate<Record> forbidden) {
    Scrubber scrubber = new Scrubber(zone, bounds, forbidden);
    List<SignedSet> answers = scrubber.sets(message.answers());
    boolean answerBlocked = scrubber.blocked;
    List<SignedSet> authorities = scrubber.sets(message.authorities());
    List<SignedSet> additionals = scrubber.sets(message.additionals());
    return new Scrubbed(
        message, answers, authorities, additionals, scrubber.dropped, answerBlocked);
  }

  private List<SignedSet> sets(List<Record> section) {
    List<Record> admitted =
        section.stream()
            .filter(this::isAdmitted)
            .map(record -> record.withTtl(bounds.clamp(record.ttlSeconds())))
            .toList();
    return SignedSet.group(admitted);
  }

  private boolean isAdmitted(Record record) {
    if (!record.owner().isAtOrBelow(zone)) {
      return drop(record, "not in " + zone);
    }
    if (!record.recordClass().equals(RecordClass.IN) || isMeta(record.type())) {
      return drop(record, "not data of the internet class");
    }
    if (record.data() instanceof Parsed.Malformed<?> malformed) {
      return drop(record, malformed.reason());
    }
    if (forbidden.test(record)) {
      blocked = true;
      return drop(record, "address not allowed here");
    }
    return true;
  }

  private static boolean isMeta(RecordType type) {
    return type.isMeta() || type.code() == 0;
  }

  private boolean drop(Record record, String why) {
    dropped.add(record.owner() + " " + record.type() + ": " + why);
    return false;
  }
}
