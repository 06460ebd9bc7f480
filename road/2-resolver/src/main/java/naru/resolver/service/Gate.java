package naru.resolver.service;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.resolver.AccessList;
import naru.resolver.ExtendedError;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/** Decides who and what is let in at all, before any work is done. Immutable. */
public record Gate(AccessList access) {
  /** What a query is told at the gate. */
  public sealed interface Verdict {
    /** Come in. */
    record Enter(Question question) implements Verdict {}

    /** Not with this. */
    record TurnedAway(Rcode rcode, Optional<ExtendedError> why) implements Verdict {}

    /** Not even an answer: it is one itself, and two servers would talk for ever. */
    record Ignored() implements Verdict {}
  }

  /** Who asks, how, and what: in this order. */
  public Verdict judge(DnsQuery query) {
    Message message = query.message();
    if (message.flags().response()) {
      return new Verdict.Ignored();
    }
    if (!isAdmitted(query)) {
      return away(Rcode.REFUSED, ExtendedError.PROHIBITED, "this client may not ask here");
    }
    if (message.opcode() != Message.QUERY) {
      return away(Rcode.NOTIMP);
    }
    // RFC 6891 §6.1.3.
    if (message.edns().filter(edns -> edns.version() != 0).isPresent()) {
      return away(Rcode.BADVERS);
    }
    // RFC 9619: a query has exactly one question.
    return message.question().map(Gate::judge).orElseGet(() -> away(Rcode.FORMERR));
  }

  private boolean isAdmitted(DnsQuery query) {
    // A local socket lies in a directory that only those enter who may ask.
    return query.transport() == Transport.LOCAL || query.peer().filter(this::admits).isPresent();
  }

  /** Whether who sends from there may ask at all. */
  public boolean admits(InetSocketAddress peer) {
    return access.admits(peer.getAddress());
  }

  private static Verdict judge(Question question) {
    RecordType type = question.type();
    if (!question.recordClass().equals(RecordClass.IN)
        && !question.recordClass().equals(RecordClass.CH)) {
      return away(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED, "class " + question.recordClass());
    }
    boolean transfer = type.equals(RecordType.AXFR) || type.equals(RecordType.IXFR);
    boolean meta = type.isMeta() && !type.equals(RecordType.ANY) || type.code() == 0;
    if (transfer || meta) {
      return away(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED, "type " + type);
    }
    return new Verdict.Enter(question);
  }

  private static Verdict away(Rcode rcode) {
    return new Verdict.TurnedAway(rcode, Optional.empty());
  }

  private static Verdict away(Rcode rcode, int infoCode, String text) {
    return new Verdict.TurnedAway(rcode, Optional.of(new ExtendedError(infoCode, text)));
  }
}
