package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import naru.config.ControlSocket;
import naru.journey.Journey;
import naru.journey.VerdictCode;
import naru.net.Exchanged;
import naru.net.Server;
import naru.time.Time;
import naru.world.WorldFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Garbage for every listening socket of a world: it stays up, keeps its size, and serves on. */
class GarbageTest {
  private static final long SEED = Long.getLong("naru.seed", 20_020);
  private static final int PACKETS_A_SERVER = 400;
  private static final int STREAMS_A_SERVER = 15;
  private static final int STREAMS_A_SITE = 100;

  /** Beyond what the first round left: caches are full of what it asked, classes are loaded. */
  private static final long HEAP_OCTETS = 12 << 20;

  private static final int THREADS = 6;
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private static final TestWorld WORLD = TestWorld.builtIn();
  private static final Time TIME = Time.system();
  private static final Path CONTROL = WORLD.directory().resolve("world.sock");
  private static final ControlSocket CONTROLLED = control();

  private final List<InetSocketAddress> names =
      WorldFile.builtIn().nameAddresses().stream()
          .map(a -> at(a, WORLD.map().ports().dns()))
          .toList();

  private static ControlSocket control() {
    var opened = ControlSocket.open(TIME, CONTROL, line -> line.equals("map") ? "here" : "?");
    return ((ControlSocket.Opened.Ours) opened).socket();
  }

  @AfterAll
  static void stop() {
    CONTROLLED.close();
    WORLD.close();
  }

  @Test
  void theWorldServesOnAndStaysAsSmallAsItWas() throws IOException {
    System.out.println("garbage of seed " + SEED + " (-Dnaru.seed=" + SEED + ")");
    round(new Garbage(SEED));
    everybodyAnswers(); // which is after all that was asked before
    int threads = threads();
    long heap = heap();
    round(new Garbage(SEED + 1));
    settled("threads of now " + threads(), () -> threads() <= threads + THREADS);
    settled("heap: " + heap() + " after " + heap, () -> heap() < heap + HEAP_OCTETS);
    everybodyAnswers();
  }

  private void round(Garbage garbage) throws IOException {
    for (InetSocketAddress server : names) {
      datagrams(garbage, server);
      streams(garbage, server, STREAMS_A_SERVER, garbage::streamed);
    }
    for (Path socket : List.of(WORLD.map().resolverSocket(), WORLD.map().operatingSystem())) {
      streams(garbage, local(socket), STREAMS_A_SITE, garbage::streamed);
    }
    streams(garbage, local(CONTROL), STREAMS_A_SITE, () -> garbage.spoilt(octets("map\n")));
    byte[] request = octets("GET / HTTP/1.1\r\nHost: www.naru.test\r\nAccept: */*\r\n\r\n");
    byte[] hello = {22, 3, 1, 0, 64, 1, 0, 0, 60, 3, 3, 1, 2, 3, 4}; // RFC 8446 §4.1.2, its start
    for (InetAddress address : WORLD.map().sites()) {
      SocketAddress plain = at(address, WORLD.map().ports().http());
      streams(garbage, plain, STREAMS_A_SITE, () -> garbage.spoilt(request));
      SocketAddress secure = at(address, WORLD.map().ports().https());
      streams(garbage, secure, STREAMS_A_SITE, () -> garbage.spoilt(hello));
    }
    SocketAddress doh = at(WORLD.map().resolver(), WORLD.map().ports().https());
    streams(garbage, doh, STREAMS_A_SITE, () -> garbage.spoilt(hello));
  }

  private static void datagrams(Garbage garbage, InetSocketAddress server) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.configureBlocking(false);
      for (int i = 0; i < PACKETS_A_SERVER; i++) {
        channel.send(ByteBuffer.wrap(garbage.packet()), server);
      }
    }
  }

  /** Connections that say something and go: some politely, some by a reset. */
  private static void streams(
      Garbage garbage, SocketAddress server, int count, Supplier<byte[]> octets)
      throws IOException {
    for (int i = 0; i < count; i++) {
      try (SocketChannel channel = SocketChannel.open(server)) {
        if (server instanceof InetSocketAddress && garbage.below(2) == 0) {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        for (int pieces = garbage.below(3); pieces >= 0; pieces--) {
          write(channel, octets.get());
        }
      }
    }
  }

  private static void write(SocketChannel channel, byte[] octets) {
    ByteBuffer rest = ByteBuffer.wrap(octets);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException hungUp) {
      // The server has heard enough: that is its right.
    }
  }

  @Test
  void aRequestMayEndAtEveryPoint() throws IOException {
    byte[] request =
        octets("POST /x HTTP/1.1\r\nHost: www.naru.test\r\nContent-Length: 5\r\n\r\n12345");
    SocketAddress site = at(InetAddress.ofLiteral("127.80.0.1"), WORLD.map().ports().http());
    for (int end = 0; end < request.length; end++) {
      try (SocketChannel channel = SocketChannel.open(site)) {
        write(channel, java.util.Arrays.copyOf(request, end));
      }
    }
    assertThat(Visitor.of(WORLD).visit("http://www.naru.test/").arrived()).isTrue();
  }

  private void everybodyAnswers() {
    Visitor visitor = Visitor.of(WORLD);
    for (String url :
        List.of("https://www.naru.test/", "http://www.ferry.test/", "https://child.naru.test/")) {
      Journey journey = visitor.visit(url);
      assertThat(journey.verdict().code()).as(journey.toString()).isEqualTo(VerdictCode.OK);
    }
    for (InetSocketAddress server : names) {
      for (Server way : List.of(new Server.Plain(server), new Server.OverTcp(server))) {
        assertThat(Visitor.ask(way, "test", "SOA"))
            .as(way.toString())
            .isInstanceOf(Exchanged.Answered.class);
      }
    }
    for (Path socket : List.of(WORLD.map().resolverSocket(), WORLD.map().operatingSystem())) {
      assertThat(Visitor.ask(new Server.Local(socket), "www.naru.test", "A"))
          .isInstanceOf(Exchanged.Answered.class);
    }
    assertThat(ControlSocket.ask(TIME, CONTROL, "map")).contains("here");
  }

  // ---- measures --------------------------------------------------------------------------------

  private static void settled(String what, BooleanSupplier calm) {
    long begin = TIME.nanos();
    while (!calm.getAsBoolean()) {
      assertThat(TIME.nanos() - begin).as(what).isLessThan(SETTLING.toNanos());
      TIME.pause(Duration.ofMillis(100), TIME.promise());
    }
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }

  /** Octets in use after a collection. */
  private static long heap() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return new InetSocketAddress(address, port);
  }

  private static UnixDomainSocketAddress local(Path path) {
    return UnixDomainSocketAddress.of(path);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
