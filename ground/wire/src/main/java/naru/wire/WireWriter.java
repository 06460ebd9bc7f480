package naru.wire;

import java.util.Arrays;

/** Writes numbers, octets and names, growing as needed. Confined to one thread. */
final class WireWriter {
  /** Pointers have 14 bits (RFC 1035 §4.1.4). */
  private static final int LAST_POINTER_TARGET = 0x3fff;

  private final WrittenNames names = new WrittenNames();
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
    bytes(source, 0, source.length);
  }

  private void bytes(byte[] source, int from, int count) {
    grow(count);
    System.arraycopy(source, from, bytes, at, count);
    at += count;
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
    byte[] wire = name.sharedWire();
    int[] hashes = WrittenNames.hashes(wire);
    int from = 0;
    for (int hash : hashes) {
      int target = names.find(hash, wire, from, bytes);
      if (target >= 0 && (!exactly || WrittenNames.standsAt(target, wire, from, bytes, true))) {
        u16(0xc000 | target);
        return;
      }
      if (target < 0 && at <= LAST_POINTER_TARGET) {
        names.add(hash, at);
      }
      int label = 1 + wire[from];
      bytes(wire, from, label);
      from += label;
    }
    u8(0);
  }

  /** Overwrites two octets written before. */
  void u16At(int offset, int value) {
    bytes[offset] = (byte) (value >> 8);
    bytes[offset + 1] = (byte) value;
  }

  /** Forgets everything written since {@code length}. */
  void rewind(int length) {
    at = length;
    names.forgetFrom(length);
  }

  private void grow(int more) {
    if (at + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }
}
