package naru.proof.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import naru.wire.Edns;
import naru.wire.Message;

/** The extended errors of a message, for a person. */
final class ErrorTexts {
  private ErrorTexts() {}

  /** Code and text of each. */
  static List<String> of(Message message) {
    return message.edns().stream()
        .flatMap(edns -> edns.options().stream())
        .filter(o -> o.code() == Edns.Option.EXTENDED_ERROR && o.data().octets() >= 2)
        .map(o -> text(o.data().bytes()))
        .toList();
  }

  private static String text(byte[] data) {
    int code = (data[0] & 0xff) << 8 | data[1] & 0xff;
    String words = new String(data, 2, data.length - 2, StandardCharsets.UTF_8);
    return words.isEmpty() ? "ede " + code : "ede " + code + ": " + words;
  }
}
