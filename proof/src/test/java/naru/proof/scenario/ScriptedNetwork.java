package naru.proof.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import naru.net.DnsExchange;
import naru.net.Exchanged;
import naru.net.Server;
import naru.net.Transport;
import naru.proof.scenario.Comparison.Level;
import naru.proof.scenario.Comparison.Packet;
import naru.proof.scenario.Scenario.Range;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Parsed;
import naru.wire.Question;
import naru.wire.Rcode;

/**
 * The internet of a scenario: what the resolver asks waits here until the script reacts. As at the
 * real seam, an answer that does not fit its question is not heard, and a truncated one is asked
 * for again over TCP. Confined to the simulation's baton.
 */
final class ScriptedNetwork implements DnsExchange {
  private final Time time;
  private final Journal journal;
  private final Consumer<Pending> sent;
  private final List<Pending> pending = new ArrayList<>();
  private int extraQueries;

  /**
   * @param sent told of each question at the moment it is sent
   */
  ScriptedNetwork(Time time, Journal journal, Consumer<Pending> sent) {
    this.time = time;
    this.journal = journal;
    this.sent = sent;
  }

  /** What becomes of a question. */
  sealed interface Reaction {
    record Answer(Entry entry) implements Reaction {}

    record Silence() implements Reaction {}

    record Hangup() implements Reaction {}

    /** Nobody in the script knows it: SERVFAIL. */
    record Unknown() implements Reaction {}

    /** Whoever asked does not want to know any more. */
    record Cancelled() implements Reaction {}
  }

  /** A question under way. */
  record Pending(
      InetSocketAddress server,
      Transport transport,
      Message query,
      Optional<Entry> truncated,
      Promise<Reaction> reaction) {

    boolean goesTo(Scenario.Place place) {
      return place.address().equals(server.getAddress())
          && place.port().orElse(server.getPort()) == server.getPort();
    }

    boolean goesTo(InetAddress address) {
      return address.equals(server.getAddress());
    }

    /** Whether an entry's MATCH words hold for it. */
    boolean fits(Entry entry) {
      return new Comparison(entry, Level.STRICT).holds(new Packet(query, transport));
    }

    @Override
    public String toString() {
      String question = query.question().map(Question::toString).orElse("nothing");
      return Journal.text(server) + " " + question + (transport == Transport.UDP ? "" : " (tcp)");
    }
  }

  @Override
  public Exchanged ask(Server server, Message query, Duration limit, Promise<?> cancelled) {
    return switch (server) {
      case Server.Plain(InetSocketAddress address) ->
          ask(address, Transport.UDP, query, Optional.empty(), cancelled);
      case Server.OverTcp(InetSocketAddress address) ->
          ask(address, Transport.TCP, query, Optional.empty(), cancelled);
      case Server.OverTls _ -> new Exchanged.Unreachable(Transport.TLS, "scripts have no TLS");
      case Server.Local _ -> new Exchanged.Unreachable(Transport.LOCAL, "no such socket");
    };
  }

  private Exchanged ask(
      InetSocketAddress server,
      Transport transport,
      Message query,
      Optional<Entry> truncated,
      Promise<?> cancelled) {
    Pending asked = new Pending(server, transport, query, truncated, time.promise());
    pending.add(asked);
    journal.line("  -> " + asked);
    sent.accept(asked);
    cancelled.whenComplete(_ -> asked.reaction().complete(new Reaction.Cancelled()));
    Reaction reaction = asked.reaction().await();
    pending.remove(asked);
    return switch (reaction) {
      case Reaction.Answer(Entry entry) -> heard(asked, entry, cancelled);
      case Reaction.Silence() -> new Exchanged.TimedOut(transport, List.of());
      case Reaction.Hangup() -> new Exchanged.Unreachable(transport, "connection closed");
      case Reaction.Unknown() -> answered(asked, failure(query), 0);
      case Reaction.Cancelled() -> new Exchanged.Cancelled();
    };
  }

  private static Message failure(Message query) {
    return Message.answerTo(query).rcode(Rcode.SERVFAIL).build();
  }

  private static Exchanged answered(Pending asked, Message answer, int octets) {
    return new Exchanged.Answered(answer, asked.transport(), octets, 0, List.of());
  }

  /** What the resolver hears when the entry's octets arrive. */
  private Exchanged heard(Pending asked, Entry entry, Promise<?> cancelled) {
    byte[] wire = entry.answerTo(asked.query());
    return switch (MessageCodec.decode(wire)) {
      case Parsed.Malformed<Message>(String reason, int offset) -> {
        journal.line("  <- " + asked + ": garbled: " + reason);
        yield new Exchanged.Garbled(asked.transport(), reason, offset);
      }
      case Parsed.Ok<Message>(Message answer) when !isOurs(asked.query(), answer) -> {
        journal.line("  <- " + asked + ": not an answer to it, not heard");
        yield new Exchanged.TimedOut(asked.transport(), List.of("another question"));
      }
      case Parsed.Ok<Message>(Message answer) -> {
        journal.message("  <- " + asked + " (line " + entry.line() + ")", answer);
        boolean again = answer.flags().truncated() && asked.transport() == Transport.UDP;
        yield again
            ? ask(asked.server(), Transport.TCP, asked.query(), Optional.of(entry), cancelled)
            : answered(asked, withQuestion(asked.query(), answer), wire.length);
      }
    };
  }

  private static boolean isOurs(Message query, Message answer) {
    boolean sameQuestion =
        answer.questions().isEmpty() ? isBareRefusal(answer) : sameQuestion(query, answer);
    return answer.flags().response() && answer.opcode() == query.opcode() && sameQuestion;
  }

  private static boolean sameQuestion(Message query, Message answer) {
    return query.questions().equals(answer.questions());
  }

  /** Some servers refuse with a bare header. */
  private static boolean isBareRefusal(Message answer) {
    Rcode rcode = answer.rcode();
    return !rcode.equals(Rcode.NOERROR) && !rcode.equals(Rcode.NXDOMAIN);
  }

  private static Message withQuestion(Message query, Message answer) {
    return answer.edit().questions(query.questions()).build();
  }

  /** Questions that wait for a reaction, the newest first. */
  List<Pending> waiting() {
    return pending.stream().filter(each -> !each.reaction().isComplete()).toList().reversed();
  }

  /** Lets the newest question that {@code which} holds for be answered so; false when none is. */
  boolean react(Predicate<Pending> which, Reaction reaction) {
    Optional<Pending> newest = waiting().stream().filter(which).findFirst();
    newest.ifPresent(each -> each.reaction().complete(reaction));
    return newest.isPresent();
  }

  /** Lets the newest question that a range answers be answered; false when there is none. */
  boolean answerOne(List<Range> ranges, int step) {
    for (Pending each : waiting()) {
      Optional<Entry> entry = entry(ranges, step, each).or(each::truncated);
      if (entry.isPresent()) {
        each.reaction().complete(new Reaction.Answer(entry.get()));
        return true;
      }
    }
    return false;
  }

  /** Ranges declared last come first, entries in their order. */
  private static Optional<Entry> entry(List<Range> ranges, int step, Pending asked) {
    return ranges.reversed().stream()
        .filter(range -> range.isActive(step))
        .filter(range -> range.server().isEmpty() || asked.goesTo(range.server().get()))
        .flatMap(range -> range.entries().stream())
        .filter(asked::fits)
        .findFirst();
  }

  /** Gives SERVFAIL to the newest question of this kind, which nothing in the script answers. */
  boolean refuseOne(Predicate<Pending> which) {
    Optional<Pending> newest = waiting().stream().filter(which).findFirst();
    newest.ifPresent(refused -> {
      extraQueries++;
      journal.line("  <- " + refused + ": SERVFAIL, the script has no answer");
      refused.reaction().complete(new Reaction.Unknown());
    });
    return newest.isPresent();
  }

  /** How many questions nothing in the script answered. */
  int extraQueries() {
    return extraQueries;
  }
}
