package naru.proof.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;

/** Reads one {@code ENTRY_BEGIN ... ENTRY_END}. Confined to one thread. */
final class EntryReader {
  private static final int OPTION_HEADER_OCTETS = 4;

  private final Lines lines;
  private final ScenarioReader.Directives directives;
  private final int line;
  private final Message.Builder message = Message.builder();
  private final List<Question> questions = new ArrayList<>();
  private Match match = Match.ANYTHING;
  private Section section = Section.QUESTION;
  private boolean edns;
  private boolean dnssecOk;
  private boolean copyId;
  private boolean copyQuery;
  private boolean beyondFirstPacket;
  private Rdata ednsData = Rdata.of(new byte[0]);
  private Optional<Rdata> octets = Optional.empty();

  private enum Section {
    QUESTION,
    ANSWER,
    AUTHORITY,
    ADDITIONAL
  }

  private EntryReader(Lines lines, ScenarioReader.Directives directives) {
    this.lines = lines;
    this.directives = directives;
    this.line = lines.number();
  }

  /** Reads what stands behind {@code ENTRY_BEGIN}. */
  static Entry read(Lines lines, ScenarioReader.Directives directives) {
    return new EntryReader(lines, directives).read();
  }

  private Entry read() {
    String text = lines.next();
    while (!text.startsWith("ENTRY_END")) {
      take(text);
      text = lines.next();
    }
    message.questions(questions);
    if (edns || ednsData.octets() > 0) {
      message.edns(new Edns(Edns.SAFE_UDP_OCTETS, 0, dnssecOk, options(ednsData.bytes())));
    }
    return new Entry(line, match, message.build(), ednsData, octets, copyId, copyQuery);
  }

  private void take(String text) {
    if (text.startsWith("#") || directives.take(text, lines)) {
      return;
    }
    String rest = text.replaceFirst("^\\S+", "").replaceFirst("[;#].*", "").strip();
    if (text.startsWith("MATCH")) {
      words(rest).forEach(this::match);
    } else if (text.startsWith("REPLY")) {
      if (!beyondFirstPacket) {
        words(rest).forEach(this::reply);
      }
    } else if (text.startsWith("ADJUST")) {
      words(rest).forEach(this::adjust);
    } else if (text.startsWith("SECTION")) {
      section = section(rest);
    } else if (text.startsWith("HEX_ANSWER_BEGIN")) {
      octets = Optional.of(hex("HEX_ANSWER_END"));
    } else if (text.startsWith("HEX_EDNSDATA_BEGIN")) {
      ednsData = hex("HEX_EDNSDATA_END");
      edns = true; // an empty block is an OPT record without options
    } else if (text.startsWith("EXTRA_PACKET")) {
      beyondFirstPacket = true;
    } else if (!beyondFirstPacket) {
      record(text);
    }
  }

  private static List<String> words(String rest) {
    return rest.isEmpty() ? List.of() : List.of(rest.split("\\s+", -1));
  }

  private void match(String word) {
    match = match.and(word).orElseThrow(() -> lines.broken("unknown MATCH word " + word));
  }

  private void adjust(String word) {
    switch (word) {
      case "copy_id" -> copyId = true;
      case "copy_query" -> copyQuery = true;
      default -> {
        boolean known = word.matches("(packet_)?sleep=\\d+|copy_ednsdata\\w+|increment_ecs_scope");
        if (!known) {
          throw lines.broken("unknown ADJUST word " + word);
        }
      }
    }
  }

  private void reply(String word) {
    switch (word) {
      case "QUERY" -> message.opcode(Message.QUERY);
      case "IQUERY" -> message.opcode(Message.IQUERY);
      case "STATUS" -> message.opcode(Message.STATUS);
      case "NOTIFY" -> message.opcode(Message.NOTIFY);
      case "UPDATE" -> message.opcode(Message.UPDATE);
      case "QR" -> message.response(true);
      case "AA" -> message.authoritative(true);
      case "TC" -> message.truncated(true);
      case "RD" -> message.recursionDesired(true);
      case "CD" -> message.checkingDisabled(true);
      case "RA" -> message.recursionAvailable(true);
      case "AD" -> message.authenticData(true);
      case "DO" -> {
        edns = true;
        dnssecOk = true;
      }
      case "CO" -> edns = true;
      default -> message.rcode(rcode(word));
    }
  }

  private Rcode rcode(String word) {
    return switch (word) {
      case "NOERROR" -> Rcode.NOERROR;
      case "FORMERR" -> Rcode.FORMERR;
      case "SERVFAIL" -> Rcode.SERVFAIL;
      case "NXDOMAIN" -> Rcode.NXDOMAIN;
      case "NOTIMP", "NOTIMPL" -> Rcode.NOTIMP;
      case "REFUSED" -> Rcode.REFUSED;
      case "YXDOMAIN" -> Rcode.YXDOMAIN;
      case "YXRRSET" -> Rcode.YXRRSET;
      case "NXRRSET" -> Rcode.NXRRSET;
      case "NOTAUTH" -> Rcode.NOTAUTH;
      case "NOTZONE" -> Rcode.NOTZONE;
      default -> throw lines.broken("unknown REPLY word " + word);
    };
  }

  private Section section(String word) {
    for (Section each : Section.values()) {
      if (word.startsWith(each.name())) {
        return each;
      }
    }
    throw lines.broken("unknown section " + word);
  }

  private void record(String text) {
    if (section == Section.QUESTION) {
      questions.add(directives.recordLine().question(text, lines.number()));
      return;
    }
    Record record = directives.recordLine().record(text, lines.number());
    switch (section) {
      case QUESTION -> {}
      case ANSWER -> message.answer(record);
      case AUTHORITY -> message.authority(record);
      case ADDITIONAL -> message.additional(record);
    }
  }

  private Rdata hex(String end) {
    StringBuilder digits = new StringBuilder();
    for (String each : lines.until(end)) {
      digits.append(each.replaceFirst("[;#].*", "").replaceAll("\\s", ""));
    }
    return Rdata.of(RecordLine.hex(digits.toString(), lines.number()));
  }

  /** The options that can be read, up to the first that cannot. */
  private static List<Edns.Option> options(byte[] data) {
    List<Edns.Option> options = new ArrayList<>();
    int at = 0;
    while (at + OPTION_HEADER_OCTETS <= data.length) {
      int code = (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
      int octets = (data[at + 2] & 0xff) << 8 | data[at + 3] & 0xff;
      at += OPTION_HEADER_OCTETS;
      if (at + octets > data.length) {
        break;
      }
      byte[] value = java.util.Arrays.copyOfRange(data, at, at + octets);
      options.add(new Edns.Option(code, Rdata.of(value)));
      at += octets;
    }
    return options;
  }
}
