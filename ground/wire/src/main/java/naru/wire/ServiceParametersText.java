package naru.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Service parameters as {@code key=value} words (RFC 9460 §2.1 and appendix A). */
final class ServiceParametersText {
  private static final List<String> KEYS =
      List.of(
          "mandatory",
          "alpn",
          "no-default-alpn",
          "port",
          "ipv4hint",
          "ech",
          "ipv6hint",
          "dohpath",
          "ohttp");

  private ServiceParametersText() {}

  static String keyWord(int key) {
    return key < KEYS.size() ? KEYS.get(key) : "key" + key;
  }

  static ServiceParameters read(Words words) {
    Map<Integer, Rdata> values = new TreeMap<>();
    while (words.more()) {
      String word = words.next("parameter");
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      int number = keyNumber(key).orElseThrow(() -> words.broken("unknown key " + shown(key)));
      byte[] text = octets(equals < 0 ? "" : word.substring(equals + 1), words);
      // RFC 9460 §2.1: a key twice is an error.
      if (values.put(number, value(key, text, words)) != null) {
        throw words.broken("key " + shown(key) + " twice");
      }
    }
    return switch (ServiceParameters.of(values)) {
      case Parsed.Ok<ServiceParameters>(ServiceParameters fine) -> fine;
      case Parsed.Malformed<ServiceParameters>(String why, _) -> throw words.broken(why);
    };
  }

  private static Optional<Integer> keyNumber(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    int known = KEYS.indexOf(lower);
    return known >= 0 ? Optional.of(known) : NumberText.after("key", lower, 0xfffe);
  }

  /** By the word used: {@code key3=...} gives raw octets where {@code port=...} gives a number. */
  private static Rdata value(String key, byte[] text, Words words) {
    WireWriter out = new WireWriter(text.length + 2);
    switch (key.toLowerCase(Locale.ROOT)) {
      case "mandatory" -> mandatory(text, words).forEach(out::u16);
      case "alpn" -> list(text).forEach(item -> protocol(item, out, words));
      case "port" -> out.u16(port(latin(text), words));
      case "ipv4hint" ->
          hints(text).forEach(a -> out.bytes(need(AddressText.four(a), a, "address", words)));
      case "ipv6hint" ->
          hints(text).forEach(a -> out.bytes(need(AddressText.six(a), a, "address", words)));
      case "ech" -> out.bytes(base64(latin(text), words));
      default -> out.bytes(text);
    }
    if (out.length() > Rdata.MAX_OCTETS) {
      throw words.broken("value of " + shown(key) + " over 65535 octets");
    }
    return Rdata.ofOwned(out.toBytes());
  }

  /** RFC 9460 §8: sorted on the wire whatever the text's order. */
  private static List<Integer> mandatory(byte[] text, Words words) {
    return hints(text).stream()
        .map(k -> keyNumber(k).orElseThrow(() -> words.broken("unknown key " + shown(k))))
        .sorted()
        .toList();
  }

  private static void protocol(byte[] item, WireWriter out, Words words) {
    if (item.length == 0 || item.length > 255) {
      throw words.broken("protocol of " + item.length + " octets");
    }
    out.string(item);
  }

  private static int port(String text, Words words) {
    return NumberText.after("", text, 0xffff)
        .orElseThrow(() -> words.broken(shown(text) + " is not a port"));
  }

  private static List<String> hints(byte[] text) {
    return list(text).stream().map(ServiceParametersText::latin).toList();
  }

  /** RFC 9460 appendix A.1: commas part the items; a backslash keeps the octet behind it. */
  private static List<byte[]> list(byte[] text) {
    List<byte[]> items = new ArrayList<>();
    ByteArrayOutputStream item = new ByteArrayOutputStream();
    for (int i = 0; i < text.length; i++) {
      if (text[i] == ',') {
        items.add(item.toByteArray());
        item.reset();
      } else {
        i += text[i] == '\\' && i + 1 < text.length ? 1 : 0;
        item.write(text[i]);
      }
    }
    items.add(item.toByteArray());
    return items;
  }

  private static byte[] octets(String text, Words words) {
    return need(Escapes.octets(text), text, "text", words);
  }

  private static byte[] need(Optional<byte[]> octets, String text, String what, Words words) {
    return octets.orElseThrow(() -> words.broken(shown(text) + " is not " + what));
  }

  private static byte[] base64(String text, Words words) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw words.broken(shown(text) + " is not base64 text");
    }
  }

  private static String latin(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static String shown(String text) {
    return Words.shown(text);
  }

  static void append(StringBuilder text, ServiceParameters parameters) {
    String blank = "";
    for (Map.Entry<Integer, Rdata> each : parameters.values().entrySet()) {
      text.append(blank).append(keyWord(each.getKey()));
      blank = " ";
      appendValue(text, each.getKey(), each.getValue());
    }
  }

  private static void appendValue(StringBuilder text, int key, Rdata value) {
    WireReader in = value.reader();
    if (in.remaining() == 0) {
      return;
    }
    text.append('=');
    switch (key) {
      case ServiceParameters.MANDATORY -> appendEach(text, in, () -> keyWord(in.u16()));
      case ServiceParameters.ALPN -> Escapes.appendQuoted(text, protocols(in));
      case ServiceParameters.PORT -> text.append(in.u16());
      case ServiceParameters.IPV4_HINT -> appendEach(text, in, () -> address(in.bytes(4)));
      case ServiceParameters.IPV6_HINT -> appendEach(text, in, () -> address(in.bytes(16)));
      case ServiceParameters.ECH -> text.append(Base64.getEncoder().encodeToString(in.rest()));
      default -> Escapes.appendQuoted(text, in.rest());
    }
  }

  private static void appendEach(
      StringBuilder text, WireReader in, java.util.function.Supplier<String> item) {
    text.append(item.get());
    while (in.remaining() > 0) {
      text.append(',').append(item.get());
    }
  }

  private static byte[] protocols(WireReader in) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    while (in.remaining() > 0) {
      for (byte octet : in.string()) {
        if (octet == ',' || octet == '\\') {
          list.write('\\');
        }
        list.write(octet);
      }
      if (in.remaining() > 0) {
        list.write(',');
      }
    }
    return list.toByteArray();
  }

  private static String address(byte[] octets) {
    StringBuilder text = new StringBuilder();
    AddressText.append(text, octets);
    return text.toString();
  }
}
