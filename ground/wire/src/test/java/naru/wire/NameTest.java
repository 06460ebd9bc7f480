package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
  /** RFC 4343 §3: letters' case is kept, and does not count. */
  @Test
  void caseIsKeptAndDoesNotCount() {
    Name upper = Name.of("WWW.Naru.TEST");
    Name lower = Name.of("www.naru.test.");
    assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower);
    assertThat(upper.equalsExactly(lower)).isFalse();
    assertThat(upper).hasToString("WWW.Naru.TEST.");
    assertThat(upper.lowerCase().equalsExactly(lower)).isTrue();
  }

  /** RFC 4343 §3: only ASCII letters fold. */
  @Test
  void onlyAsciiLettersFold() {
    assertThat(Name.of("\\200")).isNotEqualTo(Name.of("\\232"));
    assertThat(Name.of("\\091")).isNotEqualTo(Name.of("\\123"));
  }

  /** The example of RFC 4034 §6.1. */
  @Test
  void canonicalOrder() {
    List<Name> ordered =
        Stream.of(
                "example",
                "a.example",
                "yljkjljk.a.example",
                "Z.a.example",
                "zABC.a.EXAMPLE",
                "z.example",
                "\\001.z.example",
                "*.z.example",
                "\\200.z.example")
            .map(Name::of)
            .toList();
    List<Name> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(ordered);
  }

  /** RFC 1035 §2.3.4. */
  @Test
  void labelsAndNamesHaveTheirLimits() {
    String label = "x".repeat(63);
    assertThat(Name.parse(label).ok()).isPresent();
    assertThat(Name.parse(label + "x").ok()).isEmpty();
    String longest = (label + ".").repeat(3) + "x".repeat(61);
    assertThat(Name.of(longest).octets()).isEqualTo(255);
    assertThat(Name.of(longest + ".")).isEqualTo(Name.of(longest));
    assertThat(Name.parse(longest + "x").ok()).isEmpty();
    assertThat(Name.parse(longest + "x.").ok()).isEmpty();
    assertThat(Name.parse((label + ".").repeat(4)).ok()).isEmpty();
    assertThat(Name.parse("a.".repeat(127)).ok()).isPresent();
    assertThat(Name.parse("a.".repeat(128)).ok()).isEmpty();
    assertThat(Name.of("a.".repeat(127)).child("b").ok()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".a", "a..b", "a\\", "a\\25", "a\\256", "a\\1x2", "\u0100"})
  void brokenTextIsMalformed(String text) {
    assertThat(Name.parse(text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void aDotThatIsEscapedPartsNoLabels() {
    assertThat(Name.of("a\\.b.test").labelCount()).isEqualTo(2);
    assertThat(Name.of("\\097\\b")).isEqualTo(Name.of("ab"));
  }

  /** RFC 1035 §5.1: whatever the octets, the text says them all. */
  @Test
  void anyOctetsComeBackFromTheirText() {
    SplittableRandom random = new SplittableRandom(4711);
    for (int i = 0; i < 20_000; i++) {
      Name name = randomName(random);
      assertThat(Name.of(name.toString()).equalsExactly(name)).as("%s", name).isTrue();
    }
  }

  static Name randomName(SplittableRandom random) {
    List<byte[]> labels = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      byte[] label = new byte[1 + random.nextInt(random.nextInt(12) == 0 ? 50 : 8)];
      for (int j = 0; j < label.length; j++) {
        boolean letter = random.nextInt(4) > 0;
        label[j] = (byte) (letter ? 'A' + random.nextInt(58) : random.nextInt(256));
      }
      labels.add(label);
    }
    return Name.ofLabels(labels).orThrow();
  }

  @Test
  void ancestry() {
    Name www = Name.of("www.naru.test");
    assertThat(www.isBelow(Name.of("NARU.test"))).isTrue();
    assertThat(www.isBelow(www)).isFalse();
    assertThat(www.isAtOrBelow(www)).isTrue();
    assertThat(Name.of("wwwnaru.test").isBelow(Name.of("naru.test"))).isFalse();
    // the octets of one name end with those of the other, but at no label's start
    assertThat(Name.of("a\\004test").isAtOrBelow(Name.of("test"))).isFalse();
    assertThat(www.commonAncestor(Name.of("x.y.test"))).isEqualTo(Name.of("test"));
    assertThat(www.rightmost(2)).isEqualTo(Name.of("naru.test"));
    assertThat(www.rebased(Name.of("test"), Name.of("a.b")).orThrow())
        .isEqualTo(Name.of("www.naru.a.b"));
  }
}
