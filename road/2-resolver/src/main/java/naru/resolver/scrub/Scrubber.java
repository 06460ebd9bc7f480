package naru.resolver.scrub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import naru.resolver.ResolverConfig;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.resolver.SignedSet;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Throws away what a server of one zone has no business saying: names outside its zone (bailiwick),
 * other classes, data that do not fit their type, addresses that policy forbids, longer lives than
 * ours. What is said inside the zone is judged later, by what was asked. Confined to one message.
 */
public final class Scrubber {
  private final Name zone;
  private final CacheBounds bounds;
  private final int serversASet;
  private final Predicate<Record> forbidden;
  private final List<String> dropped = new ArrayList<>();
  private final List<Name> servers = new ArrayList<>();
  private boolean blocked;

  private Scrubber(Name zone, ResolverConfig config, Predicate<Record> forbidden) {
    this.zone = zone;
    this.bounds = config.cache();
    this.serversASet = config.serversASet();
    this.forbidden = forbidden;
  }

  /** What a server of {@code zone} may say in {@code message}. */
  public static Scrubbed scrub(
      Message message, Name zone, ResolverConfig config, Predicate<Record> forbidden) {
    Scrubber scrubber = new Scrubber(zone, config, forbidden);
    List<Record> answers = scrubber.admitted(message.answers());
    boolean answerBlocked = scrubber.blocked;
    List<Record> authorities = scrubber.admitted(message.authorities());
    if (config.outsideGlue()) {
      scrubber.admitServers(message.authorities());
    }
    List<Record> additionals = scrubber.admitted(message.additionals());
    List<Record> signatures = new ArrayList<>();
    for (List<Record> section : List.of(answers, authorities, additionals)) {
      addSignatures(section, signatures);
    }
    // Signatures are wanted for themselves only where the question is for them.
    boolean bare = message.question().filter(q -> q.type().equals(RecordType.RRSIG)).isPresent();
    return new Scrubbed(
        message,
        scrubber.sets(bare ? answers : withoutSignatures(answers), signatures),
        scrubber.sets(withoutSignatures(authorities), signatures),
        scrubber.sets(withoutSignatures(additionals), signatures),
        scrubber.dropped,
        answerBlocked);
  }

  private List<SignedSet> sets(List<Record> section, List<Record> signatures) {
    return SignedSet.group(section, signatures).stream().map(this::fewServers).toList();
  }

  private SignedSet fewServers(SignedSet set) {
    boolean many = set.set().type().equals(RecordType.NS) && set.set().data().size() > serversASet;
    return many ? set.firstOf(serversASet) : set;
  }

  private static void addSignatures(List<Record> section, List<Record> into) {
    for (Record record : section) {
      if (isSignature(record)) {
        into.add(record);
      }
    }
  }

  private static List<Record> withoutSignatures(List<Record> section) {
    List<Record> others = new ArrayList<>(section.size());
    for (Record record : section) {
      if (!isSignature(record)) {
        others.add(record);
      }
    }
    return others;
  }

  private static boolean isSignature(Record record) {
    return record.type().equals(RecordType.RRSIG);
  }

  private List<Record> admitted(List<Record> section) {
    List<Record> admitted = new ArrayList<>(section.size());
    for (Record record : section) {
      if (isAdmitted(record)) {
        admitted.add(record.withTtl(bounds.clamp(record.ttlSeconds())));
      }
    }
    return admitted;
  }

  private boolean isAdmitted(Record record) {
    if (!record.owner().isAtOrBelow(zone) && !servers.contains(record.owner())) {
      return drop(record, "not in " + zone);
    }
    if (!record.recordClass().equals(RecordClass.IN) || isMeta(record.type())) {
      return drop(record, "not data of the internet class");
    }
    if (record.data() instanceof Parsed.Malformed<?> malformed && isReasonedAbout(record.type())) {
      return drop(record, malformed.reason());
    }
    if (record.data().ok().filter(this::leavesZone).isPresent()) {
      return drop(record, "its next name is not in " + zone);
    }
    if (forbidden.test(record)) {
      blocked = true;
      return drop(record, "address not allowed here");
    }
    return true;
  }

  /** A chain of NSEC never leaves its zone, which is at or below the one that was asked. */
  private boolean leavesZone(RecordData data) {
    return data instanceof RecordData.Nsec nsec && !nsec.next().isAtOrBelow(zone);
  }

  /** Where the addresses of servers count, wherever these are. */
  private void admitServers(List<Record> authorities) {
    authorities.stream()
        .flatMap(record -> record.data().ok().stream())
        .flatMap(data ->
            data instanceof RecordData.Ns(Name name) ? Stream.of(name) : Stream.<Name>empty())
        .forEach(servers::add);
  }

  /** Data that is only passed on is its reader's to judge (RFC 3597 §1). */
  private static boolean isReasonedAbout(RecordType type) {
    return !type.equals(RecordType.SVCB) && !type.equals(RecordType.HTTPS);
  }

  private static boolean isMeta(RecordType type) {
    return type.isMeta() || type.code() == 0;
  }

  private boolean drop(Record record, String why) {
    dropped.add(record.owner() + " " + record.type() + ": " + why);
    return false;
  }
}
