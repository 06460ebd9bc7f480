package naru.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes numbers, octets and names, growing as needed. Confined to one thread. */
final class WireWriter {
  /** Pointers have 14 bits (RFC 1035 §4.1.4). */
  private static final int LAST_POINTER_TARGET = 0x3fff;

  private final Map<Name, Integer> offsets = new HashMap<>();
  private byte[] bytes;
  private int at;

  WireWriter(int expectedOctets) {
    bytes = new byte[Math.max(16, expectedOctets)];
  }

  int length() {
    return at;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, at);
  }

  void u8(int value) {
    grow(1);
    bytes[at++] = (byte) value;
  }

  void u16(int value) {
    grow(2);
    bytes[at++] = (byte) (value >> 8);
    bytes[at++] = (byte) value;
  }

  void u32(long value) {
    u16((int) (value >>> 16) & 0xffff);
    u16((int) value & 0xffff);
  }

  void bytes(byte[] source) {
    grow(source.length);
    System.arraycopy(source, 0, bytes, at, source.length);
    at += source.length;
  }

  /** A character string of at most 255 octets. */
  void string(byte[] octets) {
    if (octets.length > 255) {
      throw new IllegalArgumentException("character string of " + octets.length + " octets");
    }
    u8(octets.length);
    bytes(octets);
  }

  /** A name as it is. */
  void name(Name name) {
    bytes(name.sharedWire());
  }

  /** A name that points back to what was written before, where it can; case does not count. */
  void compressedName(Name name) {
    compressedName(name, false);
  }

  /** The same for names inside of data, whose octets must come back as they are. */
  void exactlyCompressedName(Name name) {
    compressedName(name, true);
  }

  private void compressedName(Name name, boolean exactly) {
    Name rest = name;
    while (!rest.isRoot()) {
      Integer target = offsets.get(rest);
      if (target != null && (!exactly || standsAt(target, rest))) {
        u16(0xc000 | target);
        return;
      }
      if (target == null && at <= LAST_POINTER_TARGET) {
        offsets.put(rest, at);
      }
      byte[] wire = rest.sharedWire();
      bytes(Arrays.copyOf(wire, 1 + wire[0]));
      rest = rest.parent().orElseThrow();
    }
    u8(0);
  }

  /** Whether the name written at {@code offset} has the very octets of this equal name. */
  private boolean standsAt(int offset, Name name) {
    byte[] wire = name.sharedWire();
    int from = offset;
    for (int i = 0; wire[i] != 0; i += 1 + wire[i]) {
      while ((bytes[from] & 0xc0) == 0xc0) {
        from = (bytes[from] & 0x3f) << 8 | bytes[from + 1] & 0xff;
      }
      int after = from + 1 + wire[i];
      if (!Arrays.equals(bytes, from, after, wire, i, i + 1 + wire[i])) {
        return false;
      }
      from = after;
    }
    return true;
  }

  /** Overwrites two octets written before. */
  void u16At(int offset, int value) {
    bytes[offset] = (byte) (value >> 8);
    bytes[offset + 1] = (byte) value;
  }

  /** Forgets everything written since {@code length}. */
  void rewind(int length) {
    at = length;
    offsets.values().removeIf(offset -> offset >= length);
  }

  private void grow(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }
}
