package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Rdata;
import org.junit.jupiter.api.Test;

/** What one peer may have of our streams (RFC 7766 §6.2, RFC 9210 §4), and what it is told. */
class StreamLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Time time = Time.system();

  private MessageStream messages(SocketChannel channel) throws IOException {
    return new MessageStream(
        time, new SystemPackets.KernelStream(time, channel, channel.getRemoteAddress()));
  }

  private boolean isServed(SocketChannel channel) throws IOException {
    MessageStream messages = messages(channel);
    messages.write(MessageCodec.encode(Landing.query(Landing.NAME)), LONG);
    return messages.next(LONG, LONG) instanceof MessageStream.Next.Whole;
  }

  @Test
  void section622OnePeerHasSoManyConnectionsAndNoMore() throws IOException {
    List<SocketChannel> open = new ArrayList<>();
    try (Landing landing = Landing.overBoth()) {
      for (int i = 0; i < Limits.CONNECTIONS_A_PEER; i++) {
        open.add(SocketChannel.open(landing.address()));
      }
      assertThat(isServed(open.getLast())).isTrue();
      try (SocketChannel tooMany = SocketChannel.open(landing.address())) {
        assertThat(isServed(tooMany)).isFalse();
      }
      open.removeFirst().close();
      assertThat(isServedSoon(landing)).isTrue();
    } finally {
      open.forEach(BoundedIo::closeQuietly);
    }
  }

  /** The server hears of a close a moment after it. */
  private boolean isServedSoon(Landing landing) throws IOException {
    for (int i = 0; i < 100; i++) {
      try (SocketChannel channel = SocketChannel.open(landing.address())) {
        if (isServed(channel)) {
          return true;
        }
      }
      time.pause(Duration.ofMillis(20), time.promise());
    }
    return false;
  }

  @Test
  void rfc7828WhoAsksIsToldHowLongAStreamMayBeIdle() throws IOException {
    DnsHandler plain = q -> Optional.of(Message.answerTo(q.message()).edns(Edns.plain()).build());
    Edns.Option wanted = new Edns.Option(Edns.Option.TCP_KEEPALIVE, Rdata.of(new byte[0]));
    Message query = Landing.query(Landing.NAME).edit().edns(Edns.plain().with(wanted)).build();
    try (DnsListener listener =
        Landing.opened(
            DnsService.on(time, plain).udp(Landing.ANY_PORT).tcp(Landing.ANY_PORT).open())) {
      var address = listener.addresses().getFirst();
      Edns.Option told = keepalive(new Server.OverTcp(address), query).orElseThrow();
      byte[] tenths = told.data().bytes();
      assertThat((tenths[0] & 0xff) << 8 | tenths[1] & 0xff)
          .isEqualTo(Limits.IDLE.toMillis() / 100);
      assertThat(keepalive(new Server.Plain(address), query)).isEmpty();
    }
  }

  private Optional<Edns.Option> keepalive(Server server, Message query) {
    Exchanged outcome = Exchanges.system(time).ask(server, query, LONG, time.promise());
    return ((Exchanged.Answered) outcome)
        .message()
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.TCP_KEEPALIVE));
  }
}
