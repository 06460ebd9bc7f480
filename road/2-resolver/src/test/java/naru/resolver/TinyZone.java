package naru.resolver;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/** A zone of a test, answered as RFC 1034 §4.3.2 says; no wildcards. Immutable. */
record TinyZone(Name origin, List<Record> records) {
  /** Lines of {@code OWNER TTL TYPE DATA}, all names absolute; an SOA is made. */
  static TinyZone of(String origin, String... lines) {
    Name zone = Name.of(origin);
    List<Record> records = new ArrayList<>();
    records.add(Record.of(zone, 600, new RecordData.Soa(zone, zone, 1, 3600, 600, 86_400, 60)));
    Stream.of(lines).map(TinyZone::record).forEach(records::add);
    return new TinyZone(zone, List.copyOf(records));
  }

  static Record record(String line) {
    List<String> words = List.of(line.trim().split(" +"));
    String data = words.get(3);
    RecordData typed =
        switch (words.get(2)) {
          case "A", "AAAA" -> RecordData.address(InetAddress.ofLiteral(data));
          case "NS" -> new RecordData.Ns(Name.of(data));
          case "CNAME" -> new RecordData.Cname(Name.of(data));
          case "DNAME" -> new RecordData.Dname(Name.of(data));
          case "TXT" -> RecordData.Txt.of(data);
          default -> throw new IllegalArgumentException(line);
        };
    return Record.of(Name.of(words.get(0)), Long.parseLong(words.get(1)), typed);
  }

  Message answer(Message query) {
    Question question = query.question().orElseThrow();
    Message.Builder answer = Message.answerTo(query).authoritative(true);
    query.edns().ifPresent(answer::edns);
    return answer(question.name(), question.type(), answer, 0).build();
  }

  private Message.Builder answer(Name name, RecordType type, Message.Builder answer, int aliases) {
    Optional<Name> cut = cutAbove(name, type);
    if (cut.isPresent()) {
      return refer(cut.get(), answer.authoritative(aliases > 0));
    }
    Optional<Record> dname = dnameAbove(name);
    if (dname.isPresent()) {
      return rename(dname.get(), name, type, answer, aliases);
    }
    List<Record> wanted = at(name, type);
    if (!wanted.isEmpty()) {
      return answer.answers(wanted);
    }
    List<Record> cname = at(name, RecordType.CNAME);
    if (!cname.isEmpty()) {
      answer.answers(cname);
      return goOn(targetOf(cname.getFirst()), type, answer, aliases);
    }
    boolean exists = records.stream().anyMatch(r -> r.owner().isAtOrBelow(name));
    return answer.rcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN).authority(records.getFirst());
  }

  private Message.Builder rename(
      Record dname, Name name, RecordType type, Message.Builder answer, int aliases) {
    answer.answer(dname);
    Parsed<Name> target = name.rebased(dname.owner(), targetOf(dname));
    if (target.ok().isEmpty()) {
      return answer.rcode(Rcode.YXDOMAIN);
    }
    answer.answer(Record.of(name, dname.ttlSeconds(), new RecordData.Cname(target.orThrow())));
    return goOn(target.orThrow(), type, answer, aliases);
  }

  private Message.Builder goOn(Name target, RecordType type, Message.Builder answer, int aliases) {
    return target.isAtOrBelow(origin) && aliases < 20
        ? answer(target, type, answer, aliases + 1)
        : answer;
  }

  private Optional<Name> cutAbove(Name name, RecordType type) {
    return records.stream()
        .filter(r -> r.type().equals(RecordType.NS) && !r.owner().equals(origin))
        .map(Record::owner)
        .filter(owner -> type.equals(RecordType.DS) ? name.isBelow(owner) : name.isAtOrBelow(owner))
        .findFirst();
  }

  private Message.Builder refer(Name cut, Message.Builder answer) {
    List<Record> servers = at(cut, RecordType.NS);
    answer.authorities(servers);
    for (Record server : servers) {
      Name name = ((RecordData.Ns) server.data().orThrow()).server();
      answer.additionals(at(name, RecordType.A)).additionals(at(name, RecordType.AAAA));
    }
    return answer;
  }

  private Optional<Record> dnameAbove(Name name) {
    return records.stream()
        .filter(r -> r.type().equals(RecordType.DNAME) && name.isBelow(r.owner()))
        .findFirst();
  }

  private List<Record> at(Name name, RecordType type) {
    return records.stream().filter(r -> r.owner().equals(name) && r.type().equals(type)).toList();
  }

  private static Name targetOf(Record alias) {
    return switch (alias.data().orThrow()) {
      case RecordData.Cname(Name target) -> target;
      case RecordData.Dname(Name target) -> target;
      default -> throw new IllegalArgumentException(alias.toString());
    };
  }
}
