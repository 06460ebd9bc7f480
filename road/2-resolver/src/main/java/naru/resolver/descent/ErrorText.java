package naru.resolver.descent;

import java.nio.charset.StandardCharsets;
import naru.wire.Edns;
import naru.wire.Message;

/** An upstream's own words about its failure, if it had any (RFC 8914). */
final class ErrorText {
  private ErrorText() {}

  /** {@code " (EDE 18: Prohibited)"}, or nothing. */
  static String of(Message message) {
    return message
        .edns()
        .flatMap(edns -> edns.option(Edns.Option.EXTENDED_ERROR))
        .map(option -> option.data().bytes())
        .filter(bytes -> bytes.length >= 2)
        .map(ErrorText::words)
        .orElse("");
  }

  private static String words(byte[] bytes) {
    int code = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    String text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8);
    return " (EDE " + code + (text.isBlank() ? "" : ": " + printable(text)) + ")";
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
