package naru.resolver.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import naru.net.DnsHandler;
import naru.resolver.Limits;
import naru.resolver.Resolved;
import naru.resolver.SignedSet;
import naru.resolver.cache.BoundedMap;
import naru.resolver.cache.Revisions;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.PacketView;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.ReadyAnswer;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Answers from what is remembered, as bytes: made when a question is asked for the second time,
 * copied from then on, with times to live that run down.
 *
 * <p>An answer's life ends before that of the records it was made of, so that somebody looks at
 * them while they still live; and at once when one of them is replaced or flushed. What carries an
 * explanation (RFC 8914) is never kept: failures and stale records are not.
 *
 * <p>Thread-safe. HOT PATH: {@link #copy} neither allocates nor waits.
 */
public final class ReadyAnswers {
  /** What one thread of a receive loop uses again and again. */
  private static final class Desk {
    final PacketView query = new PacketView();
    final ReadyKey key;

    Desk(long seed) {
      key = new ReadyKey(seed);
    }
  }

  private static final long SECOND = 1_000_000_000L;

  /** Objects, references and a place in the table, beside the octets themselves. */
  private static final int ENTRY_OCTETS = 256;

  private final Time time;
  private final Revisions revisions;
  private final long seed;
  private final ThreadLocal<Desk> desks;
  private final Sightings sightings = new Sightings();
  private final BoundedMap<ReadyKey, Entry> answers =
      new BoundedMap<>(Limits.READY_ANSWERS, Limits.READY_OCTETS, Entry::weight);

  public ReadyAnswers(Time time, Revisions revisions) {
    this.time = time;
    this.revisions = revisions;
    this.seed = time.chance().bits();
    this.desks = ThreadLocal.withInitial(() -> new Desk(seed));
  }

  /** A ready answer, the moment it was made, and how long it lives. */
  private record Entry(
      ReadyAnswer answer, Revisions.Stamp stamp, long madeNanos, long lifeNanos, int keyOctets) {
    int weight() {
      return ENTRY_OCTETS + keyOctets + answer.octets();
    }
  }

  /** As {@link DnsHandler#ready}, for a client who may ask. */
  public int copy(byte[] packet, int octets, byte[] target) {
    Desk desk = desks.get();
    PacketView query = desk.query;
    if (!query.wrap(packet, 0, octets)
        || query.hasOptions()
        || !query.recursionDesired()
        || query.recordClass() != RecordClass.IN.code()) {
      return DnsHandler.NOT_READY;
    }
    desk.key.fill(query);
    Optional<Entry> found = answers.find(desk.key);
    return found.isPresent() ? copy(found.get(), query, target) : DnsHandler.NOT_READY;
  }

  /**
   * What becomes of a question that is one too many: dropped, or answered with no more than the
   * advice to use TCP. One that may bring a valid cookie is left to the long way.
   */
  public int beyondPace(byte[] packet, int octets, BooleanSupplier slips, byte[] target) {
    PacketView query = desks.get().query;
    if (query.wrap(packet, 0, octets) && query.hasOptions()) {
      return DnsHandler.NOT_READY;
    }
    return query.wrap(packet, 0, octets) && slips.getAsBoolean()
        ? query.copyTruncated(target)
        : DnsHandler.DROPPED;
  }

  /**
   * Fails a question at once, before any work is done for it, where it is {@code hopeless} to ask
   * anybody; what is no plain query is left to the long way.
   */
  public int fail(
      byte[] packet, int octets, Predicate<Question> hopeless, int ednsOctets, byte[] target) {
    PacketView query = desks.get().query;
    if (!query.wrap(packet, 0, octets)
        || query.hasOptions()
        || !query.recursionDesired()
        || query.recordClass() != RecordClass.IN.code()) {
      return DnsHandler.NOT_READY;
    }
    RecordType type = new RecordType(query.type());
    boolean ordinary = !type.isMeta() && type.code() != 0;
    return ordinary && hopeless.test(Question.of(query.name(), type))
        ? query.copyFailed(target, Rcode.SERVFAIL, ednsOctets)
        : DnsHandler.NOT_READY;
  }

  private int copy(Entry entry, PacketView query, byte[] target) {
    long age = time.nanos() - entry.madeNanos;
    ReadyAnswer answer = entry.answer;
    boolean usable =
        age < entry.lifeNanos
            && answer.octets() <= room(query, target)
            && revisions.isCurrent(entry.stamp);
    return usable && answer.copyTo(target, 0, query, age / SECOND)
        ? answer.octets()
        : DnsHandler.NOT_READY;
  }

  /** A larger answer is the listener's to cut. */
  private static int room(PacketView query, byte[] target) {
    return Math.min(target.length, Math.min(query.udpPayloadOctets(), Edns.SAFE_UDP_OCTETS));
  }

  /** How an answer is made of what is remembered. */
  public interface Pen {
    Message write(Message query, Resolved resolved);
  }

  /**
   * Tells that {@code query} was answered the long way. If it was asked before, what is remembered
   * of its question becomes a ready answer.
   */
  public void answered(
      Message query, Question question, Supplier<Optional<Resolved>> remembered, Pen pen) {
    if (!isPlain(query, question)) {
      return;
    }
    ReadyKey key = ReadyKey.of(query, question, seed);
    if (!sightings.again(key.hash())) {
      return;
    }
    long before = revisions.total();
    Optional<Resolved> resolved = remembered.get().filter(ReadyAnswers::isWorthKeeping);
    resolved
        .flatMap(known -> entry(key, known, question, pen.write(query, known)))
        // Whatever changed meanwhile may have been a part of it: the next one will see.
        .filter(_ -> revisions.total() == before)
        .ifPresent(entry -> answers.put(key, entry));
  }

  /** Such as {@link #copy} may meet again. */
  private static boolean isPlain(Message query, Question question) {
    return query.opcode() == Message.QUERY
        && query.flags().recursionDesired()
        && question.recordClass().equals(RecordClass.IN)
        && !question.type().equals(RecordType.ANY) // it has an answer of its own
        && query.additionals().isEmpty()
        && query.edns().filter(e -> e.version() != 0 || !e.options().isEmpty()).isEmpty();
  }

  private static boolean isWorthKeeping(Resolved resolved) {
    return (resolved.rcode().equals(Rcode.NOERROR) || resolved.rcode().equals(Rcode.NXDOMAIN))
        && resolved.errors().isEmpty()
        && resolved.cause().isEmpty();
  }

  private Optional<Entry> entry(
      ReadyKey key, Resolved resolved, Question question, Message answer) {
    long life = lifeNanos(resolved);
    Revisions.Stamp stamp = revisions.stamp(names(resolved, question));
    return life <= 0
        ? Optional.empty()
        : ReadyAnswer.of(answer)
            .filter(ready -> ready.octets() <= Edns.SAFE_UDP_OCTETS)
            .map(ready -> new Entry(ready, stamp, time.nanos(), life, key.octets()));
  }

  /**
   * A part of what its records still have, less the second that their times to live were rounded
   * by: at the end of it the long way sees the question, and may renew them.
   */
  private static long lifeNanos(Resolved resolved) {
    long seconds = sets(resolved).mapToLong(ReadyAnswers::ttlSeconds).min().orElse(0);
    return (seconds - 1) * SECOND / 100 * Limits.READY_PERCENT;
  }

  private static long ttlSeconds(SignedSet set) {
    return set.signatures().stream()
        .mapToLong(Record::ttlSeconds)
        .reduce(set.set().ttlSeconds(), Math::min);
  }

  /** Every name whose records or absence the answer rests on. */
  private static Set<Name> names(Resolved resolved, Question question) {
    Set<Name> names = new LinkedHashSet<>(List.of(question.name()));
    sets(resolved).map(set -> set.set().owner()).forEach(names::add);
    resolved.answers().stream()
        .flatMap(set -> set.set().values())
        .forEach(data -> {
          if (data instanceof RecordData.Cname(Name target)) {
            names.add(target);
          }
        });
    return names;
  }

  private static Stream<SignedSet> sets(Resolved resolved) {
    return Stream.concat(resolved.answers().stream(), resolved.authorities().stream());
  }
}
