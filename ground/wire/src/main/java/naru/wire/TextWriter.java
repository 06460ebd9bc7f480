package naru.wire;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Writes the data of one record in master-file form, with the spelling that dig uses (unbroken hex
 * and base64, as with its option +nosplit). Confined to one thread.
 */
final class TextWriter {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final HexFormat EUI = HexFormat.ofDelimiter("-");

  private final WireReader in;
  private final StringBuilder text = new StringBuilder(64);

  private TextWriter(Rdata rdata) {
    this.in = rdata.reader();
  }

  /** Empty when the type has no form of its own, or the octets do not fit it. */
  static Optional<String> write(RecordType type, Rdata rdata) {
    List<TextLayout.Field> fields = TextLayout.of(type);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    try {
      return new TextWriter(rdata).write(fields);
    } catch (WireReader.Broken broken) {
      return Optional.empty();
    }
  }

  private Optional<String> write(List<TextLayout.Field> fields) {
    Iterator<TextLayout.Field> each = fields.iterator();
    writeField(each.next());
    while (each.hasNext()) {
      text.append(' ');
      writeField(each.next());
    }
    if (in.remaining() > 0) {
      return Optional.empty();
    }
    return Optional.of(text.toString().stripTrailing());
  }

  private void writeField(TextLayout.Field field) {
    switch (field) {
      case U8, ALGORITHM -> text.append(in.u8());
      case U16 -> text.append(in.u16());
      case U32, SECONDS -> text.append(in.u32());
      case TIME -> SecondsText.appendPoint(text, in.u32());
      case IPV4 -> AddressText.append(text, in.bytes(4));
      case IPV6 -> AddressText.append(text, in.bytes(16));
      case NAME -> text.append(in.name(false));
      case STRING -> Escapes.appendQuoted(text, in.string());
      case STRINGS -> strings();
      case TAG -> tag();
      case LONG_STRING -> Escapes.appendQuoted(text, in.rest());
      case HEX -> text.append(HEX.formatHex(someRest()));
      case BASE64 -> text.append(Base64.getEncoder().encodeToString(someRest()));
      case SALT -> salt();
      case HASH -> hash();
      case TYPE -> text.append(new RecordType(in.u16()));
      case TYPES -> text.append(TypeBitmap.read(in));
      case ALGORITHM_WORD -> text.append(Mnemonics.ALGORITHMS.word(in.u8()));
      case CERTIFICATE_KIND -> text.append(Mnemonics.CERTIFICATES.word(in.u16()));
      case EUI48 -> text.append(EUI.formatHex(in.bytes(6)));
      case EUI64 -> text.append(EUI.formatHex(in.bytes(8)));
      case SERVICE_PARAMETERS -> ServiceParametersText.append(text, ServiceParameters.read(in));
    }
  }

  private void strings() {
    Escapes.appendQuoted(text, in.string());
    while (in.remaining() > 0) {
      text.append(' ');
      Escapes.appendQuoted(text, in.string());
    }
  }

  private void tag() {
    byte[] octets = in.string();
    if (!TextReader.isTag(octets)) {
      throw in.broken("tag of other characters than letters and digits");
    }
    for (byte octet : octets) {
      text.append((char) octet);
    }
  }

  /** An empty field at the end would be no word at all. */
  private byte[] someRest() {
    byte[] rest = in.rest();
    if (rest.length == 0) {
      throw in.broken("no data");
    }
    return rest;
  }

  private void salt() {
    byte[] octets = in.string();
    text.append(octets.length == 0 ? "-" : HEX.formatHex(octets));
  }

  private void hash() {
    byte[] octets = in.string();
    if (octets.length == 0) {
      throw in.broken("empty hash");
    }
    text.append(Base32Hex.encode(octets));
  }
}
