package naru.connection;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.Peer;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.time.Time;

/**
 * Dials the addresses of a host until one answers: a race with staggered starts, RFC 8305 §5.
 *
 * <p>The next address is dialled when the one before has failed, or has been silent for a while.
 * The first to answer wins, the others are given up. One step for each address dialled. Confined to
 * the visit's thread.
 */
final class TcpConnect {
  /** What came of it. */
  sealed interface Result {
    record Connected(Wire wire) implements Result {}

    record Failed(Cause cause) implements Result {}
  }

  /** One address being dialled. */
  private record Dial(Wire wire, Trace.Span step, long startNanos) {}

  /** What became of a dial: empty when it stands. */
  private record Said(Dial dial, Optional<Throwable> failure) {}

  /** What an address came to, in the end. */
  private record Tried(String peer, Kernel.Said said) {
    String line() {
      return peer + ": " + said.line();
    }
  }

  private final Time time;
  private final long deadline;
  private final Trace trace;
  private final Deque<InetSocketAddress> waiting;
  private final List<Dial> underWay = new ArrayList<>();
  private final List<Tried> failed = new ArrayList<>();
  private final Mailbox<Said> said;
  private int dials;

  private TcpConnect(Time time, List<InetSocketAddress> addresses, long deadline, Trace trace) {
    this.time = time;
    this.deadline = deadline;
    this.trace = trace;
    this.waiting = new ArrayDeque<>(interleaved(addresses));
    this.said = new Mailbox<>(time);
  }

  /** Connects to one of the addresses; there must be at least one. */
  static Result race(Time time, List<InetSocketAddress> addresses, long deadline, Trace trace) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address to dial");
    }
    return new TcpConnect(time, addresses, deadline, trace).run();
  }

  /** RFC 8305 §4: families take turns, beginning with that of the first address. */
  static List<InetSocketAddress> interleaved(List<InetSocketAddress> addresses) {
    boolean sixFirst = isSix(addresses.getFirst());
    Deque<InetSocketAddress> first = new ArrayDeque<>();
    Deque<InetSocketAddress> second = new ArrayDeque<>();
    for (InetSocketAddress each : addresses.stream().distinct().toList()) {
      (isSix(each) == sixFirst ? first : second).add(each);
    }
    List<InetSocketAddress> order = new ArrayList<>();
    while (order.size() < Limits.ADDRESSES && !(first.isEmpty() && second.isEmpty())) {
      Optional.ofNullable(first.poll()).ifPresent(order::add);
      Optional.ofNullable(second.poll()).ifPresent(order::add);
    }
    return order;
  }

  private static boolean isSix(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private Result run() {
    while (!(waiting.isEmpty() && underWay.isEmpty())) {
      if (!waiting.isEmpty()) {
        dialNext();
      }
      Optional<Dial> winner = listen();
      if (winner.isPresent()) {
        return won(winner.get());
      }
      if (time.nanos() - deadline >= 0) {
        outOfTime();
        break;
      }
    }
    return new Result.Failed(cause());
  }

  private void dialNext() {
    InetSocketAddress address = waiting.remove();
    Trace.Span step = trace.begin(Step.Tcp::new, Peer.text(address.getAddress()));
    step.peer(Wire.text(address));
    step.put("family", isSix(address) ? "IPv6" : "IPv4");
    step.put("attempt", ++dials);
    Dial dial = new Dial(Wire.dial(time, address), step, time.nanos());
    underWay.add(dial);
    dial.wire().whenDialled(failure -> said.put(new Said(dial, failure)));
  }

  /** Waits until one stands, one has failed with others left to dial, or the next one's turn. */
  private Optional<Dial> listen() {
    long turn = waiting.isEmpty() ? deadline : time.nanos() + Limits.ATTEMPT_DELAY.toNanos();
    long until = turn - deadline < 0 ? turn : deadline;
    while (!underWay.isEmpty()) {
      Optional<Said> next = said.take(until);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Dial dial = next.get().dial();
      Optional<Throwable> failure = next.get().failure();
      if (failure.isEmpty()) {
        return Optional.of(dial);
      }
      fail(dial, Kernel.said(failure.get()));
      if (!waiting.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Result won(Dial winner) {
    underWay.remove(winner);
    winner.wire().local().ifPresent(own -> winner.step().put("localAddress", own));
    winner.step().end(Outcome.OK);
    for (Dial loser : underWay) {
      loser.wire().abandon();
      loser.step().put("because", winner.wire().peer() + " answered first");
      loser.step().end(Outcome.CANCELLED);
    }
    return new Result.Connected(winner.wire());
  }

  private void fail(Dial dial, Kernel.Said words) {
    underWay.remove(dial);
    Tried tried = new Tried(dial.wire().peer(), words);
    failed.add(tried);
    dial.step().put("said", words.words());
    words.symbol().ifPresent(name -> dial.step().put("errno", name));
    dial.step().fail(Cause.of(code(words.answer()), tried.line()));
    dial.wire().abandon();
  }

  private void outOfTime() {
    for (Dial dial : List.copyOf(underWay)) {
      OptionalLong syns = dial.wire().synsSent();
      syns.ifPresent(count -> dial.step().put("synsSent", count));
      String words = "no answer within %.1f s".formatted(time.millisSince(dial.startNanos()) / 1e3);
      String counted = syns.isPresent() ? words + ", SYNs sent: " + syns.getAsLong() : words;
      fail(dial, new Kernel.Said(Kernel.Answer.TIMED_OUT, Optional.empty(), counted));
    }
    for (InetSocketAddress never : waiting) {
      Kernel.Answer late = Kernel.Answer.TIMED_OUT;
      failed.add(
          new Tried(
              Wire.text(never),
              new Kernel.Said(late, Optional.empty(), "not dialled: no time left")));
    }
  }

  private Cause cause() {
    Kernel.Answer gravest = gravest();
    List<String> lines = failed.stream().map(Tried::line).toList();
    String text = summary(gravest) + ": " + String.join("; ", lines);
    return new Cause(code(gravest), text, lines);
  }

  /** Silence is what used up the time; a refusal proves that a host is there. */
  private Kernel.Answer gravest() {
    List<Kernel.Answer> order =
        List.of(Kernel.Answer.TIMED_OUT, Kernel.Answer.RESET, Kernel.Answer.REFUSED);
    return order.stream()
        .filter(answer -> failed.stream().anyMatch(tried -> tried.said().answer() == answer))
        .findFirst()
        .orElse(Kernel.Answer.UNREACHABLE);
  }

  private static VerdictCode code(Kernel.Answer answer) {
    return switch (answer) {
      case REFUSED -> VerdictCode.TCP_REFUSED;
      case TIMED_OUT -> VerdictCode.TCP_TIMEOUT;
      case RESET -> VerdictCode.TCP_RESET;
      case UNREACHABLE, OTHER -> VerdictCode.TCP_UNREACHABLE;
    };
  }

  private String summary(Kernel.Answer answer) {
    String verb =
        switch (answer) {
          case REFUSED -> "refused";
          case TIMED_OUT -> "timed out";
          case RESET -> "reset";
          case UNREACHABLE, OTHER -> "not possible";
        };
    return failed.size() == 1
        ? "connection " + verb
        : "connection %s, %d addresses tried".formatted(verb, failed.size());
  }
}
