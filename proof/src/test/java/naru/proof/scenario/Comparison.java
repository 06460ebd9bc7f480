package naru.proof.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import naru.net.Transport;
import naru.proof.scenario.Match.Word;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/**
 * Says in which ways a message is not what an entry wants. Immutable.
 *
 * @param level how much of the message the word {@code all} means
 */
record Comparison(Entry entry, Level level) {
  private static final int CLIENT_COOKIE_OCTETS = 8;
  private static final int SERVER_COOKIE_OCTETS = 24;
  private static final int SHOWN_CHARACTERS = 160;

  /** How much counts. */
  enum Level {
    /** Flags, rcode, question, answer, and what in the authority section proves a denial. */
    CORE,
    /** Everything but the order of records, the id and the size in the OPT record. */
    SEMANTIC,
    /** Everything. */
    STRICT
  }

  /** What can be compared with an entry: a client's answer, or a question to a server. */
  record Packet(Message message, Transport transport) {}

  /** Each difference in words; none when the packet is as the entry wants it. */
  List<String> differences(Packet packet) {
    List<String> found = new ArrayList<>();
    Match match = entry.match();
    Message expected = entry.message();
    Message got = packet.message();
    transport(match, packet.transport(), found);
    options(match, got, found);
    boolean all = match.has(Word.ALL) || match.has(Word.ALL_NOEDNS);
    if (all || match.has(Word.OPCODE)) {
      different("opcode", expected.opcode(), got.opcode(), found);
    }
    if (all || match.has(Word.RCODE)) {
      rcode(expected, got, found);
    }
    if (all || match.has(Word.QUESTION)) {
      questions(expected, got, found);
    }
    if (match.has(Word.QTYPE)) {
      different("type", type(expected), type(got), found);
    }
    if (match.has(Word.QNAME)) {
      different("name", name(expected), name(got), found);
    }
    if (match.has(Word.SUBDOMAIN)) {
      subdomain(expected, got, found);
    }
    if (all) {
      whole(expected, got, found);
    } else if (match.has(Word.ANSWER)) {
      section("answer", expected.answers(), got.answers(), found);
    }
    return found;
  }

  boolean holds(Packet packet) {
    return differences(packet).isEmpty();
  }

  private static void different(String what, Object expected, Object got, List<String> found) {
    if (!expected.equals(got)) {
      found.add(what + " " + expected + " expected, got " + got);
    }
  }

  private static void transport(Match match, Transport transport, List<String> found) {
    if (match.has(Word.UDP)) {
      different("transport", Transport.UDP, transport, found);
    }
    if (match.has(Word.TCP)) {
      different("transport", Transport.TCP, transport, found);
    }
  }

  private void options(Match match, Message got, List<String> found) {
    Optional<Edns> edns = got.edns();
    if (match.has(Word.DO) && edns.filter(Edns::dnssecOk).isEmpty()) {
      found.add("no DO bit");
    }
    if (match.has(Word.CO)) {
      found.add("no CO bit");
    }
    if (match.has(Word.NOEDNS) && edns.isPresent()) {
      found.add("an OPT record");
    }
    match.ede().ifPresent(wanted -> ede(wanted, edns, found));
    cookie(match, Word.CLIENT_COOKIE, CLIENT_COOKIE_OCTETS, edns, found);
    cookie(match, Word.SERVER_COOKIE, SERVER_COOKIE_OCTETS, edns, found);
    if (match.has(Word.EDNSDATA)) {
      List<Edns.Option> expected = entry.message().edns().map(Edns::options).orElse(List.of());
      different("EDNS options", expected, compared(edns), found);
    }
    match.serial().ifPresent(serial -> serial(serial, got, found));
  }

  private static void ede(Match.Ede wanted, Optional<Edns> edns, List<String> found) {
    List<Integer> codes =
        edns.stream()
            .flatMap(each -> each.options().stream())
            .filter(o -> o.code() == Edns.Option.EXTENDED_ERROR && o.data().octets() >= 2)
            .map(o -> (o.data().bytes()[0] & 0xff) << 8 | o.data().bytes()[1] & 0xff)
            .toList();
    boolean fits =
        wanted.infoCode().isPresent()
            ? codes.contains(wanted.infoCode().getAsInt())
            : !codes.isEmpty();
    if (!fits) {
      String which = wanted.infoCode().isPresent() ? "" + wanted.infoCode().getAsInt() : "any";
      found.add("extended error " + which + " expected, got " + codes);
    }
  }

  private static void cookie(
      Match match, Word word, int octets, Optional<Edns> edns, List<String> found) {
    boolean there =
        edns.flatMap(e -> e.option(Edns.Option.COOKIE))
            .filter(option -> option.data().octets() == octets)
            .isPresent();
    if (match.has(word) && !there) {
      found.add("no cookie of " + octets + " octets");
    }
  }

  private static void serial(long serial, Message got, List<String> found) {
    boolean there =
        got.authorities().stream()
            .flatMap(record -> record.data().ok().stream())
            .anyMatch(data -> data instanceof RecordData.Soa soa && soa.serial() == serial);
    if (!there) {
      found.add("no SOA of serial " + serial);
    }
  }

  private static void rcode(Message expected, Message got, List<String> found) {
    // The files know four bits only; those above travel in the OPT record.
    if (expected.rcode().code() != (got.rcode().code() & 0xf)) {
      found.add("rcode " + expected.rcode() + " expected, got " + got.rcode() + why(got));
    }
  }

  /** What the extended errors of a failure say. */
  private static String why(Message got) {
    List<String> texts = ErrorTexts.of(got);
    return texts.isEmpty() ? "" : " " + texts;
  }

  private static void questions(Message expected, Message got, List<String> found) {
    different("question", expected.questions(), got.questions(), found);
  }

  private static Object type(Message message) {
    return message.questions().stream().findFirst().<Object>map(Question::type).orElse("none");
  }

  private static Object name(Message message) {
    return message.questions().stream().findFirst().<Object>map(Question::name).orElse("none");
  }

  private static void subdomain(Message expected, Message got, List<String> found) {
    boolean below =
        expected.questions().stream()
            .findFirst()
            .flatMap(top ->
                got.questions().stream()
                    .findFirst()
                    .map(asked -> asked.name().isAtOrBelow(top.name())))
            .orElse(false);
    if (!below) {
      found.add("name " + name(got) + " is not below " + name(expected));
    }
  }

  private void whole(Message expected, Message got, List<String> found) {
    different("flags", "[" + expected.flags() + "]", "[" + got.flags() + "]", found);
    section("answer", expected.answers(), got.answers(), found);
    switch (level) {
      case CORE ->
          section("authority", denial(expected.authorities()), denial(got.authorities()), found);
      case SEMANTIC, STRICT -> {
        section("authority", expected.authorities(), got.authorities(), found);
        section("additional", expected.additionals(), got.additionals(), found);
        opt(expected.edns(), got.edns(), found);
      }
    }
    if (level == Level.STRICT) {
      different("id", expected.id(), got.id(), found);
    }
  }

  private void opt(Optional<Edns> expected, Optional<Edns> got, List<String> found) {
    if (entry.match().has(Word.ALL_NOEDNS)) {
      return;
    }
    if (expected.isPresent() != got.isPresent()) {
      found.add(expected.isPresent() ? "no OPT record" : "an OPT record");
      return;
    }
    if (got.isPresent() && expected.isPresent()) {
      different("EDNS version", expected.get().version(), got.get().version(), found);
      different("DO bit", expected.get().dnssecOk(), got.get().dnssecOk(), found);
      different("EDNS options", expected.get().options(), compared(got), found);
      if (level == Level.STRICT) {
        int size = expected.get().udpPayloadOctets();
        different("EDNS size", size, got.get().udpPayloadOctets(), found);
      }
    }
  }

  /** The options without those that words of their own look at. */
  private List<Edns.Option> compared(Optional<Edns> edns) {
    Match match = entry.match();
    List<Edns.Option> options = new ArrayList<>(edns.map(Edns::options).orElse(List.of()));
    if (match.ede().isPresent()) {
      removeFirst(options, Edns.Option.EXTENDED_ERROR);
    }
    if (match.has(Word.CLIENT_COOKIE) || match.has(Word.SERVER_COOKIE)) {
      removeFirst(options, Edns.Option.COOKIE);
    }
    return options;
  }

  private static void removeFirst(List<Edns.Option> options, int code) {
    options.stream().filter(o -> o.code() == code).findFirst().ifPresent(options::remove);
  }

  private static final Set<RecordType> DENIAL =
      Set.of(RecordType.SOA, RecordType.NSEC, RecordType.NSEC3, RecordType.DS);

  /** What proves something, with the signatures that make it a proof. */
  private static List<Record> denial(List<Record> authority) {
    Predicate<Record> proves = record -> DENIAL.contains(record.type());
    return authority.stream().filter(proves.or(Comparison::signsDenial)).toList();
  }

  private static boolean signsDenial(Record record) {
    return record.data().ok().filter(Comparison::signsDenial).isPresent();
  }

  private static boolean signsDenial(RecordData data) {
    return data instanceof RecordData.Rrsig rrsig && DENIAL.contains(rrsig.covered());
  }

  private void section(String name, List<Record> expected, List<Record> got, List<String> found) {
    List<Record> extra = new ArrayList<>(got);
    List<Record> missing = new ArrayList<>();
    for (Record wanted : expected) {
      int at = indexOf(wanted, extra);
      if (at < 0) {
        missing.add(wanted);
      } else {
        extra.remove(at);
      }
    }
    missing.forEach(record -> found.add(name + " lacks " + shown(record)));
    extra.forEach(record -> found.add(name + " has too much: " + shown(record)));
    boolean same = missing.isEmpty() && extra.isEmpty();
    if (same && level == Level.STRICT && !inOrder(expected, got)) {
      found.add(name + " in another order");
    }
  }

  private int indexOf(Record wanted, List<Record> records) {
    for (int i = 0; i < records.size(); i++) {
      if (same(wanted, records.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean inOrder(List<Record> expected, List<Record> got) {
    for (int i = 0; i < expected.size(); i++) {
      if (!same(expected.get(i), got.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean same(Record one, Record other) {
    return one.isOfSet(other)
        && (!entry.match().has(Word.TTL) || one.ttlSeconds() == other.ttlSeconds())
        && folded(one).equals(folded(other));
  }

  /** The data with all its names in lower case. */
  private static Rdata folded(Record record) {
    Optional<RecordData> data = record.data().ok();
    if (data.isPresent() && data.get() instanceof RecordData.Nsec nsec) {
      return new RecordData.Nsec(nsec.next().lowerCase(), nsec.types()).rdata();
    }
    return record.rdata().canonical(record.type());
  }

  /** One line, not too long. */
  static String shown(Record record) {
    String text = record.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
