package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that want to do harm: RFC 9267, and seeded random damage. */
class HostileMessageTest {
  private static final String HEADER = "0001 8000 0001 0000 0000 0000";

  private static String decoded(String hex) {
    byte[] packet = HexFormat.of().parseHex(hex.replace(" ", ""));
    return switch (MessageCodec.decode(packet)) {
      case Parsed.Ok<Message>(Message message) -> message.questions().toString();
      case Parsed.Malformed<Message> malformed -> malformed.toString();
    };
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 9267 §2: pointers to themselves, forwards, into the header, past the end
    "c00c 0001 0001, compression pointer does not go backwards at offset 12",
    "c00e 0000 0001, compression pointer does not go backwards at offset 12",
    "0161 c00c 0001 0001, compression pointer does not go backwards at offset 14",
    "c0ff 0001 0001, compression pointer does not go backwards at offset 12",
    // RFC 9267 §3, §4: a label longer than what is left, a name without its end
    "3f61 0001 0001, label runs over the end at offset 12",
    "0361 6263, name runs over the end at offset 16",
    "c0, name runs over the end at offset 13",
    // RFC 6891 §5: label types that nobody uses
    "4161 00 0001 0001, label type 0x40 at offset 12",
    "8161 00 0001 0001, label type 0x80 at offset 12",
  })
  void aNameThatGoesAstrayIsMalformed(String question, String complaint) {
    assertThat(decoded(HEADER + question)).isEqualTo(complaint);
  }

  /** Two pointers, each back, that spell one another's labels forever would need to go forwards. */
  @Test
  void pointersIntoTheMiddleOfANameGoBackEachTime() {
    String message = "0001 8000 0002 0000 0000 0000" + "0161 0162 00 0001 0001 c00e 0001 0001";
    assertThat(decoded(message)).isEqualTo("[a.b. A, b. A]");
  }

  /** RFC 9267 §5: RDLENGTH that lies. */
  @Test
  void dataOverTheEndOrShorterThanItsNameIsMalformed() {
    String header = "0001 8000 0000 0001 0000 0000";
    String owner = "00 0002 0001 00000001 ";
    assertThat(decoded(header + owner + "0010 0161 00"))
        .isEqualTo("RDATA of 16 octets runs over the end at offset 23");
    assertThat(decoded(header + owner + "0002 0161 00"))
        .isEqualTo("name runs over the end of its RDATA at offset 26");
    assertThat(decoded(header + owner + "0003 0161 00")).isEqualTo("[]");
    assertThat(decoded(header + owner + "0003 0161 00 ff"))
        .isEqualTo("1 octets after the last record at offset 26");
  }

  /** RFC 1035 §4.1.1: counts are claims; memory is only used for what is there. */
  @Test
  void countsThatLieCostNothing() {
    assertThat(decoded("0001 8000 ffff ffff ffff ffff"))
        .isEqualTo("name runs over the end at offset 12");
  }

  /** RFC 6891 §6.1.1. */
  @Test
  void twoOptRecordsAreMalformed() {
    String opt = "00 0029 04d0 00000000 0000";
    assertThat(decoded("0001 8000 0000 0000 0000 0001" + opt)).isEqualTo("[]");
    assertThat(decoded("0001 8000 0000 0000 0000 0002" + opt + opt)).contains("misplaced OPT");
    assertThat(decoded("0001 8000 0000 0001 0000 0000" + opt)).contains("misplaced OPT");
    assertThat(decoded("0001 8000 0000 0000 0000 0001" + "00 0029 04d0 00000000 0005 0003 0002 ab"))
        .contains("ends early");
  }

  /** What is decoded is encoded so that it decodes to the same, and can always be shown. */
  @Test
  void damagedMessagesNeverThrowAndComeBack() {
    SplittableRandom random = new SplittableRandom(9267);
    int readable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] packet = damaged(random);
      if (MessageCodec.decode(packet) instanceof Parsed.Ok<Message>(Message message)) {
        readable++;
        byte[] again = MessageCodec.encode(message);
        assertThat(MessageCodec.decode(again))
            .as(() -> HexFormat.of().formatHex(packet))
            .isEqualTo(new Parsed.Ok<>(message));
        message.answers().forEach(HostileMessageTest::showAndRead);
      }
    }
    assertThat(readable).isBetween(4_000, 19_000);
  }

  /** The text of any record that has one is read as data that shows the same text. */
  private static void showAndRead(Record record) {
    String text = RecordText.of(record.type(), record.rdata());
    if (!text.startsWith("\\#")) {
      Rdata read = RecordText.parse(record.type(), text, Name.ROOT).orThrow();
      assertThat(RecordText.of(record.type(), read)).isEqualTo(text);
    }
  }

  private static byte[] damaged(SplittableRandom random) {
    Message.Builder builder =
        Message.builder()
            .id(random.nextInt(0x10000))
            .response(true)
            .question(Question.of(NameTest.randomName(random), RecordType.A));
    for (int i = random.nextInt(2); i >= 0; i--) {
      builder.answer(RandomRecords.record(random));
      builder.authority(RandomRecords.record(random));
    }
    if (random.nextBoolean()) {
      builder.edns(Edns.plain().with(new Edns.Option(3, Rdata.of(new byte[random.nextInt(9)]))));
    }
    byte[] packet = MessageCodec.encode(builder.build());
    for (int i = random.nextInt(4); i > 0; i--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }
    boolean cut = random.nextInt(8) == 0;
    return cut ? Arrays.copyOf(packet, random.nextInt(packet.length)) : packet;
  }

  @Test
  void everyCutOfDataIsMalformedOrShorter() {
    SplittableRandom random = new SplittableRandom(3597);
    for (int i = 0; i < 2_000; i++) {
      Record record = RandomRecords.record(random);
      byte[] whole = record.rdata().bytes();
      for (int length = 0; length < whole.length; length++) {
        Rdata cut = Rdata.of(Arrays.copyOf(whole, length));
        RecordText.of(record.type(), cut);
        cut.canonical(record.type());
        RecordData.read(record.type(), cut)
            .ok()
            .ifPresent(data -> assertThat(data.rdata()).isEqualTo(cut));
      }
    }
  }

  /** Data made by hand that does not fit its type is sent as it is. */
  @Test
  void dataOfAnotherFormIsEncodedAsItIs() {
    Rdata odd = Rdata.of(new byte[] {5, 'a'});
    Record record = new Record(Name.ROOT, RecordType.NS, RecordClass.IN, 1, odd);
    byte[] packet = MessageCodec.encode(Message.builder().answer(record).build());
    assertThat(Arrays.copyOfRange(packet, packet.length - 2, packet.length)).isEqualTo(odd.bytes());
    assertThat(record.toString()).isEqualTo(". 1 IN NS \\# 2 0561");
  }
}
