package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.time.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server with little patience, and clients that try it. */
class PatienceTest {
  private static final int CONNECTIONS = 8;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  static WebServer server;

  @BeforeAll
  static void start() {
    ServerPlan plan =
        new ServerPlan(
            List.of(new InetSocketAddress(LOOPBACK, 0)),
            List.of(),
            List.of(),
            Optional.of(Page.arrival()),
            Optional.empty(),
            Optional.empty(),
            1);
    Bounds bounds = new Bounds(CONNECTIONS, Duration.ofMillis(300), Duration.ofMillis(300));
    server = SmallWorld.running(WebServer.start(Time.system(), plan, bounds));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket dial() throws IOException {
    Socket socket = new Socket(LOOPBACK, server.http().getFirst().getPort());
    socket.setSoTimeout(SmallWorld.PATIENCE_MILLIS);
    return socket;
  }

  private static void send(Socket socket, String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads until the server ends it; a server that does not makes this fail by its time-out. */
  private static String untilTheEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException reset) {
      return "reset";
    }
  }

  @Test
  void whoSendsNothingIsSentAway() throws IOException {
    try (Socket socket = dial()) {
      assertThat(untilTheEnd(socket)).isEmpty();
    }
  }

  @Test
  void aHeadThatNeverEndsIsCutOff() throws IOException {
    try (Socket socket = dial()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
      assertThat(untilTheEnd(socket)).isEmpty();
    }
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws IOException {
    try (Socket socket = dial()) {
      send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
      assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 405 ");
    }
  }

  @Test
  void whoFallsSilentAfterAnAnswerIsSentAway() throws IOException {
    try (Socket socket = dial()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void connectionsAboveTheLimitAreClosedAndRoomComesBack() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      sockets.add(dial());
    }
    for (Socket socket : sockets) {
      assertThat(untilTheEnd(socket)).isIn("", "reset");
      socket.close();
    }
    try (Socket socket = dial()) {
      send(socket, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 200 ");
    }
  }
}
