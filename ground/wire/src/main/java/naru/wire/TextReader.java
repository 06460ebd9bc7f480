package naru.wire;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the data of one record from the words of its master-file form. Confined to one thread. */
final class TextReader {
  private final RecordType type;
  private final Words words;
  private final Name origin;
  private final WireWriter out = new WireWriter(48);

  private TextReader(RecordType type, Words words, Name origin) {
    this.type = type;
    this.words = words;
    this.origin = origin;
  }

  static Rdata read(RecordType type, Words words, Name origin) {
    return new TextReader(type, words, origin).read();
  }

  private Rdata read() {
    List<TextLayout.Field> fields = TextLayout.of(type);
    if (words.nextIs("\\#")) {
      return generic();
    }
    if (fields.isEmpty()) {
      throw words.broken(type + " data is only read in the generic form \\# LENGTH HEX");
    }
    for (TextLayout.Field field : fields) {
      readField(field);
    }
    if (words.more()) {
      throw words.broken(Words.shown(words.peek()) + " after the end of the " + type + " data");
    }
    return data();
  }

  private Rdata data() {
    if (out.length() > Rdata.MAX_OCTETS) {
      throw words.broken(type + " data of " + out.length() + " octets, over 65535");
    }
    return Rdata.ofOwned(out.toBytes());
  }

  /** RFC 3597 §5: also for a known type, whose form it must then have. */
  private Rdata generic() {
    words.skip();
    int octets = number("length", Rdata.MAX_OCTETS);
    byte[] bytes = words.more() ? hex(words.rest("data")) : new byte[0];
    if (bytes.length != octets) {
      throw words.broken("\\# " + octets + " followed by " + bytes.length + " octets");
    }
    Rdata rdata = Rdata.ofOwned(bytes);
    if (RecordData.read(type, rdata) instanceof Parsed.Malformed<RecordData>(String why, _)) {
      throw words.broken(why);
    }
    if (!TextLayout.of(type).isEmpty() && TextWriter.write(type, rdata).isEmpty()) {
      throw words.broken("these octets are no " + type + " data");
    }
    return rdata;
  }

  private void readField(TextLayout.Field field) {
    switch (field) {
      case U8 -> out.u8(number("number", 0xff));
      case U16 -> out.u16(number("number", 0xffff));
      case U32 -> out.u32(u32());
      case SECONDS -> out.u32(seconds("time in seconds"));
      case TIME -> out.u32(time());
      case IPV4 -> out.bytes(need("IPv4 address", AddressText::four));
      case IPV6 -> out.bytes(need("IPv6 address", AddressText::six));
      case NAME -> out.name(name());
      case STRING -> out.string(string());
      case STRINGS -> strings();
      case TAG -> tag();
      case LONG_STRING -> out.bytes(need("text", Escapes::octets));
      case HEX -> out.bytes(hex(words.rest("hexadecimal data")));
      case BASE64 -> out.bytes(base64(words.rest("base64 data")));
      case SALT -> out.string(words.nextIs("-") ? none() : shortHex());
      case HASH -> out.string(need("hash in base32hex", TextReader::hash));
      case TYPE -> out.u16(type(words.next("type")).code());
      case TYPES -> types();
      case ALGORITHM, ALGORITHM_WORD -> out.u8(word("algorithm", Mnemonics.ALGORITHMS));
      case CERTIFICATE_KIND -> out.u16(word("kind of certificate", Mnemonics.CERTIFICATES));
      case EUI48 -> out.bytes(eui(6));
      case EUI64 -> out.bytes(eui(8));
      case SERVICE_PARAMETERS -> ServiceParametersText.read(words).write(out);
    }
  }

  private interface Reading {
    Optional<byte[]> of(String text);
  }

  private byte[] need(String what, Reading reading) {
    String text = words.next(what);
    return reading.of(text).orElseThrow(() -> not(text, what));
  }

  private Words.Broken not(String text, String what) {
    String article = what.startsWith("IP") || what.startsWith("a") ? "an " : "a ";
    return words.broken(Words.shown(text) + " is not " + article + what + " for " + type);
  }

  private int number(String what, int max) {
    String text = words.next(what);
    return NumberText.after("", text, max)
        .orElseThrow(() -> words.broken(Words.shown(text) + " is not a number from 0 to " + max));
  }

  private long u32() {
    String text = words.next("number");
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    OptionalLong value = digits ? SecondsText.span(text) : OptionalLong.empty();
    return value.orElseThrow(() -> not(text, "number of 32 bits"));
  }

  private long seconds(String what) {
    String text = words.next(what);
    return SecondsText.span(text).orElseThrow(() -> not(text, what));
  }

  private long time() {
    String text = words.next("time");
    return SecondsText.point(text).orElseThrow(() -> not(text, "time as YYYYMMDDHHMMSS"));
  }

  private Name name() {
    return name(words.next("name"), words, origin);
  }

  /** A name of the entry: {@code @} is the origin. */
  static Name name(String text, Words words, Name origin) {
    if (text.equals("@")) {
      return origin;
    }
    return switch (NameText.parse(text, origin)) {
      case Parsed.Ok<Name>(Name name) -> name;
      case Parsed.Malformed<Name>(String why, _) ->
          throw words.broken("name " + Words.shown(text) + ": " + why);
    };
  }

  private byte[] string() {
    byte[] octets = need("text", Escapes::octets);
    if (octets.length > 255) {
      throw words.broken("text of " + octets.length + " octets, over 255");
    }
    return octets;
  }

  private void strings() {
    do {
      out.string(string());
    } while (words.more());
  }

  private void tag() {
    byte[] octets = string();
    if (!isTag(octets)) {
      throw words.broken("a tag has letters and digits only");
    }
    out.string(octets);
  }

  /** RFC 8659 §4.1.1. */
  static boolean isTag(byte[] octets) {
    boolean plain = octets.length > 0;
    for (byte each : octets) {
      byte c = Name.fold(each);
      plain &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    return plain;
  }

  private byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException notHex) {
      throw not(text, "row of hexadecimal octets");
    }
  }

  private byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw not(text, "base64 text");
    }
  }

  private byte[] none() {
    words.skip();
    return new byte[0];
  }

  private byte[] shortHex() {
    byte[] octets = hex(words.next("salt"));
    if (octets.length > 255) {
      throw words.broken("salt of " + octets.length + " octets, over 255");
    }
    return octets;
  }

  private static Optional<byte[]> hash(String text) {
    return Base32Hex.decode(text).filter(h -> h.length > 0 && h.length <= 255);
  }

  private RecordType type(String text) {
    return RecordType.parse(text).orElseThrow(() -> not(text, "type of record"));
  }

  private void types() {
    List<RecordType> types = new ArrayList<>();
    while (words.more()) {
      types.add(type(words.next("type")));
    }
    TypeBitmap.of(types).write(out);
  }

  private int word(String what, Mnemonics registry) {
    String text = words.next(what);
    return registry.number(text).orElseThrow(() -> not(text, what));
  }

  private byte[] eui(int octets) {
    String text = words.next("EUI address");
    try {
      byte[] address = HexFormat.ofDelimiter("-").parseHex(text);
      if (address.length == octets) {
        return address;
      }
    } catch (IllegalArgumentException notHex) {
      // the same complaint as for a wrong length
    }
    throw words.broken(Words.shown(text) + " is not a row of " + octets + " octets with hyphens");
  }
}
