package naru.wire;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** A set of record types as NSEC and its kin write it (RFC 4034 §4.1.2). Immutable. */
public final class TypeBitmap {
  private final SortedSet<RecordType> types;

  private TypeBitmap(SortedSet<RecordType> types) {
    this.types = types;
  }

  public static TypeBitmap of(Collection<RecordType> types) {
    return new TypeBitmap(new TreeSet<>(types));
  }

  static TypeBitmap read(WireReader reader) {
    SortedSet<RecordType> types = new TreeSet<>();
    int lastWindow = -1;
    while (reader.remaining() > 0) {
      int window = reader.u8();
      int octets = reader.u8();
      if (window <= lastWindow || octets < 1 || octets > 32) {
        throw reader.broken("type bitmap window " + window + " of " + octets + " octets");
      }
      lastWindow = window;
      byte[] bits = reader.bytes(octets);
      for (int i = 0; i < octets * 8; i++) {
        if ((bits[i / 8] & 0x80 >> i % 8) != 0) {
          types.add(new RecordType(window << 8 | i));
        }
      }
    }
    return new TypeBitmap(types);
  }

  void write(WireWriter writer) {
    byte[] bits = new byte[32];
    int window = -1;
    int octets = 0;
    for (RecordType type : types) {
      if (type.code() >> 8 != window) {
        writeWindow(writer, window, bits, octets);
        window = type.code() >> 8;
        bits = new byte[32];
      }
      int bit = type.code() & 0xff;
      bits[bit / 8] |= (byte) (0x80 >> bit % 8);
      octets = bit / 8 + 1;
    }
    writeWindow(writer, window, bits, octets);
  }

  private static void writeWindow(WireWriter writer, int window, byte[] bits, int octets) {
    if (window >= 0) {
      writer.u8(window);
      writer.u8(octets);
      writer.bytes(java.util.Arrays.copyOf(bits, octets));
    }
  }

  /** Whether the type is in the set. */
  public boolean contains(RecordType type) {
    return types.contains(type);
  }

  /** The types, in order of their numbers. */
  public Collection<RecordType> types() {
    return java.util.Collections.unmodifiableSortedSet(types);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypeBitmap bitmap && types.equals(bitmap.types);
  }

  @Override
  public int hashCode() {
    return types.hashCode();
  }

  @Override
  public String toString() {
    return String.join(" ", types.stream().map(RecordType::toString).toList());
  }
}
