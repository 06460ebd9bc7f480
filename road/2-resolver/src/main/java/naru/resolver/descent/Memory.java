package naru.resolver.descent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.ResolverConfig;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.cache.Cached;
import naru.resolver.cache.DelegationCache;
import naru.resolver.cache.FailureCache;
import naru.resolver.cache.Freshness;
import naru.resolver.cache.GlueCache;
import naru.resolver.cache.Rank;
import naru.resolver.cache.RecordCache;
import naru.resolver.cache.ServerCache;
import naru.resolver.descent.Reply.Answered;
import naru.resolver.descent.Reply.End;
import naru.resolver.descent.Reply.Link;
import naru.resolver.scrub.Scrubbed;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/** The caches, as the descent uses them. Thread-safe. */
public record Memory(
    RecordCache records,
    DelegationCache cuts,
    GlueCache glue,
    ServerCache servers,
    FailureCache failures) {
  /** Empty caches. */
  public static Memory empty(Time time, ResolverConfig config) {
    return new Memory(
        new RecordCache(time, config.cache(), config.staleAnswers()),
        new DelegationCache(time),
        new GlueCache(time),
        new ServerCache(time),
        new FailureCache(time));
  }

  /** The same as another configuration bounds it. */
  public Memory within(ResolverConfig config) {
    return new Memory(
        records.within(config.cache(), config.staleAnswers()), cuts, glue, servers, failures);
  }

  /** Forgets everything at and below a name; below the root, the servers too. */
  public void flush(Name from) {
    records.flush(from);
    cuts.flush(from);
    glue.flush(from);
    failures.flush(from);
    if (from.isRoot()) {
      servers.flush();
    }
  }

  /** Zone cuts with their servers, then servers that were mentioned: a line each. */
  public Stream<String> dumpServers(Name from) {
    return Stream.concat(cuts.dump(from).stream(), glue.dump(from).stream());
  }

  /** What is remembered about a question: its answer, an alias, or that it failed. */
  Optional<Reply.Found> find(Question question, Freshness freshness) {
    return records
        .find(question, freshness)
        .<Reply.Found>map(Memory::answered)
        .or(() -> alias(question, freshness))
        .or(() -> failure(question, freshness));
  }

  /** What is stale is better than a failure, and what shall last is looked up in spite of one. */
  Optional<Reply.Found> failure(Question question, Freshness freshness) {
    return switch (freshness) {
      case LIVE -> failures.find(question).map(Reply.Failed::new);
      case STALE, LASTING -> Optional.empty();
    };
  }

  private static Answered answered(Cached known) {
    return switch (known) {
      case Cached.Positive(SignedSet set, Rank rank, var proof) ->
          new Answered(List.of(), new End.Records(List.of(set), proof), rank == Rank.ANSWER);
      case Cached.NoData(var proof, Security judged) -> direct(new End.NoData(proof, judged));
      case Cached.NoName(var proof, Security judged) -> direct(new End.NoName(proof, judged));
    };
  }

  private static Answered direct(End end) {
    return new Answered(List.of(), end, true);
  }

  private Optional<Reply.Found> alias(Question question, Freshness freshness) {
    if (question.type().equals(RecordType.ANY)) {
      return Optional.empty();
    }
    if (question.type().equals(RecordType.CNAME)) {
      return dname(question.name(), freshness)
          .map(link -> direct(new End.Records(link.sets(), List.of())));
    }
    return cname(question.name(), freshness)
        .or(() -> dname(question.name(), freshness))
        .map(link -> new Answered(List.of(link), new End.Elsewhere(), true));
  }

  private Optional<Link> cname(Name owner, Freshness freshness) {
    return records
        .records(owner, RecordType.CNAME, freshness)
        .flatMap(p -> Aliases.through(p.set()).map(link -> link.provenBy(p.proof())));
  }

  private Optional<Link> dname(Name owner, Freshness freshness) {
    Optional<Name> above = owner.parent();
    while (above.isPresent()) {
      Optional<Cached.Positive> dname = records.records(above.get(), RecordType.DNAME, freshness);
      if (dname.isPresent()) {
        return Aliases.through(dname.get().set(), owner);
      }
      above = above.get().parent();
    }
    return Optional.empty();
  }

  /** Remembers an answer, each part of it at its rank. */
  void keep(Question question, Answered answered) {
    Rank first = answered.authoritative() ? Rank.ANSWER : Rank.ANSWER_WITHOUT_AUTHORITY;
    // RFC 2181 §5.4.1: authority reaches only to the name asked, not to where its alias leads.
    Rank last = answered.links().isEmpty() ? first : Rank.ANSWER_WITHOUT_AUTHORITY;
    Rank rank = first;
    for (Link link : answered.links()) {
      // Of a DNAME's link the DNAME is kept; its CNAME is made again for each name below.
      records.keep(link.sets().getFirst(), rank, link.proof());
      rank = Rank.ANSWER_WITHOUT_AUTHORITY;
    }
    Name name = answered.lastName(question.name());
    Question about = new Question(name, question.type(), question.recordClass());
    switch (answered.end()) {
      case End.Records(var sets, var proof) -> keepRecords(about, sets, proof, last);
      case End.NoData(var proof, Security judged) -> records.keepNoData(about, proof, judged);
      case End.NoName(var proof, Security judged) -> records.keepNoName(about, proof, judged);
      case End.Elsewhere() -> {}
      case End.NameTooLong(SignedSet dname) -> records.keep(dname, last, List.of());
    }
    failures.forget(question);
  }

  /**
   * Servers that ride on a positive answer of their own zone, where the configuration lets them.
   */
  void keepRiding(Name zone, Scrubbed scrubbed) {
    if (scrubbed.answers().isEmpty()) {
      return;
    }
    for (SignedSet set : scrubbed.authorities()) {
      if (set.set().type().equals(RecordType.NS) && set.set().owner().equals(zone)) {
        records.keep(set, Rank.RIDING, List.of());
        cuts.refine(zone, GlueReader.serverNames(set.set()), set.set().ttlSeconds());
      }
    }
  }

  private void keepRecords(Question about, List<SignedSet> sets, List<SignedSet> proof, Rank rank) {
    boolean made = sets.getFirst().set().type().equals(RecordType.DNAME);
    for (SignedSet set : made ? sets.subList(0, 1) : sets) {
      records.keep(cuts.bounded(set), rank, proof);
      if (rank == Rank.ANSWER && about.type().equals(RecordType.NS)) {
        cuts.refine(about.name(), GlueReader.serverNames(set.set()), set.set().ttlSeconds());
      }
    }
  }
}
