package naru.wire;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class of records, an open registry (RFC 6895 §3.2). Immutable.
 *
 * @param code 0 to 65535
 */
public record RecordClass(int code) {
  public static final RecordClass IN = new RecordClass(1);
  public static final RecordClass CH = new RecordClass(3);
  public static final RecordClass HS = new RecordClass(4);
  public static final RecordClass NONE = new RecordClass(254);
  public static final RecordClass ANY = new RecordClass(255);

  public RecordClass {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("class " + code);
    }
  }

  /** The class of a mnemonic or of {@code CLASSnnn}, in any case. */
  public static Optional<RecordClass> parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "IN" -> Optional.of(IN);
      case "CH" -> Optional.of(CH);
      case "HS" -> Optional.of(HS);
      case "ANY" -> Optional.of(ANY);
      default -> NumberText.after("CLASS", upper, 0xffff).map(RecordClass::new);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordClass same && same.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }

  @Override
  public String toString() {
    return switch (code) {
      case 1 -> "IN";
      case 3 -> "CH";
      case 4 -> "HS";
      case 254 -> "NONE";
      case 255 -> "ANY";
      default -> "CLASS" + code;
    };
  }
}
