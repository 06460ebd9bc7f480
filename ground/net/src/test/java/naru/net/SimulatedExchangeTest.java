package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Moved;
import naru.net.Packets.Opened;
import naru.time.Promise;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.MessageCodec;
import org.junit.jupiter.api.Test;

/** Exchanges over a network in memory: the lower seam bears a simulation, decided by its seed. */
class SimulatedExchangeTest {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int SEEDS = 200;

  /** Loses, delays and doubles datagrams, and lets a forger guess ids; TCP is closed. */
  private static final class Sea implements Packets {
    private final SimulatedTime time;
    private final List<String> journal = new ArrayList<>();

    Sea(SimulatedTime time) {
      this.time = time;
    }

    @Override
    public Opened<DatagramPort> datagrams(InetSocketAddress peer, int sourcePort) {
      journal.add("port " + sourcePort);
      boolean taken = time.chance().below(4) == 0;
      return taken
          ? new Opened.Refused<>(Listening.Reason.TAKEN, "Address already in use")
          : new Opened.Open<>(new Boat(this));
    }

    @Override
    public Opened<Stream> stream(SocketAddress peer) {
      return new Opened.Refused<>(Listening.Reason.OTHER, "Connection refused");
    }
  }

  /** A port in memory. */
  private static final class Boat implements DatagramPort {
    private final Sea sea;
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private Promise<Boolean> wake;
    private boolean closed;

    Boat(Sea sea) {
      this.sea = sea;
      this.wake = sea.time.promise();
    }

    @Override
    public Moved send(ByteBuffer octets) {
      byte[] query = new byte[octets.remaining()];
      octets.get(query);
      byte[] answer =
          MessageCodec.encode(Landing.answerTo(MessageCodec.decode(query).orThrow(), false));
      for (int i = 0; i < 3; i++) {
        byte[] forged = answer.clone();
        forged[0] ^= (byte) (1 + sea.time.chance().below(255));
        deliver(forged);
      }
      for (int copies = sea.time.chance().below(3); copies > 0; copies--) {
        deliver(answer);
      }
      return new Moved.Octets(query.length);
    }

    private void deliver(byte[] datagram) {
      var _ =
          sea.time.after(
              Duration.ofMillis(sea.time.chance().below(100)),
              () -> {
                arrived.add(datagram);
                wake.complete(true);
              });
    }

    @Override
    public Moved receive(ByteBuffer target, Duration limit) {
      if (arrived.isEmpty() && wake.await(limit).isEmpty()) {
        closed = true;
        return new Moved.Silence();
      }
      wake = sea.time.promise();
      if (closed) {
        return new Moved.Ended();
      }
      byte[] datagram = arrived.remove();
      target.put(datagram);
      return new Moved.Octets(datagram.length);
    }

    @Override
    public void close() {
      closed = true;
      wake.complete(true);
    }
  }

  /** What one seed leads to, in words. */
  private static String run(long seed) {
    SimulatedTime time = new SimulatedTime(seed, Instant.EPOCH);
    Sea sea = new Sea(time);
    List<Exchanged> outcomes = new ArrayList<>();
    time.run(
        "asker",
        () ->
            outcomes.add(
                Exchanges.over(sea, time)
                    .ask(
                        new Server.Plain(SERVER),
                        Landing.query(Landing.NAME),
                        LIMIT,
                        time.promise())));
    return sea.journal + " " + judged(outcomes.getFirst());
  }

  private static String judged(Exchanged outcome) {
    return switch (outcome) {
      case Exchanged.Answered(Message message, _, _, double millis, List<String> dropped) -> {
        assertThat(message.id()).isEqualTo(4711);
        assertThat(message.question())
            .isEqualTo(Optional.of(Landing.query(Landing.NAME).question().orElseThrow()));
        assertThat(dropped).allMatch(line -> line.contains("is not the question's"));
        yield "answered after " + millis + " " + dropped;
      }
      case Exchanged.TimedOut(_, List<String> dropped) -> {
        assertThat(dropped).hasSize(3);
        yield "timed out " + dropped;
      }
      case Exchanged.Unreachable _,
          Exchanged.Garbled _,
          Exchanged.TcpFailed _,
          Exchanged.Cancelled _ ->
          throw new AssertionError(outcome.toString());
    };
  }

  @Test
  void noSeedLetsAForgeryThroughAndEachSeedIsOneRun() {
    List<String> runs = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      String run = run(seed);
      assertThat(run(seed)).as("seed %d", seed).isEqualTo(run);
      runs.add(run);
    }
    assertThat(runs).anyMatch(r -> r.contains("answered")).anyMatch(r -> r.contains("timed out"));
  }
}
