package naru.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Reads an answer as a stub may: the alias chain from the name that was asked, and at its end the
 * records of the types asked, or that there are none. Whatever else the answer holds is left where
 * it is, so that nothing but what was asked for can enter a cache.
 *
 * <p>A DNAME needs no reading of its own: its server sends the CNAME that follows from it (RFC 6672
 * §3.1).
 */
final class AnswerFacts {
  private final Message answer;
  private final List<RecordType> types;
  private final List<RecordSet> sets;
  private final List<Fact> facts = new ArrayList<>();

  private AnswerFacts(Message answer, List<RecordType> types) {
    this.answer = answer;
    this.types = types;
    this.sets = RecordSet.group(answer.answers());
  }

  /** What {@code answer} says about {@code asked}: the links in order, then the end. */
  static List<Fact> of(Message answer, Name asked, List<RecordType> types) {
    return new AnswerFacts(answer, types).read(asked);
  }

  private List<Fact> read(Name asked) {
    Name end = followLinks(asked);
    List<RecordType> missing = new ArrayList<>();
    for (RecordType type : types) {
      Optional<RecordSet> set = set(end, type);
      set.ifPresent(s -> facts.add(new Fact.Records(s)));
      if (set.isEmpty()) {
        missing.add(type);
      }
    }
    boolean endsHere = !isAlias(end);
    if (answer.rcode().equals(Rcode.NXDOMAIN) && endsHere) {
      // RFC 6604 §3: the rcode is about the last name of the chain.
      facts.add(noSuchName(end));
    } else if (answer.rcode().equals(Rcode.NOERROR) && endsHere) {
      addNoData(asked, end, missing);
    }
    return List.copyOf(facts);
  }

  private Name followLinks(Name asked) {
    Set<Name> seen = new HashSet<>();
    Name at = asked;
    while (seen.add(at) && seen.size() <= Limits.LINKS_AN_ANSWER && isAlias(at)) {
      RecordSet link = set(at, RecordType.CNAME).orElseThrow();
      facts.add(new Fact.Records(link));
      at = target(link).orElseThrow();
    }
    return at;
  }

  private boolean isAlias(Name name) {
    return !types.contains(RecordType.CNAME)
        && set(name, RecordType.CNAME).flatMap(AnswerFacts::target).isPresent();
  }

  /** Where an alias points. */
  static Optional<Name> target(RecordSet link) {
    return link.values()
        .filter(RecordData.Cname.class::isInstance)
        .map(data -> ((RecordData.Cname) data).target())
        .findFirst();
  }

  private Optional<RecordSet> set(Name owner, RecordType type) {
    for (RecordSet set : sets) {
      if (set.type().equals(type)
          && set.owner().equals(owner)
          && set.recordClass().equals(RecordClass.IN)) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }

  /**
   * A chain that just stops, without the SOA of its last name, was not completed: that says nothing
   * about its end.
   */
  private void addNoData(Name asked, Name end, List<RecordType> missing) {
    Optional<Record> soa = soa(end);
    if (soa.isEmpty() && !end.equals(asked)) {
      return;
    }
    for (RecordType type : missing) {
      facts.add(new Fact.NoData(end, type, soa.map(Record::owner), negativeTtl(soa)));
    }
  }

  private Fact noSuchName(Name end) {
    Optional<Record> soa = soa(end);
    return new Fact.NoSuchName(end, soa.map(Record::owner), negativeTtl(soa));
  }

  /** The SOA of a zone in which {@code name} could be: another one proves nothing about it. */
  private Optional<Record> soa(Name name) {
    return answer.authorities().stream()
        .filter(each -> each.type().equals(RecordType.SOA) && name.isAtOrBelow(each.owner()))
        .findFirst();
  }

  /**
   * RFC 2308 §5: the lesser of the SOA's own TTL and its minimum field; without an SOA a negative
   * answer must not be kept.
   */
  private static long negativeTtl(Optional<Record> soa) {
    return soa.flatMap(record ->
            record
                .data()
                .ok()
                .filter(RecordData.Soa.class::isInstance)
                .map(data -> Math.min(record.ttlSeconds(), ((RecordData.Soa) data).minimum())))
        .orElse(0L);
  }
}
