package naru.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Data of a record in master-file form (RFC 1035 §5.1, RFC 3597 §5), both ways. */
public final class RecordText {
  private RecordText() {}

  /**
   * The data as dig prints it. Types without a form of their own, and octets that do not fit their
   * type, come in the generic form {@code \# LENGTH HEX}.
   */
  public static String of(RecordType type, Rdata rdata) {
    return TextWriter.write(type, rdata).orElseGet(rdata::toString);
  }

  /** Reads one record's data; relative names and {@code @} are taken from {@code origin}. */
  public static Parsed<Rdata> parse(RecordType type, String text, Name origin) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    MasterLexer lexer = new MasterLexer(new ByteArrayInputStream(octets));
    Words words = new Words();
    try {
      lexer.next(words);
      Rdata rdata = TextReader.read(type, words, origin);
      return lexer.next(words)
          ? new Parsed.Malformed<>("text goes on after the end of the data", 0)
          : new Parsed.Ok<>(rdata);
    } catch (Words.Broken broken) {
      return new Parsed.Malformed<>(broken.reason, 0);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
