package naru.nameserver;

import java.util.ArrayList;
import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * The answer as it is written down. Every set passes here with the node it comes from, so this is
 * the one place where signatures join the sets they cover (RFC 4035 §3.1.1). No set is written
 * twice. Confined to one thread.
 */
final class Sections {
  private final boolean dnssecOk;
  private final List<Record> answers = new ArrayList<>();
  private final List<Record> authorities = new ArrayList<>();
  private final List<Record> additionals = new ArrayList<>();
  private final List<RecordSet> written = new ArrayList<>();
  private Rcode rcode = Rcode.NOERROR;
  private boolean authoritative;
  private boolean outsideZones;

  Sections(boolean dnssecOk) {
    this.dnssecOk = dnssecOk;
  }

  boolean dnssecOk() {
    return dnssecOk;
  }

  boolean hasAnswers() {
    return !answers.isEmpty();
  }

  boolean outsideZones() {
    return outsideZones;
  }

  void authoritative(boolean on) {
    authoritative = on;
  }

  void rcode(Rcode value) {
    rcode = value;
  }

  /** The question is about none of the zones. */
  void refuse() {
    rcode = Rcode.REFUSED;
    outsideZones = true;
  }

  /** A set of {@code node} as answer, at {@code owner}: the name asked, or where an alias led. */
  void answer(Node node, RecordSet set, Name owner) {
    write(answers, node, set.withOwner(owner));
  }

  /** A record that is in no zone, because it is made for this answer. */
  void answerMade(Record made) {
    answers.add(made);
  }

  /** All signatures of a node, which were asked for as if they were a set. */
  void answerSignatures(Node node, Name owner) {
    for (Signatures each : node.signatures()) {
      answers.addAll(each.set().withOwner(owner).records());
    }
  }

  void authority(Node node, RecordSet set) {
    write(authorities, node, set);
  }

  void additional(Node node, RecordSet set) {
    write(additionals, node, set);
  }

  private void write(List<Record> section, Node node, RecordSet set) {
    if (isWritten(set.owner(), set.type())) {
      return;
    }
    written.add(set);
    section.addAll(set.records());
    if (dnssecOk) {
      node.signaturesOver(set.type())
          .map(signatures -> signatures.withOwner(set.owner()))
          .map(signatures -> signatures.withTtl(set.ttlSeconds()))
          .ifPresent(signatures -> section.addAll(signatures.records()));
    }
  }

  private boolean isWritten(Name owner, RecordType type) {
    for (RecordSet each : written) {
      if (each.type().equals(type) && each.owner().equals(owner)) {
        return true;
      }
    }
    return false;
  }

  /** All of it into an answer. */
  void writeTo(Message.Builder message) {
    message.rcode(rcode).authoritative(authoritative);
    message.answers(answers).authorities(authorities).additionals(additionals);
  }
}
