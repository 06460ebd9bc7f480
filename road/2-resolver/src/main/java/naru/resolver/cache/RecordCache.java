package naru.resolver.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import naru.resolver.Limits;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.StalePolicy;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/**
 * Record sets and denials with their time to live, which counts down in whole seconds. A denial of
 * a type lives under that type, a denial of a name under no type at all. Thread-safe: every change
 * is one step of its {@link BoundedMap}.
 */
public final class RecordCache {
  /** No type is 0 (RFC 6895 §3.1): the place of what is true of a name as a whole. */
  private static final RecordType WHOLE_NAME = new RecordType(0);

  /** What an entry costs beside its data: objects, map nodes, references. */
  private static final int ENTRY_OCTETS = 256;

  private final Time time;
  private final CacheBounds bounds;
  private final ZoneStarts soas;
  private final Optional<StalePolicy> stale;
  private final BoundedMap<Question, Entry> entries;
  private final Revisions revisions = new Revisions();

  public RecordCache(Time time, CacheBounds bounds, Optional<StalePolicy> stale) {
    this.time = time;
    this.stale = stale;
    this.bounds = bounds;
    this.soas = new ZoneStarts(time, revisions);
    this.entries = new BoundedMap<>(bounds.entries(), bounds.octets(), Entry::octets);
  }

  /** The same with other bounds: what is remembered goes on living as it was let in. */
  public RecordCache within(CacheBounds others, Optional<StalePolicy> otherStale) {
    if (others.equals(bounds) && otherStale.equals(stale)) {
      return this;
    }
    RecordCache moved = new RecordCache(time, others, otherStale);
    entries.forEach(moved.entries::put);
    return moved;
  }

  private record Entry(Cached value, long storedNanos, long ttlSeconds, int octets) {
    boolean isLive(long nowNanos) {
      return age(nowNanos) < ttlSeconds || isDname() && age(nowNanos) <= graceSeconds();
    }

    private long graceSeconds() {
      return ttlSeconds == 0 ? Limits.DNAME_GRACE_SECONDS : -1;
    }

    private boolean isDname() {
      return value instanceof Cached.Positive(SignedSet set, _, _)
          && set.set().type().equals(RecordType.DNAME);
    }

    /** A tenth of its time is left, or less. */
    boolean isEnding(long nowNanos) {
      return (ttlSeconds - age(nowNanos)) * 10 <= ttlSeconds;
    }

    long age(long nowNanos) {
      return (nowNanos - storedNanos) / 1_000_000_000L;
    }

    /** The value with what is left of its time. */
    Cached aged(long nowNanos) {
      long age = age(nowNanos);
      return aged(Math.max(0, ttlSeconds - age), set -> Math.max(0, set.ttlSeconds() - age));
    }

    Cached withTtl(long left) {
      return aged(left, _ -> left);
    }

    private Cached aged(long left, ToLongFunction<SignedSet> leftOfProof) {
      return switch (value) {
        case Cached.Positive(SignedSet set, Rank rank, var proof) ->
            new Cached.Positive(set.withTtl(left), rank, aged(proof, leftOfProof));
        case Cached.NoData(var proof, Security judged) ->
            new Cached.NoData(aged(proof, leftOfProof), judged);
        case Cached.NoName(var proof, Security judged) ->
            new Cached.NoName(aged(proof, leftOfProof), judged);
      };
    }

    private static List<SignedSet> aged(
        List<SignedSet> proof, ToLongFunction<SignedSet> leftOfProof) {
      return proof.stream().map(set -> set.withTtl(leftOfProof.applyAsLong(set))).toList();
    }

    boolean isSecure() {
      return switch (value) {
        case Cached.Positive(SignedSet set, _, _) -> set.security() == Security.SECURE;
        case Cached.NoData(_, Security judged) -> judged == Security.SECURE;
        case Cached.NoName(_, Security judged) -> judged == Security.SECURE;
      };
    }

    Rank rank() {
      return value instanceof Cached.Positive(_, Rank rank, _) ? rank : Rank.ANSWER;
    }
  }

  /** What is known of exactly this name and type, or of the name as a whole. */
  public Optional<Cached> find(Question question, Freshness freshness) {
    return get(question, freshness)
        .or(() -> get(wholeName(question.name(), question.recordClass()), freshness));
  }

  /** The records of exactly this name and type, of any rank. */
  public Optional<Cached.Positive> records(Name name, RecordType type, Freshness freshness) {
    return get(Question.of(name, type), freshness)
        .flatMap(known ->
            known instanceof Cached.Positive positive ? Optional.of(positive) : Optional.empty());
  }

  private Optional<Cached> get(Question key, Freshness freshness) {
    long now = time.nanos();
    Optional<Entry> entry = entries.find(key);
    return switch (freshness) {
      case LIVE -> entry.filter(e -> e.isLive(now)).map(e -> soas.renewed(e.aged(now)));
      case LASTING -> entry.filter(e -> e.isLive(now) && !e.isEnding(now)).map(e -> e.aged(now));
      case STALE -> entry.flatMap(e -> stale(e, now));
    };
  }

  /** What is live as it is; what is dead, but not too long, with the little time it may claim. */
  private Optional<Cached> stale(Entry entry, long now) {
    if (entry.isLive(now)) {
      return Optional.of(entry.aged(now));
    }
    return stale
        .filter(policy -> entry.age(now) - entry.ttlSeconds < policy.maxAgeSeconds())
        .map(policy -> entry.withTtl(Math.min(entry.ttlSeconds, policy.answerTtlSeconds())));
  }

  /**
   * Remembers records, unless what is there is of a higher rank (RFC 2181 §5.4.1) or more secure.
   */
  public void keep(SignedSet set, Rank rank, List<SignedSet> proof) {
    // CVE-2024-1737: very large sets make every later use of the name slow.
    if (set.set().data().size() > Limits.RECORDS_A_SET) {
      return;
    }
    var records = set.set();
    long ttl = bounds.clamp(set.ttlSeconds());
    Question key = new Question(records.owner(), records.type(), records.recordClass());
    keep(key, new Cached.Positive(set, rank, proof), ttl, octets(List.of(set)) + octets(proof));
    if (rank == Rank.ANSWER) {
      remove(wholeName(records.owner(), records.recordClass()));
    }
  }

  /** Remembers that a type is not there, if the proof says for how long. */
  public void keepNoData(Question question, List<SignedSet> proof, Security judged) {
    soas.keep(proof, judged);
    negativeTtl(proof)
        .ifPresent(ttl -> keep(question, new Cached.NoData(proof, judged), ttl, octets(proof)));
  }

  /** Remembers that a name does not exist, if the proof says for how long. */
  public void keepNoName(Question question, List<SignedSet> proof, Security judged) {
    Question key = wholeName(question.name(), question.recordClass());
    soas.keep(proof, judged);
    negativeTtl(proof)
        .ifPresent(ttl -> keep(key, new Cached.NoName(proof, judged), ttl, octets(proof)));
  }

  /** What the SOA says (RFC 2308 §5), but no longer than any part lives; none without an SOA. */
  private Optional<Long> negativeTtl(List<SignedSet> proof) {
    long least = proof.stream().mapToLong(SignedSet::ttlSeconds).min().orElse(0);
    return proof.stream()
        .map(SignedSet::set)
        .filter(set -> set.type().equals(RecordType.SOA))
        .map(set -> Math.min(least, bounds.negativeTtl(set)))
        .findFirst();
  }

  private void keep(Question key, Cached value, long ttlSeconds, int octets) {
    long now = time.nanos();
    Entry fresh = new Entry(value, now, ttlSeconds, octets);
    if (!fresh.isLive(now)) {
      return;
    }
    entries.update(
        key,
        old -> {
          old.ifPresent(_ -> revisions.changed(key.name()));
          return Optional.of(old.filter(o -> outranks(o, fresh, now)).orElse(fresh));
        });
  }

  private void remove(Question key) {
    entries.update(
        key,
        old -> {
          old.ifPresent(_ -> revisions.changed(key.name()));
          return Optional.empty();
        });
  }

  private static boolean outranks(Entry old, Entry fresh, long now) {
    boolean better = old.rank().compareTo(fresh.rank()) > 0;
    return old.isLive(now) && (better || old.isSecure() && !fresh.isSecure());
  }

  private static int octets(List<SignedSet> sets) {
    int octets = ENTRY_OCTETS;
    for (SignedSet set : sets) {
      octets += set.set().owner().octets();
      for (Rdata data : set.set().data()) {
        octets += data.octets() + 48;
      }
      for (Record signature : set.signatures()) {
        octets += signature.rdata().octets() + 96;
      }
    }
    return octets;
  }

  private static Question wholeName(Name name, RecordClass recordClass) {
    return new Question(name, WHOLE_NAME, recordClass);
  }

  /** Forgets what is known of exactly this question. */
  public void forget(Question question) {
    remove(question);
    remove(wholeName(question.name(), question.recordClass()));
  }

  /** Forgets everything at and below a name. */
  public void flush(Name from) {
    soas.flush(from);
    entries.removeIf(key -> key.name().isAtOrBelow(from));
    revisions.flushed();
  }

  /** What is live at and below a name, in order: a line a record, a line a denial. */
  public Stream<String> dump(Name from) {
    long now = time.nanos();
    List<Question> keys = new ArrayList<>();
    entries.forEach((key, _) -> {
      if (key.name().isAtOrBelow(from)) {
        keys.add(key);
      }
    });
    keys.sort(Comparator.comparing(Question::name).thenComparing(Question::type));
    return keys.stream()
        .flatMap(key ->
            entries.find(key).stream()
                .filter(e -> e.isLive(now))
                .map(e -> e.aged(now))
                .flatMap(known -> lines(key, known).stream()));
  }

  private static List<String> lines(Question key, Cached known) {
    return switch (known) {
      case Cached.Positive(SignedSet set, Rank rank, _) -> {
        String remark = " ; " + word(rank) + ", " + word(set.security());
        yield set.set().records().stream().map(r -> r + remark).toList();
      }
      case Cached.NoData(var proof, Security judged) ->
          List.of(key + " ; no data, " + word(judged) + ", " + ttlWords(proof));
      case Cached.NoName(var proof, Security judged) ->
          List.of(key.name() + " ; no such name, " + word(judged) + ", " + ttlWords(proof));
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String ttlWords(List<SignedSet> proof) {
    return proof.getFirst().set().ttlSeconds() + " s left";
  }

  /** Notices what is replaced here. */
  public Revisions revisions() {
    return revisions;
  }

  /** Entries, dead ones included until they are evicted. */
  public int size() {
    return entries.size();
  }

  /** About how many octets they take. */
  public long octets() {
    return entries.octets();
  }
}
