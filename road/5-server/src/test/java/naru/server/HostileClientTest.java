package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends or leaves out, the next one is served. */
class HostileClientTest {
  private static final String GOOD = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir static Path directory;
  static SmallWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = new SmallWorld(directory);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void theNextOneIsServed() throws Exception {
    assertThat(world.ask("/")).startsWith("HTTP/1.1 200 ");
    assertThat(world.get(world.https("/")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nbroken\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
      })
  void aRequestThatBreaksARuleIs400(String octets) throws Exception {
    assertThat(world.raw(octets)).matches("(?s)HTTP/1\\.[01] 400 .*");
  }

  @Test
  void whatIsTooLongIsNamed() throws Exception {
    String line = "GET /" + "a".repeat(Limits.REQUEST_LINE_OCTETS) + " HTTP/1.1\r\n";
    assertThat(world.raw(line + "Host: localhost\r\n\r\n"))
        .contains(" 414 Request-URI Too Long\r\n");
    String fields = ("X-Long: " + "a".repeat(1000) + "\r\n").repeat(Limits.HEADER_OCTETS / 900);
    assertThat(world.raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n"))
        .contains(" 431 Request Header Fields Too Large\r\n");
    String deep = "/a".repeat(Limits.SEGMENTS + 1);
    assertThat(world.ask(deep)).startsWith("HTTP/1.1 400 ");
    assertThat(world.ask("/" + "a".repeat(1000))).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void aBodyIsThrownAwayUpToABound() throws Exception {
    String small = "Host: localhost\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";
    assertThat(world.raw("GET / HTTP/1.1\r\n" + small)).startsWith("HTTP/1.1 200 ");
    String large = "Host: localhost\r\nContent-Length: 99999999999\r\n\r\n";
    assertThat(world.raw("POST / HTTP/1.1\r\n" + large)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void anEndlessChunkedBodyIsCutOff() throws Exception {
    byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    long sent = 0;
    try (Socket socket = world.dial()) {
      String head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      while (sent < 64L * Limits.DRAINED_OCTETS) {
        socket.getOutputStream().write(chunk);
        sent += chunk.length;
      }
    } catch (SocketException cutOff) {
      assertThat(cutOff).isNotNull();
    }
    assertThat(sent).isLessThan(64L * Limits.DRAINED_OCTETS);
  }

  @Test
  void aRequestCutAtAnyPointHarmsNobody() throws Exception {
    for (int length = 0; length < GOOD.length(); length++) {
      try (Socket socket = world.dial()) {
        socket
            .getOutputStream()
            .write(GOOD.substring(0, length).getBytes(StandardCharsets.US_ASCII));
        if (length % 2 == 0) {
          socket.setSoLinger(true, 0); // a reset instead of an end
        }
      }
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleOfAnAnswerHarmsNobody() throws Exception {
    java.nio.file.Files.write(world.root.resolve("big.bin"), new byte[4 << 20]);
    for (int i = 0; i < 10; i++) {
      try (Socket socket = world.dial()) {
        String head = "GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        socket.setSoLinger(true, 0);
      }
    }
  }

  @Test
  void aRequestInSingleOctetsIsServed() throws Exception {
    try (Socket socket = world.dial()) {
      socket.setTcpNoDelay(true);
      for (byte octet : GOOD.getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(octet);
      }
      byte[] start = socket.getInputStream().readNBytes(15);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    String first = "GET /missing HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String second = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    String answers = world.raw(first + second);
    assertThat(answers).startsWith("HTTP/1.1 404 ");
    assertThat(answers.indexOf("HTTP/1.1 200 ")).isGreaterThan(answers.indexOf("HTTP/1.1 404 "));
  }

  @Test
  void randomOctetsOnEitherPortKillNothing() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int port = i % 2 == 0 ? world.httpPort() : world.httpsPort();
      byte[] garbage = new byte[random.nextInt(2000)];
      random.nextBytes(garbage);
      sendAndLeave(port, garbage);
    }
  }

  @Test
  void randomOctetsInsideTlsKillNothing() throws Exception {
    Random random = new Random(11);
    byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 40; i++) {
      try (Socket plain = new Socket(world.dial().getInetAddress(), world.httpsPort());
          SSLSocket tls =
              (SSLSocket)
                  world.trust().getSocketFactory().createSocket(plain, "localhost", 0, true)) {
        var parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {i % 2 == 0 ? "h2" : "http/1.1"});
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        byte[] garbage = new byte[random.nextInt(3000)];
        random.nextBytes(garbage);
        tls.getOutputStream().write(preface);
        tls.getOutputStream().write(garbage);
      } catch (IOException closed) {
        assertThat(closed).isNotNull(); // it may well close in the middle
      }
    }
  }

  private static void sendAndLeave(int port, byte[] octets) throws IOException {
    try (Socket socket = new Socket(java.net.InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.getOutputStream().write(octets);
    } catch (SocketException closed) {
      assertThat(closed).isNotNull(); // it may well close in the middle
    }
  }

  @Test
  void idleConnectionsDoNotKeepOthersOut() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        idle.add(world.dial());
      }
      theNextOneIsServed();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void aRapidResetEndsTheConnection() throws Exception {
    try (SSLSocket tls = http2()) {
      var out = tls.getOutputStream();
      // An indexed GET https / with a literal authority, HPACK without Huffman (RFC 7541 §6).
      byte[] block = {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, 1, 'a'};
      try {
        for (int stream = 1; stream < 4 * Limits.RESETS; stream += 2) {
          out.write(frame(1, 5, stream, block));
          out.write(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
        }
        out.flush();
      } catch (SocketException closed) {
        assertThat(closed).isNotNull();
      }
      assertThat(goAway(tls.getInputStream())).isTrue();
    }
  }

  private static SSLSocket http2() throws Exception {
    SSLSocket tls =
        (SSLSocket) world.trust().getSocketFactory().createSocket("127.0.0.1", world.httpsPort());
    tls.setSoTimeout(SmallWorld.PATIENCE_MILLIS);
    var parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    var out = tls.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(frame(4, 0, 0, new byte[0]));
    return tls;
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return java.nio.ByteBuffer.allocate(9 + payload.length)
        .put((byte) 0)
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Whether a GOAWAY with an error, or a plain end, comes within the socket's patience. */
  private static boolean goAway(InputStream in) throws IOException {
    while (true) {
      byte[] head = in.readNBytes(9);
      if (head.length < 9 || head[3] == 7) {
        return true;
      }
      in.skipNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff);
    }
  }
}
