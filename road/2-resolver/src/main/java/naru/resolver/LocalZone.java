package naru.resolver;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.RecordClass;

/**
 * A part of the name space about which this resolver has its own word: what becomes of questions at
 * and below {@code name} that local data does not answer. Immutable.
 */
public record LocalZone(Name name, RecordClass recordClass, Kind kind) {
  /** A zone of the internet class. */
  public static LocalZone of(Name name, Kind kind) {
    return new LocalZone(name, RecordClass.IN, kind);
  }

  /** What is done; the first six answer from local data first, the others never look at it. */
  public enum Kind {
    /** Nothing else exists: no such data, or no such name. */
    STATIC,
    /** No answer at all. */
    DENY,
    /** REFUSED. */
    REFUSE,
    /** The data of the zone's own name is that of every name below; nothing else exists. */
    REDIRECT,
    /** Others are asked for names without local data; names with some have nothing else. */
    TRANSPARENT,
    /** Others are asked for every name and type without local data. */
    TYPETRANSPARENT,
    /** Others are asked. */
    ALWAYS_TRANSPARENT,
    /** REFUSED. */
    ALWAYS_REFUSE,
    /** No name exists. */
    ALWAYS_NXDOMAIN,
    /** Every name exists, and has no data. */
    ALWAYS_NODATA,
    /** No answer at all. */
    ALWAYS_DENY,
    /** Every name has the address 0.0.0.0 and {@code ::}, and nothing else. */
    ALWAYS_NULL,
    /** No name has an IPv4 address; others are asked for everything else. */
    BLOCK_A,
    /** What would be here by itself, as for special-use names, is not. */
    NODEFAULT;

    /** As a configuration file writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a word. */
    public static Optional<Kind> parse(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }
}
