package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded random records against another implementation, in both directions. */
class DnsjavaTest {
  private static final int ROUNDS = 150;

  private static List<RecordType> types() {
    return RandomRecords.TYPES;
  }

  /** Without those whose text it does not know. */
  private static List<RecordType> typesWithText() {
    List<RecordType> unknown = List.of(RecordType.CSYNC, RecordType.EUI48, RecordType.EUI64);
    return types().stream().filter(type -> !unknown.contains(type)).toList();
  }

  /** Both write a message that the other reads as the same. */
  @ParameterizedTest
  @MethodSource("types")
  void wire(RecordType type) throws IOException {
    SplittableRandom random = new SplittableRandom(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      Record ours = record(type, random);
      Message message =
          Message.builder().question(Question.of(ours.owner(), type)).answer(ours).build();
      org.xbill.DNS.Message theirs = new org.xbill.DNS.Message(MessageCodec.encode(message));
      assertThat(MessageCodec.decode(theirs.toWire())).isEqualTo(new Parsed.Ok<>(message));
    }
  }

  /** Our text is theirs, and theirs is ours. */
  @ParameterizedTest
  @MethodSource("typesWithText")
  void text(RecordType type) throws IOException {
    SplittableRandom random = new SplittableRandom(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      Rdata ours = RandomRecords.rdata(type, random);
      String text = RecordText.of(type, ours);
      org.xbill.DNS.Record theirs =
          org.xbill.DNS.Record.fromString(
              org.xbill.DNS.Name.root,
              type.code(),
              org.xbill.DNS.DClass.IN,
              60,
              text,
              org.xbill.DNS.Name.root);
      assertThat(RecordText.parse(type, text, Name.ROOT)).isEqualTo(new Parsed.Ok<>(ours));
      assertThat(rdata(theirs)).as(text).isEqualTo(ours);
      if (!printsBareSpecials(theirs)) {
        assertThat(RecordText.parse(type, theirs.rdataToString(), Name.ROOT))
            .as(theirs.rdataToString())
            .isEqualTo(new Parsed.Ok<>(ours));
      }
    }
  }

  private static Rdata rdata(org.xbill.DNS.Record theirs) {
    org.xbill.DNS.Message message = new org.xbill.DNS.Message();
    message.addRecord(theirs, org.xbill.DNS.Section.ANSWER);
    return MessageCodec.decode(message.toWire()).orThrow().answers().getFirst().rdata();
  }

  /** Texts come out unquoted, with octets as they are that a master file reads otherwise. */
  private static boolean printsBareSpecials(org.xbill.DNS.Record theirs) {
    boolean maybeBare =
        List.of("TXT", "SPF", "SVCB", "HTTPS")
            .contains(org.xbill.DNS.Type.string(theirs.getType()));
    return maybeBare
        && theirs.rdataToString().chars().anyMatch(c -> c == ';' || c == '(' || c == ')');
  }

  /** Without those whose target it folds, which RFC 4034 §6.2 does not list. */
  private static List<RecordType> typesWithCanonicalForm() {
    List<RecordType> folded = List.of(RecordType.SVCB, RecordType.HTTPS);
    return types().stream().filter(type -> !folded.contains(type)).toList();
  }

  /** RFC 4034 §6.2: the same octets to sign and to hash. */
  @ParameterizedTest
  @MethodSource("typesWithCanonicalForm")
  void canonicalForm(RecordType type) throws IOException {
    SplittableRandom random = new SplittableRandom(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      Record ours = record(type, random);
      Message message = Message.builder().answer(ours).build();
      org.xbill.DNS.Message theirs = new org.xbill.DNS.Message(MessageCodec.encode(message));
      org.xbill.DNS.Record read = theirs.getSection(org.xbill.DNS.Section.ANSWER).getFirst();
      assertThat(ours.rdata().canonical(type).bytes()).isEqualTo(read.rdataToWireCanonical());
    }
  }

  private static Record record(RecordType type, SplittableRandom random) {
    Name owner = NameTest.randomName(random);
    return new Record(owner, type, RecordClass.IN, 60, RandomRecords.rdata(type, random));
  }

  /** Names too: what one prints, the other reads. */
  @org.junit.jupiter.api.Test
  void names() throws IOException {
    SplittableRandom random = new SplittableRandom(1035);
    for (int i = 0; i < 5_000; i++) {
      Name ours = NameTest.randomName(random);
      org.xbill.DNS.Name theirs = new org.xbill.DNS.Name(ours.wire());
      assertThat(new org.xbill.DNS.Name(ours.toString()).toWire()).isEqualTo(ours.wire());
      assertThat(Name.of(theirs.toString()).equalsExactly(ours)).isTrue();
      Name other = NameTest.randomName(random);
      int order = theirs.compareTo(new org.xbill.DNS.Name(other.wire()));
      assertThat(Integer.signum(ours.compareTo(other))).isEqualTo(Integer.signum(order));
      assertThat(Arrays.equals(ours.lowerCase().wire(), theirs.toWireCanonical())).isTrue();
    }
  }
}
