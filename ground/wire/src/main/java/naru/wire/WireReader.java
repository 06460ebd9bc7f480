package naru.wire;

import java.util.Arrays;

/**
 * Reads numbers, octets and names from bytes that somebody else wrote. Every read is bounded; the
 * first that does not fit throws {@link Broken}, which never leaves this room: each door turns it
 * into {@link Parsed.Malformed}. Confined to one thread.
 */
final class WireReader {
  /** A read did not fit. Cheap: no stack trace, because hostile input must cost little. */
  static final class Broken extends RuntimeException {
    final String reason;
    final int offset;

    Broken(String reason, int offset) {
      super(reason, null, false, false);
      this.reason = reason;
      this.offset = offset;
    }
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Room for a name while it is put together. */
  private byte[] scratch = {};

  /** The first name that was read, which most others of a message point at, and where it is. */
  private Name first = Name.ROOT;

  private int firstAt = -1;

  WireReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int offset() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u16() {
    need(2);
    int value = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    at += 2;
    return value;
  }

  long u32() {
    return (long) u16() << 16 | u16();
  }

  byte[] bytes(int count) {
    need(count);
    byte[] copy = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return copy;
  }

  byte[] rest() {
    return bytes(remaining());
  }

  /** A character string: a length octet and as many octets (RFC 1035 §3.3). */
  byte[] string() {
    return bytes(u8());
  }

  /** Skips ahead. */
  void skip(int count) {
    need(count);
    at += count;
  }

  Broken broken(String reason) {
    return new Broken(reason, at);
  }

  private void need(int count) {
    if (count > remaining()) {
      throw broken("ends early: " + count + " octets needed, " + remaining() + " left");
    }
  }

  /** A name, compressed or not (RFC 1035 §4.1.4). */
  Name name() {
    return name(true);
  }

  /**
   * A name. Pointers must go strictly backwards, each before the last, so that no loop can be
   * built, and the name as a whole is bounded (RFC 9267 §2).
   */
  Name name(boolean pointersAllowed) {
    if (pointersAllowed && pointsAtFirst()) {
      at += 2;
      return first;
    }
    int start = at;
    Name name = expanded(pointersAllowed);
    if (firstAt < 0) {
      firstAt = start;
      first = name;
    }
    return name;
  }

  /** A pointer of two octets to the name that was read first, which lies before. */
  private boolean pointsAtFirst() {
    return firstAt >= 0
        && at + 1 < end
        && (bytes[at] & 0xc0) == 0xc0
        && ((bytes[at] & 0x3f) << 8 | bytes[at + 1] & 0xff) == firstAt
        && firstAt < at;
  }

  private Name expanded(boolean pointersAllowed) {
    if (scratch.length == 0) {
      scratch = new byte[Name.MAX_OCTETS];
    }
    byte[] wire = scratch;
    int filled = 0;
    int cursor = at;
    int lowest = at;
    boolean jumped = false;
    while (true) {
      int length = octetOfName(cursor, jumped);
      if (length >= 0xc0) {
        int target = (length & 0x3f) << 8 | octetOfName(cursor + 1, jumped);
        if (!pointersAllowed || target >= lowest) {
          throw new Broken("compression pointer does not go backwards", cursor);
        }
        at = jumped ? at : cursor + 2;
        jumped = true;
        lowest = target;
        cursor = target;
      } else if (length > Name.MAX_LABEL_OCTETS) {
        throw new Broken("label type 0x" + Integer.toHexString(length & 0xc0), cursor);
      } else {
        filled = copyLabel(cursor, length, wire, filled, jumped);
        cursor += 1 + length;
        if (length == 0) {
          at = jumped ? at : cursor;
          return Name.ofChecked(Arrays.copyOf(wire, filled));
        }
      }
    }
  }

  private int octetOfName(int offset, boolean jumped) {
    if (offset >= (jumped ? bytes.length : end)) {
      throw new Broken("name runs over the end", offset);
    }
    return bytes[offset] & 0xff;
  }

  private int copyLabel(int from, int length, byte[] wire, int filled, boolean jumped) {
    int after = filled + 1 + length;
    if (after > Name.MAX_OCTETS) {
      throw new Broken("name over 255 octets", from);
    }
    if (from + 1 + length > (jumped ? bytes.length : end)) {
      throw new Broken("label runs over the end", from);
    }
    System.arraycopy(bytes, from, wire, filled, 1 + length);
    return after;
  }
}
