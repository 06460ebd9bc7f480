package naru.resolver.service;

import java.util.List;
import java.util.Optional;
import naru.resolver.ExtendedError;
import naru.resolver.Resolved;
import naru.resolver.SignedSet;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rcode;
import naru.wire.Rdata;
import naru.wire.Record;

/**
 * Writes what was resolved as the answer to one client's message. Immutable.
 *
 * @param nsid which server this is, for those who ask (RFC 5001)
 */
public record AnswerWriter(int ednsOctets, Optional<Rdata> nsid) {
  /** What was found; the listener cuts it where it does not fit. */
  public Message write(Message query, Resolved resolved, Surroundings around) {
    boolean dnssec = wantsDnssec(query);
    Message.Builder answer =
        found(query, resolved)
            .authorities(records(around.servers(), dnssec))
            .additionals(records(around.addresses(), dnssec));
    return withEdns(query, resolved.errors(), resolved.rcode(), answer).build();
  }

  /** What this server says of itself: with authority (AA). */
  public Message writeOwn(Message query, Resolved resolved) {
    Message.Builder answer = found(query, resolved).authoritative(true);
    return withEdns(query, resolved.errors(), resolved.rcode(), answer).build();
  }

  private static Message.Builder found(Message query, Resolved resolved) {
    boolean dnssec = wantsDnssec(query);
    return Message.answerTo(query)
        .recursionAvailable(true)
        .rcode(resolved.rcode())
        .answers(resolved.answerRecords(dnssec))
        .authorities(resolved.authorityRecords(dnssec))
        .authenticData(resolved.authentic() && (dnssec || query.flags().authenticData()));
  }

  private static boolean wantsDnssec(Message query) {
    return query.edns().filter(Edns::dnssecOk).isPresent();
  }

  private static List<Record> records(List<SignedSet> sets, boolean dnssec) {
    return sets.stream().flatMap(set -> set.records(dnssec).stream()).toList();
  }

  /** No answer but a reason; there is no recursion for who is turned away (no RA). */
  public Message turnAway(Message query, Gate.Verdict.TurnedAway away) {
    Message.Builder answer = Message.answerTo(query).rcode(away.rcode());
    if (away.bare()) {
      answer.questions(List.of());
    }
    return withEdns(query, away.why().stream().toList(), away.rcode(), answer).build();
  }

  /** Nothing yet, but the advice to come again. */
  public Message putOff(Message query, Gate.Verdict.ComeAgain again) {
    Message.Builder answer =
        Message.answerTo(query)
            .recursionAvailable(true)
            .rcode(again.rcode())
            .truncated(again.overTcp());
    return withEdns(query, List.of(), again.rcode(), answer).build();
  }

  /** RFC 6891 §7: an OPT record only for those who sent one, or where the rcode needs it. */
  private Message.Builder withEdns(
      Message query, List<ExtendedError> errors, Rcode rcode, Message.Builder answer) {
    if (query.edns().isEmpty() && !rcode.equals(Rcode.BADVERS)) {
      return answer;
    }
    Edns edns = new Edns(ednsOctets, 0, wantsDnssec(query), List.of());
    for (ExtendedError error : errors) {
      edns = edns.with(Edns.Option.extendedError(error.infoCode(), error.text()));
    }
    return answer.edns(withIdentifier(query, edns));
  }

  private Edns withIdentifier(Message query, Edns edns) {
    boolean asked = query.edns().flatMap(e -> e.option(Edns.Option.NSID)).isPresent();
    return nsid.filter(_ -> asked)
        .map(octets -> edns.with(new Edns.Option(Edns.Option.NSID, octets)))
        .orElse(edns);
  }
}
