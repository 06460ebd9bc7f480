package naru.nameserver;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import naru.net.DnsHandler;
import naru.net.DnsQuery;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/**
 * An authoritative name server (RFC 1034 §4.3): the root, a TLD or a leaf, as its zones have it. It
 * never asks anybody and never waits. Thread-safe: its state is the {@link ZoneStore} and the
 * answers compiled from the zones that are in it now.
 */
public final class AuthoritativeServer implements DnsHandler {
  /** RFC 8914 §4.21. */
  private static final int NOT_AUTHORITATIVE = 20;

  /** NXNAME, which only stands in bitmaps (RFC 9824 §2). */
  private static final RecordType NXNAME = new RecordType(128);

  private static final List<RecordType> TRANSFERS = List.of(RecordType.AXFR, RecordType.IXFR);
  private static final List<RecordType> NEVER_ASKED =
      List.of(RecordType.OPT, RecordType.TSIG, NXNAME);

  private final ServerIdentity identity;
  private final ZoneStore store;
  private final ChaosAnswers chaos;
  private volatile CompiledAnswers compiled;

  public AuthoritativeServer(ServerIdentity identity, ZoneStore store) {
    this.identity = identity;
    this.store = store;
    this.chaos = new ChaosAnswers(identity);
    this.compiled = new CompiledAnswers(store.now());
  }

  /** The answers of this moment's zones; two threads may both begin them anew, and one wins. */
  private CompiledAnswers compiled() {
    CompiledAnswers here = compiled;
    Zones now = store.now();
    if (here.zones() != now) {
      here = new CompiledAnswers(now);
      compiled = here;
    }
    return here;
  }

  @Override
  public int ready(
      byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    return compiled().copy(query, octets, transport, answer);
  }

  @Override
  public Optional<Message> answer(DnsQuery query) {
    return answer(query.message());
  }

  /** The answer to a message; none to what is itself an answer (RFC 1035 §7.3). */
  public Optional<Message> answer(Message query) {
    if (query.flags().response()) {
      return Optional.empty();
    }
    CompiledAnswers current = compiled();
    Message.Builder builder = Message.answerTo(query);
    query.edns().ifPresent(asked -> builder.edns(mirrored(asked)));
    Message answer = respond(query, current.zones(), builder).build();
    current.keep(query, answer);
    return Optional.of(answer);
  }

  /** RFC 6891 §7: OPT is answered with OPT, and DO with DO (RFC 3225 §3). */
  private Edns mirrored(Edns asked) {
    Edns edns = Edns.plain().withDnssecOk(asked.dnssecOk());
    boolean wantsNsid = asked.version() == 0 && asked.option(Edns.Option.NSID).isPresent();
    // RFC 5001 §2.1: told only to who asks.
    return wantsNsid
        ? identity.nsid().map(id -> edns.with(new Edns.Option(Edns.Option.NSID, id))).orElse(edns)
        : edns;
  }

  private Message.Builder respond(Message query, Zones zones, Message.Builder answer) {
    if (query.edns().map(Edns::version).orElse(0) > 0) {
      return answer.rcode(Rcode.BADVERS); // RFC 6891 §6.1.3: before anything else is read
    }
    if (query.opcode() != Message.QUERY) {
      // RFC 1035 §4.1.1; NOTIFY and UPDATE too, while no zone is a secondary's or dynamic
      // (RFC 1996 §3.10, RFC 2136 §2.2).
      return answer.rcode(Rcode.NOTIMP);
    }
    Optional<Question> question = query.question();
    if (question.isEmpty() || !query.answers().isEmpty()) {
      return answer.rcode(Rcode.FORMERR); // RFC 9619 §4: one question
    }
    return respond(query, question.orElseThrow(), zones, answer);
  }

  private Message.Builder respond(
      Message query, Question question, Zones zones, Message.Builder answer) {
    Optional<Rcode> objection = objection(question.type());
    if (objection.isPresent()) {
      return answer.rcode(objection.orElseThrow());
    }
    RecordClass asked = question.recordClass();
    if (asked.equals(RecordClass.CH)) {
      return chaos.answer(question, answer);
    }
    if (!asked.equals(RecordClass.IN) && !asked.equals(RecordClass.ANY)) {
      return answer.rcode(Rcode.REFUSED);
    }
    answerFromZones(query, question, zones, answer);
    // RFC 1035 §6.2: who answers for one class cannot speak for all.
    return asked.equals(RecordClass.ANY) ? answer.authoritative(false) : answer;
  }

  private void answerFromZones(
      Message query, Question question, Zones zones, Message.Builder answer) {
    boolean dnssecOk = query.edns().map(Edns::dnssecOk).orElse(false);
    Sections sections = Answerer.answer(zones, question, dnssecOk);
    sections.writeTo(answer);
    if (sections.outsideZones()) {
      explain(query, answer);
    }
  }

  /** RFC 8914 §4.21: asked for what it has no authority over. */
  private void explain(Message query, Message.Builder answer) {
    query
        .edns()
        .map(this::mirrored)
        .map(edns -> edns.with(Edns.Option.extendedError(NOT_AUTHORITATIVE, "")))
        .ifPresent(answer::edns);
  }

  /** Types that cannot be asked here. */
  private static Optional<Rcode> objection(RecordType type) {
    if (!type.isMeta() || type.equals(RecordType.ANY)) {
      return Optional.empty();
    }
    if (TRANSFERS.contains(type)) {
      return Optional.of(Rcode.REFUSED); // RFC 5936 §2.2.1: nobody may, so far
    }
    // RFC 6891 §6.1.1, RFC 8945 §4.2, RFC 9824 §3.5: never in a question; the rest is not known.
    return Optional.of(NEVER_ASKED.contains(type) ? Rcode.FORMERR : Rcode.NOTIMP);
  }
}
