package naru.resolver.service;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.net.DnsQuery;
import naru.net.ServerCookies.Brought;
import naru.net.Transport;
import naru.resolver.AccessList;
import naru.resolver.AccessList.Action;
import naru.resolver.ExtendedError;
import naru.resolver.ResolverConfig;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordClass;
import naru.wire.RecordType;

/**
 * Decides who and what is let in, before any work is done: first to what this server says by
 * itself, then to what others must be asked for. Thread-safe.
 */
public final class Gate {
  private final AccessList access;
  private final Pace pace;

  public Gate(Time time, ResolverConfig config) {
    this.access = config.access();
    this.pace = new Pace(time, config.rateLimit());
  }

  /** What a query is told at the gate. */
  public sealed interface Verdict {
    /** Come in, to do what {@code action} allows. */
    record Enter(Question question, Action action) implements Verdict {}

    /**
     * Not with this.
     *
     * @param bare without the question, which makes the answer no longer than what was sent
     */
    record TurnedAway(Rcode rcode, Optional<ExtendedError> why, boolean bare) implements Verdict {}

    /**
     * Nothing yet: come again with the cookie that the answer brings, or over TCP.
     *
     * @param overTcp the answer says that it is truncated
     */
    record ComeAgain(Rcode rcode, boolean overTcp) implements Verdict {}

    /** Not even an answer. */
    record Ignored() implements Verdict {}
  }

  /** Who asks, how often, how, and what: in this order. */
  public Verdict judge(DnsQuery query, Brought cookie) {
    Message message = query.message();
    Action action = actionFor(query);
    // An answer to an answer, and two servers would talk for ever.
    if (message.flags().response() || action == Action.DENY) {
      return new Verdict.Ignored();
    }
    boolean forgeable = query.transport() == Transport.UDP && !(cookie instanceof Brought.Valid);
    if (forgeable && !query.peer().filter(this::keepsPace).isPresent()) {
      return pace.slips() ? new Verdict.ComeAgain(Rcode.NOERROR, true) : new Verdict.Ignored();
    }
    if (action == Action.REFUSE) {
      return stranger(message);
    }
    Verdict verdict = judge(message, action, cookie);
    boolean needsCookie = action == Action.ALLOW_COOKIE && forgeable;
    return needsCookie && verdict instanceof Verdict.Enter ? withoutCookie(cookie) : verdict;
  }

  /** RFC 7873 §5.2.3: who sent a cookie gets ours; who knows none may come over TCP. */
  private static Verdict withoutCookie(Brought cookie) {
    return cookie instanceof Brought.Nothing
        ? new Verdict.ComeAgain(Rcode.REFUSED, true)
        : new Verdict.ComeAgain(Rcode.BADCOOKIE, false);
  }

  private Action actionFor(DnsQuery query) {
    // A local socket lies in a directory that only those enter who may ask.
    return query.transport() == Transport.LOCAL
        ? Action.ALLOW_SNOOP
        : query.peer().map(peer -> access.actionFor(peer.getAddress())).orElse(Action.REFUSE);
  }

  /** Counts an answer that was ready; false where it is one too many. */
  public boolean keepsPace(InetSocketAddress peer) {
    return pace.keeps(peer.getAddress());
  }

  /** Whether one question more from there would be too many. */
  public boolean isPaceSpent(InetSocketAddress peer) {
    return pace.isSpent(peer.getAddress());
  }

  /** Whether this one of those that were too many is told to use TCP. */
  public boolean slips() {
    return pace.slips();
  }

  /** Whether who sends from there may be given what is remembered without a further look. */
  public boolean admits(InetSocketAddress peer) {
    return switch (access.actionFor(peer.getAddress())) {
      case ALLOW, ALLOW_SETRD, ALLOW_SNOOP -> true;
      case DENY, REFUSE, DENY_NON_LOCAL, REFUSE_NON_LOCAL, ALLOW_COOKIE -> false;
    };
  }

  private static Verdict stranger(Message message) {
    ExtendedError why = new ExtendedError(ExtendedError.PROHIBITED, "this client may not ask here");
    return new Verdict.TurnedAway(Rcode.REFUSED, Optional.of(why), message.edns().isEmpty());
  }

  private static Verdict judge(Message message, Action action, Brought cookie) {
    if (message.opcode() != Message.QUERY) {
      return bare(Rcode.NOTIMP);
    }
    boolean answered = !message.answers().isEmpty() || !message.authorities().isEmpty();
    if (answered || message.flags().truncated() || message.question().isEmpty()) {
      // RFC 9619: a query has exactly one question; and nothing but that.
      return bare(Rcode.FORMERR);
    }
    if (cookie instanceof Brought.Malformed) {
      return bare(Rcode.FORMERR);
    }
    // RFC 6891 §6.1.3.
    if (message.edns().filter(edns -> edns.version() != 0).isPresent()) {
      return new Verdict.TurnedAway(Rcode.BADVERS, Optional.empty(), false);
    }
    Question question = message.question().orElseThrow();
    RecordType type = question.type();
    return type.equals(RecordType.AXFR) || type.equals(RecordType.IXFR)
        ? away(Rcode.REFUSED, ExtendedError.NOT_SUPPORTED, "a resolver has no zones to transfer")
        : new Verdict.Enter(question, action);
  }

  /** Whether one who is in may have others asked; empty when he may. */
  public Optional<Verdict> beyond(Verdict.Enter entered, boolean recursionDesired) {
    Action action = entered.action();
    if (action == Action.DENY_NON_LOCAL) {
      return Optional.of(new Verdict.Ignored());
    }
    if (action == Action.REFUSE_NON_LOCAL) {
      return Optional.of(
          away(Rcode.REFUSED, ExtendedError.PROHIBITED, "this client has local names only"));
    }
    boolean patient = action == Action.ALLOW_SNOOP || action == Action.ALLOW_SETRD;
    if (!recursionDesired && !patient) {
      // What is in the cache tells what others asked for.
      return Optional.of(
          away(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE, "recursion was not desired"));
    }
    return unanswerable(entered.question());
  }

  private static Optional<Verdict> unanswerable(Question question) {
    RecordType type = question.type();
    if (!question.recordClass().equals(RecordClass.IN)) {
      return Optional.of(
          away(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED, "class " + question.recordClass()));
    }
    boolean meta = type.isMeta() && !type.equals(RecordType.ANY) || type.code() == 0;
    return meta
        ? Optional.of(away(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED, "type " + type))
        : Optional.empty();
  }

  private static Verdict bare(Rcode rcode) {
    return new Verdict.TurnedAway(rcode, Optional.empty(), true);
  }

  private static Verdict away(Rcode rcode, int infoCode, String text) {
    return new Verdict.TurnedAway(rcode, Optional.of(new ExtendedError(infoCode, text)), false);
  }
}
