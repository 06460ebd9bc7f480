package naru.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where names stand inside the data of a type: what a decoder must know to expand them, an encoder
 * to compress them, and DNSSEC to fold them. Types not listed hold no names (RFC 3597 §4).
 * Immutable.
 */
final class RdataLayout {
  /** A part of RDATA. */
  sealed interface Part {
    /** So many octets. */
    record Octets(int count) implements Part {}

    /** One character string. */
    record Text() implements Part {}

    /** A name. */
    record NameHere() implements Part {}
  }

  private static final Part NAME = new Part.NameHere();
  private static final Part TEXT = new Part.Text();
  private static final Map<Integer, RdataLayout> BY_TYPE = new HashMap<>();
  private static final RdataLayout OPAQUE = new RdataLayout(List.of(), false, false);

  static {
    // RFC 1035 §3.3: the only types whose names may be compressed when sent (RFC 3597 §4).
    for (int code : new int[] {2, 3, 4, 5, 7, 8, 9, 12}) {
      compressed(code, NAME);
    }
    compressed(6, NAME, NAME);
    compressed(14, NAME, NAME);
    compressed(15, octets(2), NAME);
    // Folded by DNSSEC, never compressed when sent (RFC 4034 §6.2, RFC 6840 §5.1).
    folded(17, NAME, NAME);
    folded(18, octets(2), NAME);
    folded(21, octets(2), NAME);
    folded(24, octets(18), NAME);
    folded(26, octets(2), NAME, NAME);
    folded(33, octets(6), NAME);
    folded(35, octets(4), TEXT, TEXT, TEXT, NAME);
    folded(36, octets(2), NAME);
    folded(39, NAME);
    folded(46, octets(18), NAME);
    // Names that stay as they are.
    plain(47, NAME);
    plain(64, octets(2), NAME);
    plain(65, octets(2), NAME);
  }

  final List<Part> parts;
  final boolean compressible;
  final boolean foldedByDnssec;

  private RdataLayout(List<Part> parts, boolean compressible, boolean foldedByDnssec) {
    this.parts = parts;
    this.compressible = compressible;
    this.foldedByDnssec = foldedByDnssec;
  }

  static RdataLayout of(RecordType type) {
    return BY_TYPE.getOrDefault(type.code(), OPAQUE);
  }

  private static Part octets(int count) {
    return new Part.Octets(count);
  }

  private static void compressed(int code, Part... parts) {
    BY_TYPE.put(code, new RdataLayout(List.of(parts), true, true));
  }

  private static void folded(int code, Part... parts) {
    BY_TYPE.put(code, new RdataLayout(List.of(parts), false, true));
  }

  private static void plain(int code, Part... parts) {
    BY_TYPE.put(code, new RdataLayout(List.of(parts), false, false));
  }

  /** The data between the reader's place and {@code end}, its names expanded. */
  Rdata read(WireReader reader, int octets) {
    if (parts.isEmpty()) {
      return Rdata.ofOwned(reader.bytes(octets));
    }
    int end = reader.offset() + octets;
    WireWriter expanded = new WireWriter(octets + 64);
    for (Part part : parts) {
      if (reader.offset() == end) {
        break; // shorter than its type has it: kept as it is, reading the type will complain
      }
      copyPart(part, reader, expanded);
      if (reader.offset() > end) {
        throw reader.broken("name runs over the end of its RDATA");
      }
    }
    expanded.bytes(reader.bytes(end - reader.offset()));
    if (expanded.length() > Rdata.MAX_OCTETS) {
      throw reader.broken("expanded RDATA of " + expanded.length() + " octets");
    }
    return Rdata.ofOwned(expanded.toBytes());
  }

  private static void copyPart(Part part, WireReader reader, WireWriter target) {
    switch (part) {
      case Part.Octets(int count) -> target.bytes(reader.bytes(count));
      case Part.Text() -> target.string(reader.string());
      case Part.NameHere() -> target.name(reader.name());
    }
  }

  /** Writes data with its names compressed where the type allows it. */
  void write(Rdata rdata, WireWriter target) {
    if (!compressible || !copyNames(rdata, target, target::exactlyCompressedName)) {
      target.bytes(rdata.shared());
    }
  }

  /** The data with its names in lower case where DNSSEC wants that. */
  Rdata canonical(Rdata rdata) {
    WireWriter folded = new WireWriter(rdata.octets());
    boolean done =
        foldedByDnssec && copyNames(rdata, folded, name -> folded.name(name.lowerCase()));
    return done ? Rdata.ofOwned(folded.toBytes()) : rdata;
  }

  /** Copies all but the names, which {@code names} writes; false when the data does not fit. */
  private boolean copyNames(Rdata rdata, WireWriter target, Consumer<Name> names) {
    int start = target.length();
    WireReader reader = rdata.reader();
    try {
      for (Part part : parts) {
        if (reader.remaining() == 0) {
          break;
        }
        switch (part) {
          case Part.Octets(int count) -> target.bytes(reader.bytes(count));
          case Part.Text() -> target.string(reader.string());
          case Part.NameHere() -> names.accept(reader.name(false));
        }
      }
      target.bytes(reader.rest());
      return true;
    } catch (WireReader.Broken notOfItsType) {
      target.rewind(start);
      return false;
    }
  }
}
