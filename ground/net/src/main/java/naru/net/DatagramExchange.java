package naru.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import naru.net.Disguise.Judged;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Moved;
import naru.net.Packets.Opened;
import naru.time.Time;
import naru.wire.Edns;

/**
 * One question over UDP, and over TCP where UDP's answer was cut or cannot be trusted.
 *
 * <p>Its life: a port is opened on a random number; the question goes out once; what comes is
 * judged, and only these end the wait: the answer, a truncated answer (then TCP), an unreadable one
 * after a moment's grace, the kernel's refusal, the limit. An answer whose letters' case was
 * changed, or too many that miss, lead to TCP as well; where a server that changes the case has no
 * TCP, it is asked without that protection, and remembered. Thread-safe.
 */
final class DatagramExchange {
  private final Packets packets;
  private final Time time;
  private final StreamExchange streams;
  private final Set<InetSocketAddress> folding = ConcurrentHashMap.newKeySet();

  DatagramExchange(Packets packets, Time time, StreamExchange streams) {
    this.packets = packets;
    this.time = time;
    this.streams = streams;
  }

  Exchanged ask(InetSocketAddress server, Attempt attempt) {
    return ask(server, attempt, !folding.contains(server));
  }

  private Exchanged ask(InetSocketAddress server, Attempt attempt, boolean mixedCase) {
    return switch (open(server)) {
      case Opened.Refused<DatagramPort>(_, String words) ->
          new Exchanged.Unreachable(Transport.UDP, words);
      case Opened.Open<DatagramPort>(DatagramPort port) -> {
        try (port) {
          attempt.endWaitBy(port::close);
          yield new Conversation(server, attempt, port, mixedCase).outcome();
        }
      }
    };
  }

  /** Opens a port that nobody can guess (RFC 5452 §9.2); a taken one is no reason to give up. */
  private Opened<DatagramPort> open(InetSocketAddress server) {
    Opened<DatagramPort> opened = packets.datagrams(server, anyPort());
    for (int i = 1; i < Limits.SOURCE_PORT_TRIES && isTaken(opened); i++) {
      opened = packets.datagrams(server, anyPort());
    }
    return opened;
  }

  private int anyPort() {
    int first = Limits.FIRST_SOURCE_PORT;
    return first + time.chance().below(0x1_0000 - first);
  }

  private static boolean isTaken(Opened<DatagramPort> opened) {
    return opened instanceof Opened.Refused<DatagramPort>(var reason, _)
        && reason == Listening.Reason.TAKEN;
  }

  private void rememberFolding(InetSocketAddress server) {
    if (folding.size() >= Limits.FOLDING_SERVERS) {
      folding.clear();
    }
    folding.add(server);
  }

  /** What is said on one port. Confined to the asking task. */
  private final class Conversation {
    private final InetSocketAddress server;
    private final Attempt attempt;
    private final DatagramPort port;
    private final Disguise disguise;
    private Optional<Duration> grace = Optional.empty();

    Conversation(InetSocketAddress server, Attempt attempt, DatagramPort port, boolean mixedCase) {
      this.server = server;
      this.attempt = attempt;
      this.port = port;
      this.disguise = Disguise.forDatagrams(attempt.query(), time.chance(), mixedCase);
    }

    Exchanged outcome() {
      if (port.send(ByteBuffer.wrap(disguise.wire())) instanceof Moved.Broken(String words)) {
        return new Exchanged.Unreachable(Transport.UDP, words);
      }
      byte[] received = new byte[room()];
      Optional<Exchanged> end = Optional.empty();
      while (end.isEmpty()) {
        end = next(received);
      }
      return end.get();
    }

    /** For what was allowed to the server, and for one that sends more than that. */
    private int room() {
      int allowed = attempt.query().edns().map(Edns::udpPayloadOctets).orElse(0);
      return Math.max(allowed, Limits.UDP_RECEIVE_OCTETS);
    }

    private Optional<Exchanged> next(byte[] received) {
      return switch (port.receive(ByteBuffer.wrap(received), patience())) {
        case Moved.Octets(int octets) -> consider(disguise.judge(received, octets), octets);
        case Moved.Silence(), Moved.Ended() -> Optional.of(attempt.silence(Transport.UDP));
        case Moved.Broken(String words) ->
            Optional.of(new Exchanged.Unreachable(Transport.UDP, words));
      };
    }

    private Duration patience() {
      Duration left = attempt.left();
      return grace.filter(g -> g.compareTo(left) < 0).orElse(left);
    }

    private Optional<Exchanged> consider(Judged judged, int octets) {
      return switch (judged) {
        case Judged.Ours(var message) ->
            Optional.of(attempt.answered(message, Transport.UDP, octets));
        case Judged.Truncated() -> Optional.of(afterTruncation());
        case Judged.Folded() -> Optional.of(afterFolding());
        case Judged.NotOurs(String reason) -> {
          attempt.drop(reason);
          yield attempt.tooManyNearMisses() ? overTcpIfAnswered() : Optional.empty();
        }
        case Judged.Garbled garbled -> {
          attempt.garbledBy(garbled);
          grace = garbled.questionFits() ? Optional.of(Limits.AFTER_GARBLED) : grace;
          yield Optional.empty();
        }
      };
    }

    private Exchanged overTcp() {
      Exchanged outcome = streams.ask(server, Transport.TCP, attempt);
      attempt.endWaitBy(port::close);
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

    private Exchanged afterFolding() {
      attempt.drop("the case of the name was changed");
      return overTcpIfAnswered()
          .orElseGet(() -> {
            rememberFolding(server);
            return ask(server, attempt, false);
          });
    }
  }
}
