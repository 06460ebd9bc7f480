package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final Name WWW = Name.of("www.naru.test");
  private static final Record ADDRESS =
      Record.of(WWW, 300, RecordData.address(InetAddress.ofLiteral("127.80.0.1")));

  @Test
  void aMessageComesBackAsItWas() {
    Message message =
        Message.query(Question.of(WWW, RecordType.A))
            .edit()
            .id(4711)
            .response(true)
            .authoritative(true)
            .answer(ADDRESS)
            .authority(
                Record.of(Name.of("naru.test"), 60, new RecordData.Ns(Name.of("ns.naru.test"))))
            .rcode(Rcode.BADVERS)
            .edns(Edns.plain().with(Edns.Option.extendedError(9, "no key")))
            .build();
    assertThat(MessageCodec.decode(MessageCodec.encode(message)))
        .isEqualTo(new Parsed.Ok<>(message));
  }

  @Test
  void namesAreCompressed() {
    Message message = Message.query(Question.of(WWW, RecordType.A)).edit().answer(ADDRESS).build();
    // header 12, question 15 + 4, answer: pointer 2 + 10 + 4
    assertThat(MessageCodec.encode(message)).hasSize(12 + 19 + 16);
  }

  @Test
  void everyCutOfAMessageIsMalformed() {
    Message message = Message.query(Question.of(WWW, RecordType.A)).edit().answer(ADDRESS).build();
    byte[] whole = MessageCodec.encode(message);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThat(MessageCodec.decode(cut))
          .as("cut to " + length)
          .isInstanceOf(Parsed.Malformed.class);
    }
  }

  /** RFC 9267 §2: pointers that go nowhere or round in circles. */
  @Test
  void aPointerToItselfIsMalformed() {
    byte[] message = {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xc0, 12, 0, 1, 0, 1};
    assertThat(MessageCodec.decode(message))
        .isEqualTo(new Parsed.Malformed<>("compression pointer does not go backwards", 12));
  }

  /** RFC 2181 §9: whole sets are left out, and TC says so. */
  @Test
  void whatDoesNotFitIsLeftOutByWholeSets() {
    List<Record> set =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(
                i -> Record.of(WWW, 60, RecordData.address(InetAddress.ofLiteral("127.0.0." + i))))
            .toList();
    Message message = Message.query(Question.of(WWW, RecordType.A)).edit().answers(set).build();
    Message cut = MessageCodec.decode(MessageCodec.encode(message, 512)).orThrow();
    assertThat(cut.answers()).isEmpty();
    assertThat(cut.flags().truncated()).isTrue();
  }
}
