package naru.proof.scenario;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import naru.net.Addresses;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Record;

/** The conversation of a play, for whoever wants to read it. Confined to one play. */
final class Journal {
  /** A play that says more has gone in circles. */
  private static final int MAX_LINES = 100_000;

  private static final int DNS_PORT = 53;

  private final Wanted wanted;
  private final List<String> lines = new ArrayList<>();

  Journal(Wanted wanted) {
    this.wanted = wanted;
  }

  /** What somebody wants to read. */
  enum Wanted {
    NOTHING,
    /** What was asked and answered. */
    CONVERSATION,
    /** And why answers failed: clients ask for that, which bypasses answers that lie ready. */
    CAUSES
  }

  /** Whether clients shall ask why. */
  boolean wantsCauses() {
    return wanted == Wanted.CAUSES;
  }

  void line(String text) {
    if (wanted != Wanted.NOTHING && lines.size() < MAX_LINES) {
      lines.add(text);
    }
  }

  /** A whole message under a heading. */
  void message(String heading, Message message) {
    if (wanted == Wanted.NOTHING) {
      return;
    }
    String questions =
        String.join(", ", message.questions().stream().map(Question::toString).toList());
    String edns = message.edns().map(Journal::edns).orElse("");
    line(heading + ": " + message.rcode() + " [" + message.flags() + "]" + edns + " " + questions);
    records("answer", message.answers());
    records("authority", message.authorities());
    records("additional", message.additionals());
  }

  private static String edns(Edns edns) {
    String options =
        String.join(", ", edns.options().stream().map(o -> o.code() + "=" + o.data()).toList());
    return " edns"
        + (edns.dnssecOk() ? " do" : "")
        + (options.isEmpty() ? "" : " {" + options + "}");
  }

  private void records(String section, List<Record> records) {
    records.forEach(record -> line("       " + section + ": " + Comparison.shown(record)));
  }

  static String text(InetSocketAddress address) {
    return address.getPort() == DNS_PORT
        ? address.getAddress().getHostAddress()
        : Addresses.text(address);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
