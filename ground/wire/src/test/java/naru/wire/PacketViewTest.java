package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PacketViewTest {
  private final PacketView view = new PacketView();

  private static Message query(Name name) {
    return Message.query(Question.of(name, RecordType.A)).edit().id(0xbeef).build();
  }

  private boolean wrap(byte[] packet) {
    return view.wrap(packet, 0, packet.length);
  }

  @Test
  void aPlainQueryIsReadInPlace() {
    byte[] packet = MessageCodec.encode(query(Name.of("WwW.naru.test")));
    byte[] inside = new byte[packet.length + 20];
    System.arraycopy(packet, 0, inside, 7, packet.length);
    assertThat(view.wrap(inside, 7, packet.length)).isTrue();
    assertThat(view.id()).isEqualTo(0xbeef);
    assertThat(view.recursionDesired()).isTrue();
    assertThat(view.type()).isEqualTo(1);
    assertThat(view.recordClass()).isEqualTo(1);
    assertThat(view.hasEdns()).isFalse();
    assertThat(view.udpPayloadOctets()).isEqualTo(512);
    byte[] name = new byte[view.nameOctets()];
    view.foldName(name, 0);
    assertThat(name).isEqualTo(Name.of("www.naru.test").wire());
  }

  @Test
  void ednsIsRead() {
    Edns edns = Edns.plain().withDnssecOk(true);
    assertThat(wrap(MessageCodec.encode(query(Name.ROOT).edit().edns(edns).build()))).isTrue();
    assertThat(view.hasEdns()).isTrue();
    assertThat(view.dnssecOk()).isTrue();
    assertThat(view.hasOptions()).isFalse();
    assertThat(view.udpPayloadOctets()).isEqualTo(1232);
    Edns cookie = edns.with(new Edns.Option(Edns.Option.COOKIE, Rdata.of(new byte[8])));
    assertThat(wrap(MessageCodec.encode(query(Name.ROOT).edit().edns(cookie).build()))).isTrue();
    assertThat(view.hasOptions()).isTrue();
  }

  @Test
  void whatIsNotAPlainQueryIsLeftToTheLongWay() {
    Message.Builder start = query(Name.of("naru.test")).edit();
    assertThat(wrap(MessageCodec.encode(start.build()))).isTrue();
    assertThat(wrap(MessageCodec.encode(start.opcode(Message.NOTIFY).build()))).isFalse();
    assertThat(wrap(MessageCodec.encode(start.opcode(0).response(true).build()))).isFalse();
    Edns next = new Edns(1232, 1, false, java.util.List.of());
    assertThat(wrap(MessageCodec.encode(start.response(false).edns(next).build()))).isFalse();
    assertThat(wrap(new byte[0])).isFalse();
  }

  /** What the view accepts, the codec accepts and reads the same, whatever the bytes. */
  @Test
  void viewAndCodecAgree() {
    SplittableRandom random = new SplittableRandom(53);
    byte[] folded = new byte[Name.MAX_OCTETS];
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] packet = mutated(random);
      if (!wrap(packet)) {
        continue;
      }
      accepted++;
      Message message = MessageCodec.decode(packet).orThrow();
      Question question = message.question().orElseThrow();
      view.foldName(folded, 0);
      assertThat(Arrays.copyOf(folded, view.nameOctets()))
          .isEqualTo(question.name().lowerCase().wire());
      assertThat(view.type()).isEqualTo(question.type().code());
      assertThat(view.hasEdns()).isEqualTo(message.edns().isPresent());
      assertThat(view.dnssecOk()).isEqualTo(message.edns().map(Edns::dnssecOk).orElse(false));
    }
    assertThat(accepted).isBetween(10_000, 45_000);
  }

  private static byte[] mutated(SplittableRandom random) {
    Message.Builder query = query(NameTest.randomName(random)).edit();
    if (random.nextBoolean()) {
      query.edns(Edns.plain().withDnssecOk(random.nextBoolean()));
    }
    byte[] packet = MessageCodec.encode(query.build());
    if (random.nextBoolean()) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }
    boolean cut = random.nextInt(8) == 0;
    return cut ? Arrays.copyOf(packet, random.nextInt(packet.length)) : packet;
  }

  @Test
  void theHashSeesEachOctetAndTheSeed() {
    byte[] name = Name.of("some-longer-label.naru.test").wire();
    long hash = PacketView.hash(name, 0, name.length, 1);
    assertThat(PacketView.hash(name.clone(), 0, name.length, 1)).isEqualTo(hash);
    assertThat(PacketView.hash(name, 0, name.length, 2)).isNotEqualTo(hash);
    for (int i = 0; i < name.length; i++) {
      byte[] other = name.clone();
      other[i] ^= 1;
      assertThat(PacketView.hash(other, 0, name.length, 1)).isNotEqualTo(hash);
    }
  }

  @Test
  void aReadyAnswerTakesTheIdTheCaseAndTheAge() {
    Name name = Name.of("www.naru.test");
    Record record = Record.of(name, 300, RecordData.address(InetAddress.ofLiteral("127.80.0.1")));
    Message answer = Message.answerTo(query(name)).answer(record).edns(Edns.plain()).build();
    ReadyAnswer ready = ReadyAnswer.of(answer).orElseThrow();
    Message asked = query(Name.of("wWw.NARU.test")).edit().recursionDesired(false).id(7).build();
    assertThat(wrap(MessageCodec.encode(asked))).isTrue();
    byte[] target = new byte[ready.octets()];

    assertThat(ready.copyTo(target, 0, view, 299)).isTrue();
    Message copied = MessageCodec.decode(target).orThrow();
    assertThat(copied.id()).isEqualTo(7);
    assertThat(copied.flags().recursionDesired()).isFalse();
    assertThat(copied.questions().getFirst().name()).hasToString("wWw.NARU.test.");
    assertThat(copied.answers()).containsExactly(record.withTtl(1));
    assertThat(copied.edns()).contains(Edns.plain());

    assertThat(ready.copyTo(target, 0, view, 301)).isFalse();
  }
}
