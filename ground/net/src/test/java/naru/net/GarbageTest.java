package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import naru.time.Time;
import naru.wire.MessageCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of random, changed and cut packets on every listener: the service goes on. */
class GarbageTest {
  private static final long SEED = 20260101;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int DATAGRAMS = 10_000;
  private static final int STREAMS = 500;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final byte[] honest = MessageCodec.encode(Landing.query(Landing.NAME));

  /** Pure chance, a question with some octets changed, or one cut short. */
  private byte[] garbage() {
    return switch (random.nextInt(3)) {
      case 0 -> {
        byte[] octets = new byte[random.nextInt(600)];
        random.nextBytes(octets);
        yield octets;
      }
      case 1 -> {
        byte[] octets = honest.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
          octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        yield octets;
      }
      default -> Arrays.copyOf(honest, random.nextInt(honest.length));
    };
  }

  @Test
  void onUdp() throws IOException {
    try (Landing landing = Landing.overBoth();
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      for (int i = 0; i < DATAGRAMS; i++) {
        channel.send(ByteBuffer.wrap(garbage()), landing.address());
      }
      assertAnswers(new Server.Plain(landing.address()));
    }
  }

  @Test
  void onTcp() throws IOException {
    try (Landing landing = Landing.overBoth()) {
      throwAt(landing.address());
      assertAnswers(new Server.OverTcp(landing.address()));
    }
  }

  @Test
  void onALocalSocket(@TempDir Path dir) throws IOException {
    Path path = dir.resolve("dns");
    try (Landing _ = Landing.on(service -> service.local(path))) {
      throwAt(UnixDomainSocketAddress.of(path));
      assertAnswers(new Server.Local(path));
    }
  }

  /** With a true length before it, a false one, or none. */
  private void throwAt(SocketAddress server) throws IOException {
    for (int i = 0; i < STREAMS; i++) {
      try (SocketChannel channel =
          server instanceof InetSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.INET)
              : SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(server);
        byte[] octets = garbage();
        ByteBuffer framed = ByteBuffer.allocate(2 + octets.length);
        if (random.nextBoolean()) {
          framed.putShort((short) (random.nextBoolean() ? octets.length : random.nextInt()));
        }
        channel.write(framed.put(octets).flip());
      }
    }
  }

  private void assertAnswers(Server server) {
    Time time = Time.system();
    // A flood may have filled the socket's queue: as any asker would, ask again.
    boolean answered = false;
    for (int i = 0; i < 10 && !answered; i++) {
      answered =
          Exchanges.system(time)
                  .ask(server, Landing.query(Landing.NAME), LONG.dividedBy(5), time.promise())
              instanceof Exchanged.Answered;
    }
    assertThat(answered).as("seed %d", SEED).isTrue();
  }
}
