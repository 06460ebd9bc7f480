package naru.nameserver;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * A second opinion: what a name server says, stated as rules over plain lists of records, without
 * any walk, index or order, and as slow as that is.
 */
final class NaiveServer {
  /** What is said; the order of records is not part of it. */
  record Said(
      Rcode rcode,
      boolean authoritative,
      Set<Record> answers,
      Set<Record> authorities,
      Set<Record> additionals) {}

  private final Map<Name, List<Record>> zones;
  private final Question question;
  private final Set<Record> answers = new HashSet<>();
  private final Set<Name> sought = new HashSet<>();

  private NaiveServer(Map<Name, List<Record>> zones, Question question) {
    this.zones = zones;
    this.question = question;
  }

  static Said ask(Map<Name, List<Record>> zones, Question question) {
    return new NaiveServer(zones, question).about(question.name());
  }

  private Said about(Name name) {
    boolean first = sought.isEmpty();
    if (!sought.add(name) || sought.size() > Limits.ALIASES + 1) {
      return said(Rcode.NOERROR, true, Set.of(), Set.of());
    }
    Optional<Name> origin = originFor(name);
    if (origin.isEmpty()) {
      return said(first ? Rcode.REFUSED : Rcode.NOERROR, !first, Set.of(), Set.of());
    }
    return inZone(origin.orElseThrow(), name, first);
  }

  /** The longest origin above a name; for DS the next longer parent that delegates the name. */
  private Optional<Name> originFor(Name name) {
    List<Name> origins =
        suffixes(name).filter(zones::containsKey).toList(); // the shortest comes first
    boolean apex = zones.containsKey(name);
    if (apex && question.type().equals(RecordType.DS) && origins.size() > 1) {
      Name parent = origins.get(origins.size() - 2);
      if (stop(parent, name).filter(s -> s.equals(name)).isPresent()) {
        return Optional.of(parent);
      }
    }
    return origins.isEmpty() ? Optional.empty() : Optional.of(origins.getLast());
  }

  private static Stream<Name> suffixes(Name name) {
    return IntStream.rangeClosed(0, name.labelCount()).mapToObj(name::rightmost);
  }

  private List<Record> records(Name origin) {
    return zones.getOrDefault(origin, List.of());
  }

  private Set<Record> at(Name origin, Name owner, RecordType type) {
    return records(origin).stream()
        .filter(r -> r.owner().equals(owner) && r.type().equals(type))
        .collect(Collectors.toSet());
  }

  private boolean exists(Name origin, Name name) {
    return records(origin).stream().anyMatch(r -> r.owner().isAtOrBelow(name));
  }

  /** The topmost name, at or above {@code name}, beyond which the zone does not speak. */
  private Optional<Name> stop(Name origin, Name name) {
    return suffixes(name)
        .filter(s -> s.isAtOrBelow(origin))
        .filter(s -> isCut(origin, s) || isAbove(s, name) && hasDname(origin, s))
        .findFirst();
  }

  private static boolean isAbove(Name ancestor, Name name) {
    return name.isBelow(ancestor);
  }

  private boolean isCut(Name origin, Name name) {
    return !name.equals(origin) && !at(origin, name, RecordType.NS).isEmpty();
  }

  private boolean hasDname(Name origin, Name name) {
    return !at(origin, name, RecordType.DNAME).isEmpty();
  }

  private Said inZone(Name origin, Name name, boolean first) {
    Optional<Name> stop = stop(origin, name);
    if (stop.isPresent()) {
      Name where = stop.orElseThrow();
      boolean itsDs = where.equals(name) && question.type().equals(RecordType.DS);
      if (isCut(origin, where)) {
        return itsDs ? data(origin, name, name) : referral(origin, where, first);
      }
      return redirected(origin, where, name);
    }
    if (exists(origin, name)) {
      return data(origin, name, name);
    }
    Name encloser = suffixes(name).filter(s -> exists(origin, s)).toList().getLast();
    Name wildcard = encloser.child("*").orThrow();
    return exists(origin, wildcard)
        ? data(origin, wildcard, name)
        : said(Rcode.NXDOMAIN, true, soa(origin), Set.of());
  }

  private Said referral(Name origin, Name cut, boolean first) {
    Set<Record> servers = at(origin, cut, RecordType.NS);
    return said(Rcode.NOERROR, !first, servers, addresses(origin, servers));
  }

  private Said redirected(Name origin, Name owner, Name name) {
    Record dname = at(origin, owner, RecordType.DNAME).iterator().next();
    answers.add(dname);
    RecordData.Dname data = (RecordData.Dname) dname.data().orThrow();
    return switch (name.rebased(owner, data.target())) {
      case Parsed.Malformed<Name> _ -> said(Rcode.YXDOMAIN, true, Set.of(), Set.of());
      case Parsed.Ok<Name>(Name target) -> {
        answers.add(Record.of(name, dname.ttlSeconds(), new RecordData.Cname(target)));
        boolean asked =
            question.type().equals(RecordType.CNAME) || question.type().equals(RecordType.ANY);
        yield asked ? said(Rcode.NOERROR, true, Set.of(), Set.of()) : about(target);
      }
    };
  }

  private Said data(Name origin, Name source, Name name) {
    Set<Record> found =
        question.type().equals(RecordType.ANY)
            ? lowestType(origin, source)
            : at(origin, source, question.type());
    found.forEach(r -> answers.add(r.withOwner(name)));
    if (!found.isEmpty()) {
      return said(Rcode.NOERROR, true, Set.of(), addresses(origin, found));
    }
    for (Record alias : at(origin, source, RecordType.CNAME)) {
      answers.add(alias.withOwner(name));
      return about(((RecordData.Cname) alias.data().orThrow()).target());
    }
    return said(Rcode.NOERROR, true, soa(origin), Set.of());
  }

  private Set<Record> lowestType(Name origin, Name owner) {
    Map<RecordType, Set<Record>> types = new TreeMap<>();
    records(origin).stream()
        .filter(r -> r.owner().equals(owner))
        .forEach(r -> types.put(r.type(), at(origin, owner, r.type())));
    return types.isEmpty() ? Set.of() : types.values().iterator().next();
  }

  /** RFC 2308 §3; the zones of this test have a minimum below the SOA's TTL. */
  private Set<Record> soa(Name origin) {
    Record soa = at(origin, origin, RecordType.SOA).iterator().next();
    return Set.of(soa.withTtl(((RecordData.Soa) soa.data().orThrow()).minimum()));
  }

  private Set<Record> addresses(Name origin, Set<Record> naming) {
    Set<Name> hosts = naming.stream().flatMap(NaiveServer::host).collect(Collectors.toSet());
    return hosts.stream()
        .filter(host -> stop(origin, host).filter(s -> !isCut(origin, s)).isEmpty())
        .flatMap(host -> at(origin, host, RecordType.A).stream())
        .filter(address -> !answers.contains(address))
        .collect(Collectors.toSet());
  }

  private static Stream<Name> host(Record naming) {
    return switch (naming.data().orThrow()) {
      case RecordData.Ns(Name server) -> Stream.of(server);
      case RecordData.Mx(_, Name exchange) -> Stream.of(exchange);
      default -> Stream.empty();
    };
  }

  private Said said(
      Rcode rcode, boolean authoritative, Set<Record> authorities, Set<Record> additionals) {
    return new Said(rcode, authoritative, Set.copyOf(answers), authorities, additionals);
  }
}
