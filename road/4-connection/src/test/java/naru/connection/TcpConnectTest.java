package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import naru.journey.Cause;
import naru.journey.Outcome;
import naru.journey.VerdictCode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** RFC 8305: addresses dialled in turns, and what each one said. */
class TcpConnectTest {
  private final Walk walk = new Walk();

  private static InetSocketAddress refusing() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return (InetSocketAddress) gone.getLocalSocketAddress();
    }
  }

  /** A listener whose queue is full: the kernel drops further SYNs, as a dead host would. */
  private static final class Silent implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> filling = new ArrayList<>();

    Silent() throws IOException {
      listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket();
        filling.add(socket);
        try {
          socket.connect(listening.getLocalSocketAddress(), 100);
        } catch (java.net.SocketTimeoutException full) {
          return;
        }
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : filling) {
        socket.close();
      }
      listening.close();
    }
  }

  @Test
  void refusedPortIsNamedWithTheKernelsWords() throws IOException {
    InetSocketAddress dead = refusing();
    Cause cause = Walk.failure(walk.open(List.of(dead)));
    assertThat(cause.code()).isEqualTo(VerdictCode.TCP_REFUSED);
    assertThat(cause.text()).contains(Wire.text(dead), "Connection refused", "ECONNREFUSED");
    assertThat(walk.stations()).containsExactly("tcp");
    assertThat(walk.account("tcp").outcome()).isEqualTo(Outcome.FAILED);
    assertThat(walk.account("tcp").peer()).contains(Wire.text(dead));
  }

  @Test
  void everyAddressTriedIsNamed() throws IOException {
    InetSocketAddress one = refusing();
    InetSocketAddress two = refusing();
    Cause cause = Walk.failure(walk.open(List.of(one, two)));
    assertThat(cause.text()).contains(Wire.text(one), Wire.text(two));
    assertThat(cause.proof()).hasSize(2);
  }

  @Test
  void secondAddressIsDialledAtOnceWhenTheFirstRefuses() throws IOException {
    try (Script live = Script.of(Script::hold)) {
      Connection connection = Walk.opened(walk.open(List.of(refusing(), live.address())));
      assertThat(connection.remote()).isEqualTo(live.address());
      connection.close(walk.trace);
    }
    assertThat(walk.stations()).containsExactly("tcp", "tcp", "close");
    double second = walk.trace.steps().get(1).account().startMillis();
    assertThat(second).isLessThan(Limits.ATTEMPT_DELAY.toNanos() / 1e6);
  }

  @Test
  void silentAddressIsOvertakenAndCancelled() throws IOException {
    try (Silent silent = new Silent();
        Script live = Script.of(Script::hold)) {
      Connection connection = Walk.opened(walk.open(List.of(silent.address(), live.address())));
      assertThat(connection.remote()).isEqualTo(live.address());
      connection.close(walk.trace);
    }
    var first = walk.trace.steps().getFirst().account();
    var second = walk.trace.steps().get(1).account();
    assertThat(first.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(second.outcome()).isEqualTo(Outcome.OK);
    assertThat(second.startMillis() - first.startMillis())
        .isGreaterThanOrEqualTo(Limits.ATTEMPT_DELAY.toNanos() / 1e6);
    assertThat(second.detail().text("localAddress")).isPresent();
  }

  @Test
  void silenceIsATimeOutThatCountsSyns() throws IOException {
    try (Silent silent = new Silent()) {
      Walk brief = walk.within(Duration.ofMillis(300));
      Cause cause = Walk.failure(brief.open(List.of(silent.address())));
      assertThat(cause.code()).isEqualTo(VerdictCode.TCP_TIMEOUT);
      assertThat(cause.text()).contains(Wire.text(silent.address()), "no answer", "SYNs sent: 1");
    }
  }

  @Test
  void unreachableIsNotRefused() {
    // A broadcast address of loopback: the kernel itself says no, and nothing is sent.
    Cause cause = Walk.failure(walk.open(List.of(Walk.address("127.255.255.255", 9))));
    assertThat(cause.code()).isEqualTo(VerdictCode.TCP_UNREACHABLE);
    assertThat(cause.text()).contains("127.255.255.255:9", "unreachable");
  }

  @Test
  void sixIsDialledWhereItExists() throws IOException {
    Assumptions.assumeTrue(
        java.net.NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null,
        "::1 is not configured: bring IPv6 up to prove that it is dialled");
    try (Script live = Script.at("::1", Script::hold)) {
      Connection connection = Walk.opened(walk.open(List.of(live.address())));
      connection.close(walk.trace);
      assertThat(walk.account("tcp").peer().orElseThrow()).startsWith("[").contains("]:");
      assertThat(walk.account("tcp").detail().text("family")).contains("IPv6");
      assertThat(walk.account("close").detail().text("closedBy")).contains("client");
    }
  }

  @Test
  void familiesTakeTurns() {
    List<InetSocketAddress> order =
        TcpConnect.interleaved(
            List.of(
                Walk.address("::1", 1),
                Walk.address("::2", 1),
                Walk.address("::3", 1),
                Walk.address("127.0.0.1", 1),
                Walk.address("127.0.0.2", 1)));
    assertThat(order)
        .extracting(each -> each.getAddress().getHostAddress())
        .containsExactly(
            "0:0:0:0:0:0:0:1", "127.0.0.1", "0:0:0:0:0:0:0:2", "127.0.0.2", "0:0:0:0:0:0:0:3");
  }

  @Test
  void moreAddressesThanTheLimitAreLeftOut() {
    List<InetSocketAddress> many = new ArrayList<>();
    for (int i = 1; i < 100; i++) {
      many.add(Walk.address("127.0.0." + i, 1));
    }
    assertThat(TcpConnect.interleaved(many)).hasSize(Limits.ADDRESSES);
  }
}
