package naru.resolver.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import naru.resolver.ExtendedError;
import naru.resolver.Resolved;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Rcode;
import naru.wire.Rdata;

/**
 * Writes what was resolved as the answer to one client's message. Immutable.
 *
 * @param identity which server this is, for those who ask by NSID (RFC 5001)
 */
public record AnswerWriter(int ednsOctets, Optional<String> identity) {
  /** The whole answer; the listener cuts it where it does not fit. */
  public Message write(Message query, Resolved resolved) {
    boolean dnssec = query.edns().filter(Edns::dnssecOk).isPresent();
    Message.Builder answer =
        Message.answerTo(query)
            .recursionAvailable(true)
            .rcode(resolved.rcode())
            .answers(resolved.answerRecords(dnssec))
            .authorities(resolved.authorityRecords(dnssec))
            .authenticData(resolved.authentic() && (dnssec || query.flags().authenticData()));
    return withEdns(query, resolved, answer).build();
  }

  /** No answer at all, but a reason. */
  public Message turnAway(Message query, Gate.Verdict.TurnedAway away) {
    Message.Builder answer = Message.answerTo(query).recursionAvailable(true).rcode(away.rcode());
    Resolved nothing = Resolved.of(away.rcode(), List.of(), List.of());
    Resolved told = away.why().map(nothing::with).orElse(nothing);
    return withEdns(query, told, answer).build();
  }

  /** RFC 6891 §7: an OPT record only for those who sent one, or where the rcode needs it. */
  private Message.Builder withEdns(Message query, Resolved resolved, Message.Builder answer) {
    if (query.edns().isEmpty() && !resolved.rcode().equals(Rcode.BADVERS)) {
      return answer;
    }
    boolean dnssec = query.edns().filter(Edns::dnssecOk).isPresent();
    Edns edns = new Edns(ednsOctets, 0, dnssec, List.of());
    for (ExtendedError error : resolved.errors()) {
      edns = edns.with(Edns.Option.extendedError(error.infoCode(), error.text()));
    }
    return answer.edns(withIdentity(query, edns));
  }

  private Edns withIdentity(Message query, Edns edns) {
    boolean asked = query.edns().flatMap(e -> e.option(Edns.Option.NSID)).isPresent();
    return identity
        .filter(_ -> asked)
        .map(name -> Rdata.of(name.getBytes(StandardCharsets.UTF_8)))
        .map(octets -> edns.with(new Edns.Option(Edns.Option.NSID, octets)))
        .orElse(edns);
  }
}
