package naru.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a peer says, made fit for a terminal. */
class PrintableTest {
  @Test
  void controlCharactersAreEscaped() {
    assertThat(Printable.of("a\u001b[31m\u0007\u0000\u007f\u009b\r\n\t\\"))
        .isEqualTo("a\\x1b[31m\\x07\\x00\\x7f\\x9b\\r\\n\\t\\\\");
  }

  @Test
  void charactersThatTurnTextAreEscaped() {
    assertThat(Printable.of("a\u202eb\u2028\u200b\ufeff"))
        .isEqualTo("a\\u{202e}b\\u{2028}\\u{200b}\\u{feff}");
  }

  @Test
  void octetsAreUtf8WhereTheyCanBe() {
    assertThat(Printable.of("나루".getBytes(StandardCharsets.UTF_8))).isEqualTo("나루");
    assertThat(Printable.of(new byte[] {(byte) 0xe9, 'a', (byte) 0x9b})).isEqualTo("éa\\x9b");
  }

  @Test
  void longTextIsBounded() {
    String shown = Printable.of("😀".repeat(5_000));
    assertThat(shown.codePointCount(0, shown.length())).isLessThan(Limits.TEXT_SHOWN + 40);
    assertThat(shown).contains("10000 characters");
  }
}
