package naru.visit;

import com.ibm.icu.text.IDNA;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Parsed;

/**
 * The host of a URL: an IPv6 address in brackets, an IPv4 address in any of its spellings, or a
 * name, brought to ASCII by UTS 46 (the WHATWG URL standard's host parser).
 */
final class HostParser {
  private static final String FORBIDDEN = " #/:<>?@[\\]^|%\u007f";

  private HostParser() {}

  static Url.Host parse(String text, int position) {
    if (text.isEmpty()) {
      throw new UrlParser.Refused("the host is missing", position);
    }
    if (text.startsWith("[")) {
      return new Url.Host.Literal(ipv6(text, position));
    }
    String ascii = toAscii(percentDecoded(text, position), position);
    checkCharacters(ascii, position);
    if (endsInNumber(ascii)) {
      return new Url.Host.Literal(ipv4(ascii, position));
    }
    return switch (Name.parse(ascii)) {
      case Parsed.Ok<Name>(Name name) -> new Url.Host.Domain(name, ascii.endsWith("."));
      case Parsed.Malformed<Name>(String reason, int offset) ->
          throw new UrlParser.Refused(
              "host \"" + shown(ascii) + "\": " + reason,
              position + Math.min(offset, text.length() - 1));
    };
  }

  private static InetAddress ipv6(String text, int position) {
    String inside = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
    boolean plain = inside.matches("[0-9A-Fa-f:.]+") && inside.contains(":");
    return Optional.of(inside)
        .filter(_ -> plain)
        .flatMap(HostParser::literal)
        .orElseThrow(
            () -> new UrlParser.Refused("\"" + shown(text) + "\" is no IPv6 address", position));
  }

  /**
   * A mapped address stays an IPv6 one in the JDK's eyes only when built so; both can be dialled.
   */
  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(Inet6Address.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String percentDecoded(String text, int position) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer octets = ByteBuffer.wrap(PercentCoding.decode(text));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new UrlParser.Refused("host \"" + shown(text) + "\" is not UTF-8", position);
    }
  }

  private static String toAscii(String text, int position) {
    boolean plain = text.chars().allMatch(c -> c < 0x80);
    String lower = plain ? text.toLowerCase(Locale.ROOT) : text;
    boolean needsMapping = !plain || lower.startsWith("xn--") || lower.contains(".xn--");
    return needsMapping ? Uts46.toAscii(text, position) : lower;
  }

  /** Loads the large tables of UTS 46 only for the names that need them. */
  private static final class Uts46 {
    private static final IDNA MAPPING =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);

    static String toAscii(String text, int position) {
      IDNA.Info info = new IDNA.Info();
      String ascii = MAPPING.nameToASCII(text, new StringBuilder(), info).toString();
      var errors = java.util.EnumSet.noneOf(IDNA.Error.class);
      errors.addAll(info.getErrors());
      // Lengths are judged with the name itself; WHATWG allows hyphens anywhere.
      errors.removeAll(
          java.util.EnumSet.of(
              IDNA.Error.EMPTY_LABEL,
              IDNA.Error.LABEL_TOO_LONG,
              IDNA.Error.DOMAIN_NAME_TOO_LONG,
              IDNA.Error.LEADING_HYPHEN,
              IDNA.Error.TRAILING_HYPHEN,
              IDNA.Error.HYPHEN_3_4));
      if (!errors.isEmpty()) {
        String reason = errors.iterator().next().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        throw new UrlParser.Refused(
            "host \"" + shown(text) + "\" is no domain name: " + reason, position);
      }
      return ascii;
    }
  }

  private static void checkCharacters(String ascii, int position) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c < ' ' || FORBIDDEN.indexOf(c) >= 0) {
        String shown = c <= ' ' ? String.format("0x%02x", (int) c) : "'" + c + "'";
        throw new UrlParser.Refused("character " + shown + " in the host", position + i);
      }
    }
  }

  private static boolean endsInNumber(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = bare.substring(bare.lastIndexOf('.') + 1);
    return !last.isEmpty()
        && (last.chars().allMatch(c -> c >= '0' && c <= '9') || last.matches("0x[0-9a-f]*"));
  }

  /** One to four numbers, decimal, octal or hexadecimal; the last fills what is left. */
  private static InetAddress ipv4(String host, int position) {
    String[] parts =
        (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
    long value = 0;
    boolean good = parts.length <= 4;
    for (int i = 0; good && i < parts.length; i++) {
      long number = number(parts[i]);
      boolean last = i == parts.length - 1;
      long room = last ? 1L << 8 * (5 - parts.length) : 256;
      good = number >= 0 && number < room;
      value = last ? value + number : value + (number << 8 * (3 - i));
    }
    if (!good) {
      throw new UrlParser.Refused("\"" + shown(host) + "\" is no IPv4 address", position);
    }
    byte[] octets = ByteBuffer.allocate(4).putInt((int) value).array();
    return naru.wire.RecordData.addressOf(octets);
  }

  private static long number(String part) {
    boolean hex = part.startsWith("0x");
    boolean octal = !hex && part.length() > 1 && part.startsWith("0");
    String digits = hex ? part.substring(2) : part;
    try {
      return digits.isEmpty() && hex ? 0 : Long.parseLong(digits, hex ? 16 : octal ? 8 : 10);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static String shown(String host) {
    return host.length() > Limits.HOST_SHOWN ? host.substring(0, Limits.HOST_SHOWN) + "..." : host;
  }
}
