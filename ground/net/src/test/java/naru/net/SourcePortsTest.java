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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.IntStream;
import naru.net.Packets.DatagramPort;
import naru.net.Packets.Moved;
import naru.net.Packets.Opened;
import naru.time.Promise;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import org.junit.jupiter.api.Test;

/** Who shares a source port with whom, for how long, and what that costs a forger (RFC 5452 §9). */
class SourcePortsTest {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53);
  private static final InetSocketAddress OTHER =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.54"), 53);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final SimulatedTime time = new SimulatedTime(7, Instant.EPOCH);
  private final List<Quay> quays = new ArrayList<>();
  private final List<String> streams = new ArrayList<>();
  private final Exchanges exchanges = Exchanges.over(new Harbour(), time);
  private final Map<String, Exchanged> outcomes = new TreeMap<>();

  /** Ports in memory, which keep what is sent until the test answers it; TCP is closed. */
  private final class Harbour implements Packets {
    @Override
    public Opened<DatagramPort> datagrams(InetSocketAddress peer, int sourcePort) {
      Quay quay = new Quay(peer, sourcePort);
      quays.add(quay);
      return new Opened.Open<>(quay);
    }

    @Override
    public Opened<Stream> stream(SocketAddress peer) {
      streams.add(peer.toString());
      return new Opened.Refused<>(Listening.Reason.OTHER, "Connection refused");
    }
  }

  /** One port. */
  private final class Quay implements DatagramPort {
    private final InetSocketAddress peer;
    private final int number;
    private final List<byte[]> sent = new ArrayList<>();
    private final Queue<Moved> arrived = new ArrayDeque<>();
    private final Queue<byte[]> octets = new ArrayDeque<>();
    private Promise<Boolean> wake = time.promise();
    private boolean closed;

    Quay(InetSocketAddress peer, int number) {
      this.peer = peer;
      this.number = number;
    }

    @Override
    public Moved send(ByteBuffer source) {
      byte[] query = new byte[source.remaining()];
      source.get(query);
      sent.add(query);
      return new Moved.Octets(query.length);
    }

    void deliver(byte[] datagram) {
      octets.add(datagram);
      deliver(new Moved.Octets(datagram.length));
    }

    void deliver(Moved moved) {
      arrived.add(moved);
      wake.complete(true);
    }

    @Override
    public Moved receive(ByteBuffer target, Duration limit) {
      if (arrived.isEmpty() && !closed) {
        assertThat(wake.await(limit)).isPresent();
      }
      wake = time.promise();
      if (arrived.isEmpty()) {
        return new Moved.Ended();
      }
      Moved next = arrived.remove();
      if (next instanceof Moved.Octets) {
        target.put(octets.remove());
      }
      return next;
    }

    @Override
    public void close() {
      closed = true;
      wake.complete(true);
    }
  }

  private void ask(InetSocketAddress server, int from, int to) {
    for (int i = from; i < to; i++) {
      Message query = Landing.query(Name.of("q" + i + ".naru.test"));
      String name = query.question().orElseThrow().name().toHost();
      time.start(
          "asker",
          () ->
              outcomes.put(
                  name, exchanges.ask(new Server.Plain(server), query, LIMIT, time.promise())));
    }
    time.runReady();
  }

  private static byte[] answerTo(byte[] query) {
    return MessageCodec.encode(Landing.answerTo(MessageCodec.decode(query).orThrow(), false));
  }

  private static byte[] withOtherId(byte[] query, int xor) {
    byte[] answer = answerTo(query);
    answer[1] ^= (byte) xor;
    return answer;
  }

  private List<Quay> open() {
    return quays.stream().filter(quay -> !quay.closed).toList();
  }

  @Test
  void questionsOneAfterTheOtherHaveEachAPortOfTheirOwnWhichEndsWithThem() {
    for (int i = 0; i < 100; i++) {
      ask(SERVER, i, i + 1);
      Quay port = quays.getLast();
      port.deliver(answerTo(port.sent.getFirst()));
      time.runReady();
      assertThat(open()).isEmpty();
    }
    assertThat(quays).hasSize(100).allMatch(quay -> quay.sent.size() == 1);
    assertThat(quays.stream().map(quay -> quay.number).distinct().count()).isGreaterThan(95);
    assertThat(outcomes.values()).hasSize(100).allMatch(Exchanged.Answered.class::isInstance);
  }

  @Test
  void manyAtOnceShareEightPortsAndEachGetsItsOwnAnswer() {
    ask(SERVER, 0, 200);
    assertThat(quays).hasSize(8);
    assertThat(quays.stream().mapToInt(quay -> quay.sent.size()).sum()).isEqualTo(200);
    for (Quay quay : quays) {
      Collections.shuffle(quay.sent, new java.util.Random(quay.number));
      quay.sent.forEach(query -> quay.deliver(answerTo(query)));
    }
    time.runUntilQuiet();
    assertThat(outcomes).hasSize(200).allSatisfy(SourcePortsTest::answersItsOwnQuestion);
    assertThat(open()).isEmpty();
  }

  private static void answersItsOwnQuestion(String name, Exchanged outcome) {
    Message message = ((Exchanged.Answered) outcome).message();
    assertThat(message.question().orElseThrow().name()).isEqualTo(Name.of(name));
    assertThat(message.answers().getFirst().owner()).isEqualTo(Name.of(name));
  }

  @Test
  void noPortIsSharedBetweenServers() {
    ask(SERVER, 0, 50);
    ask(OTHER, 50, 100);
    assertThat(quays).filteredOn(quay -> quay.peer.equals(SERVER)).hasSize(8);
    assertThat(quays).filteredOn(quay -> quay.peer.equals(OTHER)).hasSize(8);
  }

  @Test
  void aPortIsWornAfterSixtyFourQuestions() {
    ask(SERVER, 0, 2_000);
    assertThat(quays).allMatch(quay -> quay.sent.size() <= 64);
    assertThat(quays).anyMatch(quay -> quay.sent.size() == 64);
    assertThat(quays).hasSizeBetween(2_000 / 64, 2_000 / 64 + 8);
  }

  @Test
  void aPortIsWornAfterHalfASecond() {
    ask(SERVER, 0, 8);
    time.advance(Duration.ofMillis(499));
    ask(SERVER, 8, 16);
    assertThat(quays).hasSize(8);
    time.advance(Duration.ofMillis(1));
    ask(SERVER, 16, 24);
    assertThat(quays).hasSize(16);
  }

  @Test
  void aSharedPortStaysForTheNextBurstButNotForLong() {
    ask(SERVER, 0, 16);
    quays.forEach(quay -> quay.sent.forEach(query -> quay.deliver(answerTo(query))));
    time.runReady();
    List<Quay> shared = quays.stream().filter(quay -> quay.sent.size() > 1).toList();
    assertThat(open()).isNotEmpty().isEqualTo(shared);
    time.advance(Duration.ofMillis(20));
    assertThat(open()).isEmpty();
  }

  @Test
  void whoeverGuessesAtASharedPortDrivesAllWhoWaitThereToTcpAndNobodyElseToIt() {
    ask(SERVER, 0, 80);
    Quay attacked = quays.getFirst();
    byte[] question = attacked.sent.getFirst();
    int waiting = attacked.sent.size();
    int[] unused =
        IntStream.range(1, 256)
            .filter(xor -> attacked.sent.stream().noneMatch(q -> sameId(q, question, xor)))
            .limit(5)
            .toArray();
    for (int xor : unused) {
      attacked.deliver(withOtherId(question, xor));
    }
    time.runReady();
    assertThat(streams).hasSize(waiting);
    ask(SERVER, 80, 400);
    assertThat(attacked.sent).hasSize(waiting);
  }

  private static boolean sameId(byte[] query, byte[] question, int xor) {
    return query[0] == question[0] && query[1] == (byte) (question[1] ^ xor);
  }

  @Test
  void answersToFormerQuestionsOfAPortAreNoGuesses() {
    ask(SERVER, 0, 80);
    Quay port = quays.getFirst();
    List<byte[]> former = List.copyOf(port.sent);
    former.forEach(query -> port.deliver(answerTo(query)));
    time.runReady();
    ask(SERVER, 80, 160);
    assertThat(port.sent.size()).isGreaterThan(former.size());
    former.forEach(query -> port.deliver(answerTo(query)));
    time.runReady();
    assertThat(streams).isEmpty();
  }

  @Test
  void thatNothingListensThereIsHeardByAllWhoWait() {
    ask(SERVER, 0, 80);
    Quay refused = quays.getFirst();
    int waiting = refused.sent.size();
    refused.deliver(new Moved.Broken("port unreachable"));
    time.runReady();
    assertThat(outcomes.values())
        .hasSize(waiting)
        .containsOnly(new Exchanged.Unreachable(Transport.UDP, "port unreachable"));
    assertThat(refused.closed).isTrue();
  }

  @Test
  void silenceEndsEachQuestionByItselfAndLeavesNoPort() {
    ask(SERVER, 0, 40);
    time.advance(Duration.ofMillis(100));
    ask(SERVER, 40, 80);
    time.advance(LIMIT.minusMillis(100));
    assertThat(outcomes).hasSize(40);
    time.runUntilQuiet();
    assertThat(outcomes.values())
        .hasSize(80)
        .containsOnly(new Exchanged.TimedOut(Transport.UDP, List.of()));
    assertThat(open()).isEmpty();
  }

  @Test
  void idsAreNotShared() {
    ask(SERVER, 0, 500);
    for (Quay quay : quays) {
      assertThat(quay.sent.stream().map(query -> MessageCodec.idOf(query).orElseThrow()))
          .doesNotHaveDuplicates();
    }
  }
}
