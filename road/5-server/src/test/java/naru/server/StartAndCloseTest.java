package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import naru.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server starts with everything or not at all, and ends within two seconds. */
class StartAndCloseTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path directory;

  private static ServerPlan http(List<InetSocketAddress> addresses) {
    return new ServerPlan(
        addresses,
        List.of(),
        List.of(),
        Optional.of(Page.arrival()),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /** An address that was free just now. */
  private static InetSocketAddress free() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
    }
  }

  private static String refusal(ServerPlan plan) {
    return switch (WebServer.start(Time.system(), plan)) {
      case Started.Refused(String reason) -> reason;
      case Started.Running(WebServer server) -> {
        server.close();
        yield "it runs";
      }
    };
  }

  @Test
  void aTakenPortIsNamedAndNothingStaysOpen() throws Exception {
    InetSocketAddress first = free();
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      InetSocketAddress second = new InetSocketAddress(LOOPBACK, taken.getLocalPort());
      assertThat(refusal(http(List.of(first, second))))
          .isEqualTo(
              "cannot listen on 127.0.0.1:%d: another program has it"
                  .formatted(taken.getLocalPort()));
      try (ServerSocket again = new ServerSocket()) {
        again.bind(first);
        assertThat(again.isBound()).isTrue();
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080);
    assertThat(refusal(http(List.of(elsewhere))))
        .isEqualTo("cannot listen on 192.0.2.1:8080: this machine does not have that address");
  }

  @Test
  void anAddressNamedTwiceIsNamed() throws Exception {
    InetSocketAddress address = free();
    assertThat(refusal(http(List.of(address, address)))).endsWith(": it is named twice");
  }

  @Test
  void aFolderThatIsNoneIsNamed() {
    Path none = directory.resolve("none");
    ServerPlan plan = http(List.of(new InetSocketAddress(LOOPBACK, 0))).otherwise(new Folder(none));
    assertThat(refusal(plan)).isEqualTo(none + ": no such folder");
  }

  @Test
  void manyAddressesEachGetAPort() {
    List<InetSocketAddress> addresses =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> new InetSocketAddress(InetAddress.ofLiteral("127.80.1." + i), 0))
            .toList();
    try (WebServer server = SmallWorld.running(WebServer.start(Time.system(), http(addresses)))) {
      assertThat(server.http())
          .extracting(InetSocketAddress::getAddress)
          .containsExactlyElementsOf(
              addresses.stream().map(InetSocketAddress::getAddress).toList());
      assertThat(server.http()).allSatisfy(it -> assertThat(it.getPort()).isPositive());
    }
  }

  @Test
  void severalLoopsShareAnAddress() throws Exception {
    ServerPlan plan = http(List.of(new InetSocketAddress(LOOPBACK, 0))).threads(3);
    try (WebServer server = SmallWorld.running(WebServer.start(Time.system(), plan))) {
      for (int i = 0; i < 6; i++) {
        try (Socket socket = new Socket(LOOPBACK, server.http().getFirst().getPort())) {
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
      }
    }
  }

  @Test
  void itClosesWithinTwoSecondsWithConnectionsOpen() throws Exception {
    SmallWorld world = new SmallWorld(directory);
    Files.write(world.root.resolve("big.bin"), new byte[8 << 20]);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = world.dial();
      String request = i % 2 == 0 ? "GET /big" : "GET /big.bin HTTP/1.1\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      sockets.add(socket);
    }
    try (var client = world.client()) {
      assertThat(SmallWorld.send(client, SmallWorld.request(world.https("/"))).statusCode())
          .isEqualTo(200);
      long start = Time.system().nanos();
      world.close();
      assertThat(Time.system().millisSince(start)).isLessThan(2_000);
      try (ServerSocket again = new ServerSocket()) {
        again.bind(world.server.http().getFirst());
        assertThat(again.isBound()).isTrue();
      }
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
