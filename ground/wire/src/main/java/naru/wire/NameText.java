package naru.wire;

import java.util.Arrays;

/** Names as text: the escapes of RFC 1035 §5.1 (<code>\.</code> and <code>\DDD</code>). */
final class NameText {
  private NameText() {}

  /** An absolute name, with or without its final dot. */
  static Parsed<Name> parse(String text) {
    return parse(text, Name.ROOT);
  }

  /** A name that is relative to {@code origin} unless it ends in a dot (RFC 1035 §5.1). */
  static Parsed<Name> parse(String text, Name origin) {
    if (text.equals(".")) {
      return new Parsed.Ok<>(Name.ROOT);
    }
    if (text.isEmpty()) {
      return new Parsed.Malformed<>("empty name", 0);
    }
    return new Reader(text).read(origin);
  }

  static String format(Name name) {
    if (name.isRoot()) {
      return ".";
    }
    byte[] wire = name.sharedWire();
    StringBuilder text = new StringBuilder(wire.length + 8);
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
      Escapes.appendDecimal(text, octet);
    } else {
      if (".\\\"();@$".indexOf(octet) >= 0) {
        text.append('\\');
      }
      text.append((char) octet);
    }
  }

  /** Walks the text once, straight into the wire form. Confined to one thread. */
  private static final class Reader {
    private final String text;
    private final byte[] wire = new byte[Name.MAX_OCTETS];
    private int labelAt;
    private int filled = 1;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Parsed<Name> read(Name origin) {
      while (at < text.length()) {
        boolean isDot = text.charAt(at) == '.';
        int octet = isDot ? 0 : Escapes.octetAt(text, at);
        if (octet < 0) {
          return malformed("broken escape or a character outside of one octet");
        }
        if (isDot && filled == labelAt + 1) {
          return malformed("empty label");
        }
        if (!isDot && filled - labelAt > Name.MAX_LABEL_OCTETS) {
          return malformed("label over 63 octets");
        }
        // One octet more must fit behind this one: the root's, or the next length.
        if (filled >= Name.MAX_OCTETS - (isDot ? 0 : 1)) {
          return malformed("name over 255 octets");
        }
        take(isDot, octet);
      }
      return filled == labelAt + 1 ? absolute() : relativeTo(origin);
    }

    private void take(boolean isDot, int octet) {
      if (isDot) {
        wire[labelAt] = (byte) (filled - labelAt - 1);
        labelAt = filled++;
        at++;
      } else {
        wire[filled++] = (byte) octet;
        at += Escapes.widthAt(text, at);
      }
    }

    private Parsed<Name> absolute() {
      return new Parsed.Ok<>(Name.ofChecked(Arrays.copyOf(wire, filled)));
    }

    private Parsed<Name> relativeTo(Name origin) {
      wire[labelAt] = (byte) (filled - labelAt - 1);
      int octets = filled + origin.octets();
      if (octets > Name.MAX_OCTETS) {
        return malformed("name of " + octets + " octets, over 255");
      }
      byte[] joined = Arrays.copyOf(wire, octets);
      origin.copyTo(joined, filled);
      return new Parsed.Ok<>(Name.ofChecked(joined));
    }

    private Parsed<Name> malformed(String reason) {
      return new Parsed.Malformed<>(reason, at);
    }
  }
}
