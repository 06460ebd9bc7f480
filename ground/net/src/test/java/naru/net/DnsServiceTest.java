package naru.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.net.MessageStream.Next;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Rcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listens: how it opens, answers, and gives everything back. */
class DnsServiceTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Time time = Time.system();
  private final Exchanges exchanges = Exchanges.system(time);

  private static DnsHandler honest() {
    return query -> Optional.of(Landing.answerTo(query.message(), query.sameUser()));
  }

  private Message answer(Server server, Message query) {
    Exchanged outcome = exchanges.ask(server, query, LONG, time.promise());
    assertThat(outcome).isInstanceOf(Exchanged.Answered.class);
    return ((Exchanged.Answered) outcome).message();
  }

  /** Sends bytes over UDP and returns what comes back. */
  private byte[] overUdp(InetSocketAddress server, byte[] query) throws IOException {
    try (var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(server);
      channel.write(ByteBuffer.wrap(query));
      ByteBuffer in = ByteBuffer.allocate(MessageCodec.MAX_OCTETS);
      var moved = new BoundedIo(time, channel).within(LONG, () -> channel.read(in));
      assertThat(moved).isInstanceOf(Packets.Moved.Octets.class);
      return Arrays.copyOf(in.array(), in.position());
    }
  }

  private Packets.Stream connected(InetSocketAddress server) {
    var opened = (Packets.Opened.Open<Packets.Stream>) Packets.system(time).stream(server);
    assertThat(opened.opened().connect(LONG)).isInstanceOf(Packets.Moved.Octets.class);
    return opened.opened();
  }

  @Test
  void portZeroIsOnePortForUdpAndTcp() {
    try (Landing landing = Landing.overBoth()) {
      assertThat(landing.listener.addresses()).hasSize(1);
      assertThat(landing.address().getPort()).isPositive();
    }
  }

  @Test
  void anAnswerOverUdpIsCutToWhatTheAskerCanReceive() throws IOException {
    try (Landing landing = Landing.overBoth()) {
      Message plain = Landing.query(Landing.BIG);
      Message tiny = plain.edit().edns(new Edns(100, 0, false, List.of())).build();
      Message wide = plain.edit().edns(new Edns(4096, 0, false, List.of())).build();

      assertThat(overUdp(landing.address(), MessageCodec.encode(plain))).hasSizeBetween(12, 512);
      assertThat(overUdp(landing.address(), MessageCodec.encode(tiny))).hasSizeBetween(12, 512);
      byte[] cut = overUdp(landing.address(), MessageCodec.encode(wide));
      assertThat(cut).hasSizeLessThanOrEqualTo(1232);
      assertThat(MessageCodec.decode(cut).orThrow().flags().truncated()).isTrue();
    }
  }

  @Test
  void aMalformedQuestionGetsFormerrAndNothingElse() throws IOException {
    byte[] query = MessageCodec.encode(Landing.query(Landing.NAME));
    try (Landing landing = Landing.overBoth()) {
      byte[] answer = overUdp(landing.address(), Arrays.copyOf(query, query.length - 3));

      assertThat(answer).hasSize(12);
      Message read = MessageCodec.decode(answer).orThrow();
      assertThat(read.id()).isEqualTo(4711);
      assertThat(read.rcode()).isEqualTo(Rcode.FORMERR);
      assertThat(read.flags().response()).isTrue();
    }
  }

  @Test
  void anAnswerIsNeverAnswered() throws IOException {
    byte[] query = MessageCodec.encode(Landing.query(Landing.NAME));
    byte[] response = query.clone();
    response[2] |= (byte) 0x80;
    try (Landing landing = Landing.overBoth();
        var channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(landing.address());
      channel.write(ByteBuffer.wrap(response));
      query[1] ^= 1;
      channel.write(ByteBuffer.wrap(query));
      ByteBuffer in = ByteBuffer.allocate(512);
      new BoundedIo(time, channel).within(LONG, () -> channel.read(in));

      assertThat(in.get(1)).isEqualTo(query[1]);
    }
  }

  @Test
  void aBugInTheHandlerIsServfail() {
    try (Landing landing = Landing.overBoth()) {
      Server server = new Server.Plain(landing.address());

      assertThat(answer(server, Landing.query(Landing.BUG)).rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(answer(server, Landing.query(Landing.NAME)).answers()).hasSize(1);
    }
  }

  @Test
  void whatLiesReadyIsAnsweredOnTheLoop() {
    DnsHandler ready =
        new DnsHandler() {
          @Override
          public int ready(
              byte[] query,
              int octets,
              Transport transport,
              InetSocketAddress peer,
              byte[] answer) {
            System.arraycopy(query, 0, answer, 0, octets);
            answer[2] |= (byte) 0x84;
            return octets;
          }

          @Override
          public Optional<Message> answer(DnsQuery query) {
            return Optional.empty();
          }
        };
    try (DnsListener listener =
        Landing.opened(DnsService.on(time, ready).udp(Landing.ANY_PORT).open())) {
      Server server = new Server.Plain(listener.addresses().getFirst());

      assertThat(answer(server, Landing.query(Landing.NAME)).flags().authoritative()).isTrue();
    }
  }

  /** RFC 7766 §6.2.1.1 and §7: questions side by side, answers as they are ready. */
  @Test
  void answersOnAStreamOvertakeASlowOne() {
    try (Landing landing = Landing.overBoth();
        Packets.Stream stream = connected(landing.address())) {
      MessageStream messages = new MessageStream(time, stream);
      messages.write(MessageCodec.encode(Landing.query(Landing.SLOW)), LONG);
      for (int i = 0; i < 100; i++) {
        Message query = Landing.query(Landing.NAME).edit().id(i).build();
        messages.write(MessageCodec.encode(query), LONG);
      }
      boolean[] seen = new boolean[100];
      for (int i = 0; i < 100; i++) {
        seen[next(messages).id()] = true;
      }
      assertThat(seen).containsOnly(true);
      landing.release.complete(true);
      assertThat(Landing.owners(next(messages))).containsExactly(Landing.SLOW);
    }
  }

  private Message next(MessageStream messages) {
    Next next = messages.next(LONG, LONG);
    assertThat(next).isInstanceOf(Next.Whole.class);
    return MessageCodec.decode(((Next.Whole) next).octets()).orThrow();
  }

  /** RFC 7766 §6.2.4: who has asked everything still gets the answers. */
  @Test
  void aHalfClosedConnectionGetsItsAnswers() throws IOException {
    try (Landing landing = Landing.overBoth();
        SocketChannel channel = SocketChannel.open(landing.address())) {
      MessageStream messages =
          new MessageStream(time, new SystemPackets.KernelStream(time, channel, landing.address()));
      messages.write(MessageCodec.encode(Landing.query(Landing.SLOW)), LONG);
      channel.shutdownOutput();
      time.after(Duration.ofMillis(50), () -> landing.release.complete(true));

      assertThat(Landing.owners(next(messages))).containsExactly(Landing.SLOW);
      assertThat(messages.next(LONG, LONG)).isInstanceOf(Next.Over.class);
    }
  }

  @Test
  void garbageClosesTheConnectionAfterFormerr() {
    byte[] garbage = "GET / HTTP/1.1\r\n\r\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
    try (Landing landing = Landing.overBoth();
        Packets.Stream stream = connected(landing.address())) {
      MessageStream messages = new MessageStream(time, stream);
      stream.write(ByteBuffer.wrap(garbage), LONG);

      assertThat(next(messages).rcode()).isEqualTo(Rcode.FORMERR);
      assertThat(messages.next(LONG, LONG)).isInstanceOf(Next.Over.class);
    }
  }

  @Test
  void aLocalSocketIsItsOwnersAndKnowsThem(@TempDir Path dir) throws IOException {
    Path path = dir.resolve("dns");
    try (Landing landing = Landing.on(service -> service.local(path))) {
      Message answer = answer(new Server.Local(path), Landing.query(Landing.BIG));

      assertThat(landing.listener.addresses()).isEmpty();
      assertThat(answer.answers()).hasSize(Landing.BIG_RECORDS);
      assertThat(answer.flags().authenticData()).as("same user").isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aLocalSocketThatIsServedIsTakenAndAStaleOneIsNot(@TempDir Path dir) throws IOException {
    Path path = dir.resolve("dns");
    try (ServerSocketChannel died = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      died.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).as("left behind").exists();
    try (Landing _ = Landing.on(service -> service.local(path))) {
      assertThat(DnsService.on(time, honest()).local(path).open())
          .isEqualTo(new Listening.Refused(path.toString(), Listening.Reason.TAKEN));
      assertThat(answer(new Server.Local(path), Landing.query(Landing.NAME)).answers()).hasSize(1);
    }
  }

  @Test
  void anOrdinaryFileIsNeverRemoved(@TempDir Path dir) throws IOException {
    Path path = Files.writeString(dir.resolve("dns"), "mine");

    assertThat(DnsService.on(time, honest()).local(path).open())
        .isEqualTo(new Listening.Refused(path.toString(), Listening.Reason.TAKEN));
    assertThat(path).hasContent("mine");
  }

  @Test
  void aTakenPortIsNamedAndNothingElseIsLeftOpen() throws IOException {
    InetAddress second = InetAddress.ofLiteral("127.0.0.2");
    try (DatagramChannel other = DatagramChannel.open(StandardProtocolFamily.INET)) {
      other.bind(Landing.ANY_PORT);
      InetSocketAddress taken = (InetSocketAddress) other.getLocalAddress();
      InetSocketAddress free = new InetSocketAddress(second, taken.getPort());
      Listening listening = DnsService.on(time, honest()).udp(free).tcp(free).udp(taken).open();

      assertThat(listening)
          .isEqualTo(new Listening.Refused("udp " + Addresses.text(taken), Listening.Reason.TAKEN));
      Landing.opened(DnsService.on(time, honest()).udp(free).tcp(free).open()).close();
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);

    assertThat(DnsService.on(time, honest()).udp(elsewhere).open())
        .isEqualTo(new Listening.Refused("udp 192.0.2.1:0", Listening.Reason.NO_SUCH_ADDRESS));
  }

  @Test
  void closingFreesEveryPortAtOnceWithConnectionsOpen(@TempDir Path dir) {
    Path path = dir.resolve("dns");
    Landing landing =
        Landing.on(service -> service.udp(Landing.ANY_PORT).tcp(Landing.ANY_PORT).local(path));
    InetSocketAddress address = landing.address();
    try (Packets.Stream stream = connected(address)) {
      long start = time.nanos();
      landing.close();
      assertThat(time.millisSince(start)).isLessThan(1_000);
      assertThat(new MessageStream(time, stream).next(LONG, LONG)).isInstanceOf(Next.Over.class);
    }
    Landing.opened(DnsService.on(time, honest()).udp(address).tcp(address).local(path).open())
        .close();
  }

  @Test
  void thirtyAddressesAreCheap() {
    DnsService service = DnsService.on(time, honest());
    for (int i = 1; i <= 30; i++) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.53.99." + i), 0);
      service.udp(address).tcp(address);
    }
    long start = time.nanos();
    try (DnsListener listener = Landing.opened(service.open())) {
      assertThat(time.millisSince(start)).isLessThan(1_000);
      assertThat(listener.addresses()).hasSize(30);
      for (InetSocketAddress address : listener.addresses()) {
        Name name = Name.of("of-" + address.getPort() + ".naru.test");
        assertThat(Landing.owners(answer(new Server.Plain(address), Landing.query(name))))
            .containsExactly(name);
      }
    }
  }
}
