package naru.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * A zone of a test with all its records, signatures and links included, answered as RFC 4035 §3.1
 * and RFC 5155 §7.2 say. Immutable.
 */
record SealedZone(Name origin, List<Record> records, Denials denials) {
  private static final int MOST_ALIASES = 20;

  static SealedZone of(Name origin, List<Record> records, SignedZone.Hashing hashing) {
    return new SealedZone(origin, List.copyOf(records), Denials.of(origin, records, hashing));
  }

  Message answer(Message query) {
    Question question = query.question().orElseThrow();
    boolean dnssec = query.edns().filter(Edns::dnssecOk).isPresent();
    Message.Builder answer = Message.answerTo(query).authoritative(true);
    query.edns().ifPresent(answer::edns);
    new Answering(answer, dnssec, question.type()).at(question.name(), 0);
    return answer.build();
  }

  /** What it says of one name, an alias not followed. */
  Message answerOnly(Message query, Name name, RecordType type) {
    boolean dnssec = query.edns().filter(Edns::dnssecOk).isPresent();
    Message.Builder answer = Message.answerTo(query);
    new Answering(answer, dnssec, type).at(name, MOST_ALIASES);
    return answer.build();
  }

  /** The records of a set. */
  List<Record> at(Name name, RecordType type) {
    return records.stream().filter(r -> r.owner().equals(name) && r.type().equals(type)).toList();
  }

  List<Record> signatures(Name name, RecordType type) {
    return at(name, RecordType.RRSIG).stream()
        .filter(r -> ((RecordData.Rrsig) r.data().orThrow()).covered().equals(type))
        .toList();
  }

  private boolean exists(Name name) {
    return records.stream()
        .filter(r -> !r.type().equals(RecordType.NSEC3))
        .filter(r -> !r.type().equals(RecordType.RRSIG))
        .anyMatch(r -> r.owner().isAtOrBelow(name));
  }

  private Name encloser(Name name) {
    Name at = name.parent().orElseThrow();
    while (!exists(at)) {
      at = at.parent().orElseThrow();
    }
    return at;
  }

  /** One answer in the making. Confined to one thread. */
  private final class Answering {
    private final Message.Builder answer;
    private final boolean dnssec;
    private final RecordType type;

    Answering(Message.Builder answer, boolean dnssec, RecordType type) {
      this.answer = answer;
      this.dnssec = dnssec;
      this.type = type;
    }

    void at(Name name, int aliases) {
      Optional<Name> cut = cut(name);
      if (cut.isPresent()) {
        refer(cut.get(), aliases);
        return;
      }
      Optional<Record> dname =
          records.stream()
              .filter(r -> r.type().equals(RecordType.DNAME) && name.isBelow(r.owner()))
              .findFirst();
      if (dname.isPresent()) {
        rename(dname.get(), name, aliases);
      } else if (exists(name)) {
        exact(name, aliases);
      } else {
        missing(name, encloser(name), aliases);
      }
    }

    private Optional<Name> cut(Name name) {
      return records.stream()
          .filter(r -> r.type().equals(RecordType.NS) && !r.owner().equals(origin))
          .map(Record::owner)
          .filter(at -> type.equals(RecordType.DS) ? name.isBelow(at) : name.isAtOrBelow(at))
          .findFirst();
    }

    private void refer(Name cut, int aliases) {
      List<Record> servers = SealedZone.this.at(cut, RecordType.NS);
      answer.authoritative(aliases > 0).authorities(servers);
      List<Record> digests = SealedZone.this.at(cut, RecordType.DS);
      if (digests.isEmpty()) {
        prove(denials.noData(cut));
      } else if (dnssec) {
        answer.authorities(digests).authorities(signatures(cut, RecordType.DS));
      }
      for (Record server : servers) {
        Name name = ((RecordData.Ns) server.data().orThrow()).server();
        answer.additionals(SealedZone.this.at(name, RecordType.A));
      }
    }

    private void rename(Record dname, Name name, int aliases) {
      put(List.of(dname), dname.owner(), RecordType.DNAME, dname.owner());
      Parsed<Name> target = name.rebased(dname.owner(), target(dname));
      if (target.ok().isEmpty()) {
        answer.rcode(Rcode.YXDOMAIN);
        return;
      }
      answer.answer(Record.of(name, dname.ttlSeconds(), new RecordData.Cname(target.orThrow())));
      goOn(target.orThrow(), aliases);
    }

    private void exact(Name name, int aliases) {
      if (answered(name, name, aliases)) {
        return;
      }
      deny(Rcode.NOERROR, denials.noData(name));
    }

    private void missing(Name name, Name encloser, int aliases) {
      Name wildcard = encloser.child("*").orThrow();
      if (!exists(wildcard)) {
        deny(Rcode.NXDOMAIN, denials.noName(name, encloser));
        return;
      }
      boolean wanted = !SealedZone.this.at(wildcard, type).isEmpty() || isAlias(wildcard);
      if (wanted) {
        prove(denials.wildcardAnswer(name, encloser));
        answered(wildcard, name, aliases);
      } else {
        deny(Rcode.NOERROR, denials.wildcardNoData(name, encloser));
      }
    }

    private boolean isAlias(Name owner) {
      return !SealedZone.this.at(owner, RecordType.CNAME).isEmpty();
    }

    /** The records that were asked for, or the alias that stands there. */
    private boolean answered(Name owner, Name as, int aliases) {
      List<Record> wanted =
          type.equals(RecordType.ANY)
              ? records.stream().filter(r -> r.owner().equals(owner)).toList()
              : SealedZone.this.at(owner, type);
      if (!wanted.isEmpty()) {
        put(wanted, owner, type, as);
        return true;
      }
      List<Record> alias = SealedZone.this.at(owner, RecordType.CNAME);
      if (alias.isEmpty()) {
        return false;
      }
      put(alias, owner, RecordType.CNAME, as);
      goOn(target(alias.getFirst()), aliases);
      return true;
    }

    private void put(List<Record> set, Name owner, RecordType covered, Name as) {
      List<Record> all = new ArrayList<>(set);
      if (dnssec) {
        all.addAll(signatures(owner, covered));
      }
      all.forEach(record -> answer.answer(record.withOwner(as)));
    }

    private void goOn(Name target, int aliases) {
      if (target.isAtOrBelow(origin) && aliases < MOST_ALIASES) {
        at(target, aliases + 1);
      }
    }

    private void deny(Rcode rcode, List<Record> proof) {
      answer.rcode(rcode).authorities(SealedZone.this.at(origin, RecordType.SOA));
      if (dnssec) {
        answer.authorities(signatures(origin, RecordType.SOA));
      }
      prove(proof);
    }

    private void prove(List<Record> proof) {
      if (dnssec) {
        for (Record link : proof) {
          answer.authority(link).authorities(signatures(link.owner(), link.type()));
        }
      }
    }
  }

  static Name target(Record alias) {
    return switch (alias.data().orThrow()) {
      case RecordData.Cname(Name target) -> target;
      case RecordData.Dname(Name target) -> target;
      default -> throw new IllegalArgumentException(alias.toString());
    };
  }
}
