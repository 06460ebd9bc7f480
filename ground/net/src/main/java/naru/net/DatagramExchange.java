package naru.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import naru.net.ClientCookies.Judged.Genuine;
import naru.net.Disguise.Judged;
import naru.net.Packets.Moved;
import naru.net.Packets.Opened;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;

/**
 * One question over UDP, and over TCP where UDP's answer was cut or cannot be trusted.
 *
 * <p>Its life: a port is taken whose number nobody can guess; the question goes out once; what
 * comes is judged, and only these end the wait: the answer, a truncated answer (then TCP), an
 * unreadable one after a moment's grace, the kernel's refusal, the limit. An answer whose letters'
 * case was changed, or too many that miss, lead to TCP as well; where a server that changes the
 * case has no TCP, it is asked without that protection, and remembered. Cookies go with the
 * question where the server takes them ({@link ClientCookies}). Thread-safe.
 */
final class DatagramExchange {
  private final SourcePorts ports;
  private final Time time;
  private final StreamExchange streams;
  private final Set<InetSocketAddress> folding = ConcurrentHashMap.newKeySet();
  private final Optional<ClientCookies> cookies;
  private final Set<InetSocketAddress> suspects = ConcurrentHashMap.newKeySet();

  DatagramExchange(
      Packets packets, Time time, StreamExchange streams, Optional<ClientCookies> cookies) {
    this.ports = new SourcePorts(packets, time);
    this.time = time;
    this.streams = streams;
    this.cookies = cookies;
  }

  Exchanged ask(InetSocketAddress server, Attempt attempt) {
    return ask(server, attempt, !folding.contains(server));
  }

  private Exchanged ask(InetSocketAddress server, Attempt attempt, boolean mixedCase) {
    Optional<ClientCookies.Sent> sent = cookies.map(c -> c.dress(server, attempt.query()));
    Message query = sent.map(ClientCookies.Sent::query).orElse(attempt.query());
    Optional<Exchanged> outcome = Optional.empty();
    while (outcome.isEmpty()) {
      Disguise disguise = Disguise.forDatagrams(query, time.chance(), mixedCase);
      outcome = ask(server, attempt, sent, disguise);
    }
    return outcome.get();
  }

  /** Empty where the id is in use at the port that would be shared, or the port has ended. */
  private Optional<Exchanged> ask(
      InetSocketAddress server,
      Attempt attempt,
      Optional<ClientCookies.Sent> sent,
      Disguise disguise) {
    int room = room(attempt.query());
    return switch (ports.take(server, room)) {
      case Opened.Refused<SharedPort>(_, String words) ->
          Optional.of(new Exchanged.Unreachable(Transport.UDP, words));
      case Opened.Open<SharedPort>(SharedPort port) ->
          port.join(disguise.id(), room)
              .map(seat -> ask(server, attempt, sent, disguise, port, seat));
    };
  }

  private Exchanged ask(
      InetSocketAddress server,
      Attempt attempt,
      Optional<ClientCookies.Sent> sent,
      Disguise disguise,
      SharedPort port,
      Seat seat) {
    try {
      attempt.endWaitBy(() -> seat.put(new Moved.Ended()));
      return new Conversation(server, attempt, sent, disguise, port, seat).outcome();
    } finally {
      port.leave(disguise.id());
    }
  }

  /** For what was allowed to the server, and for one that sends more than that. */
  private static int room(Message query) {
    int allowed = query.edns().map(Edns::udpPayloadOctets).orElse(0);
    return Math.max(allowed, Limits.UDP_RECEIVE_OCTETS);
  }

  private static boolean remember(InetSocketAddress server, Set<InetSocketAddress> servers) {
    if (servers.size() >= Limits.FOLDING_SERVERS) {
      servers.clear();
    }
    return servers.add(server);
  }

  /** What is said on one port. Confined to the asking task. */
  private final class Conversation {
    private final InetSocketAddress server;
    private final Attempt attempt;
    private final Optional<ClientCookies.Sent> sent;
    private final Disguise disguise;
    private final SharedPort port;
    private final Seat seat;
    private Optional<Duration> grace = Optional.empty();

    Conversation(
        InetSocketAddress server,
        Attempt attempt,
        Optional<ClientCookies.Sent> sent,
        Disguise disguise,
        SharedPort port,
        Seat seat) {
      this.server = server;
      this.attempt = attempt;
      this.sent = sent;
      this.disguise = disguise;
      this.port = port;
      this.seat = seat;
    }

    Exchanged outcome() {
      if (port.send(disguise.wire()) instanceof Moved.Broken(String words)) {
        return new Exchanged.Unreachable(Transport.UDP, words);
      }
      Optional<Exchanged> end = Optional.empty();
      while (end.isEmpty()) {
        end = next();
      }
      return end.get();
    }

    private Optional<Exchanged> next() {
      return switch (seat.next(patience())) {
        case Seat.Arrival.Datagram datagram -> {
          byte[] received = datagram.octets();
          yield consider(disguise.judge(received, received.length), received.length);
        }
        case Seat.Arrival.Silence(), Seat.Arrival.End(Moved.Silence _) -> {
          sent.ifPresent(ClientCookies.Sent::stayedSilent);
          yield Optional.of(attempt.silence(Transport.UDP));
        }
        case Seat.Arrival.End(Moved.Broken(String words)) ->
            Optional.of(new Exchanged.Unreachable(Transport.UDP, words));
        case Seat.Arrival.End(Moved.Ended _), Seat.Arrival.End(Moved.Octets _) ->
            Optional.of(attempt.silence(Transport.UDP));
      };
    }

    private Duration patience() {
      Duration left = attempt.left();
      return grace.filter(g -> g.compareTo(left) < 0).orElse(left);
    }

    private Optional<Exchanged> consider(Judged judged, int octets) {
      return switch (judged) {
        case Judged.Ours(var message) -> considerCookie(message, octets);
        case Judged.Truncated() -> Optional.of(afterTruncation());
        case Judged.Folded() -> Optional.of(afterFolding());
        case Judged.NotOurs(String reason) -> missed(reason);
        case Judged.Garbled garbled -> {
          attempt.garbledBy(garbled);
          grace = garbled.questionFits() ? Optional.of(Limits.AFTER_GARBLED) : grace;
          yield Optional.empty();
        }
      };
    }

    private Optional<Exchanged> considerCookie(Message message, int octets) {
      return switch (sent.map(s -> s.judge(message)).orElse(new Genuine(message))) {
        case Genuine(Message ours) -> Optional.of(attempt.answered(ours, Transport.UDP, octets));
        case ClientCookies.Judged.Forged(String reason) -> missed(reason);
        case ClientCookies.Judged.Doubtful(String reason) -> Optional.of(afterDoubt(reason));
        case ClientCookies.Judged.AskAgain() -> Optional.of(again());
      };
    }

    private Optional<Exchanged> missed(String reason) {
      attempt.drop(reason);
      return attempt.tooManyNearMisses() ? overTcpIfAnswered() : Optional.empty();
    }

    /** A server that had cookies and has none now must say so over TCP, or twice. */
    private Exchanged afterDoubt(String reason) {
      attempt.drop(reason);
      Optional<Exchanged> overTcp = overTcpIfAnswered();
      sent.ifPresent(ClientCookies.Sent::forget);
      return overTcp.orElseGet(this::again);
    }

    /** Asks anew, but not for ever. */
    private Exchanged again() {
      return attempt.mayAskAgain()
          ? ask(server, attempt, !folding.contains(server))
          : streams.ask(server, Transport.TCP, attempt);
    }

    /** What could not be read over UDP says nothing about TCP. */
    private Exchanged overTcp() {
      attempt.forgetGarbled();
      Exchanged outcome = streams.ask(server, Transport.TCP, attempt);
      attempt.endWaitBy(() -> seat.put(new Moved.Ended()));
      return outcome;
    }

    /** Somebody guesses: TCP cannot be guessed. Where there is none, the wait goes on. */
    private Optional<Exchanged> overTcpIfAnswered() {
      return Optional.of(overTcp()).filter(o -> o instanceof Exchanged.Answered);
    }

    private Exchanged afterTruncation() {
      return switch (overTcp()) {
        case Exchanged.TimedOut _ -> new Exchanged.TcpFailed("no answer over TCP in time", true);
        case Exchanged.Unreachable(_, String reason) -> new Exchanged.TcpFailed(reason);
        case Exchanged.Answered answered -> answered;
        case Exchanged.Garbled garbled -> garbled;
        case Exchanged.TcpFailed failed -> failed;
        case Exchanged.Cancelled cancelled -> cancelled;
      };
    }

    /**
     * A single packet must not strip a server of its protection: that it changes the case and has
     * no TCP is believed when TCP says no, or was silent twice.
     */
    private Exchanged afterFolding() {
      attempt.drop("the case of the name was changed");
      Exchanged outcome = overTcp();
      if (outcome instanceof Exchanged.Answered || attempt.cancelled()) {
        return outcome;
      }
      if (outcome instanceof Exchanged.TimedOut && remember(server, suspects)) {
        return new Exchanged.TcpFailed("the case was changed, and no answer over TCP", true);
      }
      var _ = remember(server, folding);
      return ask(server, attempt, false);
    }
  }
}
