package naru.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Names as text: the escapes of RFC 1035 §5.1 (<code>\.</code> and <code>\DDD</code>). */
final class NameText {
  private NameText() {}

  static Parsed<Name> parse(String text) {
    if (text.equals(".")) {
      return new Parsed.Ok<>(Name.ROOT);
    }
    if (text.isEmpty()) {
      return new Parsed.Malformed<>("empty name", 0);
    }
    return new Reader(text).read();
  }

  static String format(Name name) {
    if (name.isRoot()) {
      return ".";
    }
    StringBuilder text = new StringBuilder();
    byte[] wire = name.sharedWire();
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      for (int i = 1; i <= wire[at]; i++) {
        appendOctet(text, wire[at + i] & 0xff);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static void appendOctet(StringBuilder text, int octet) {
    if (octet <= ' ' || octet >= 0x7f) {
      text.append('\\')
          .append((char) ('0' + octet / 100))
          .append((char) ('0' + octet / 10 % 10))
          .append((char) ('0' + octet % 10));
    } else {
      if (".\\\"();@$".indexOf(octet) >= 0) {
        text.append('\\');
      }
      text.append((char) octet);
    }
  }

  /** Walks the text once, a label at a time. Confined to one thread. */
  private static final class Reader {
    private final String text;
    private final List<byte[]> labels = new ArrayList<>();
    private final ByteArrayOutputStream label = new ByteArrayOutputStream();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Parsed<Name> read() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '.') {
          if (label.size() == 0) {
            return new Parsed.Malformed<>("empty label", at);
          }
          endLabel();
          at++;
        } else if (c == '\\') {
          if (!readEscape()) {
            return new Parsed.Malformed<>("broken escape", at);
          }
        } else if (c > 0xff) {
          return new Parsed.Malformed<>("character outside of one octet", at);
        } else {
          label.write(c);
          at++;
        }
      }
      if (label.size() > 0) {
        endLabel();
      }
      return Name.ofLabels(labels);
    }

    private void endLabel() {
      labels.add(label.toByteArray());
      label.reset();
    }

    private boolean readEscape() {
      if (at + 1 >= text.length()) {
        return false;
      }
      char next = text.charAt(at + 1);
      if (!isDigit(next)) {
        label.write(next);
        at += 2;
        return next <= 0xff;
      }
      if (at + 3 >= text.length()
          || !isDigit(text.charAt(at + 2))
          || !isDigit(text.charAt(at + 3))) {
        return false;
      }
      int octet = Integer.parseInt(text, at + 1, at + 4, 10);
      label.write(octet);
      at += 4;
      return octet <= 0xff;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
