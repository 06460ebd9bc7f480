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
    for (int window = 0; window < 256; window++) {
      byte[] bits = windowBits(window);
      if (bits.length > 0) {
        writer.u8(window);
        writer.u8(bits.length);
        writer.bytes(bits);
      }
    }
  }

  private byte[] windowBits(int window) {
    SortedSet<RecordType> inside =
        window == 255
            ? types.tailSet(new RecordType(window << 8))
            : types.subSet(new RecordType(window << 8), new RecordType((window + 1) << 8));
    if (inside.isEmpty()) {
      return new byte[0];
    }
    byte[] bits = new byte[(inside.last().code() & 0xff) / 8 + 1];
    inside.forEach(t -> bits[(t.code() & 0xff) / 8] |= (byte) (0x80 >> t.code() % 8));
    return bits;
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
