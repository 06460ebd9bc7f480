package naru.wire;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The data of a record as uncompressed wire bytes. Equal when the bytes are; names inside keep
 * their case. Immutable.
 */
public final class Rdata {
  /** What RDLENGTH can say. */
  public static final int MAX_OCTETS = 0xffff;

  private final byte[] bytes;

  private Rdata(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes} as data. */
  public static Rdata of(byte[] bytes) {
    return ofOwned(bytes.clone());
  }

  /** Data that takes over {@code bytes}, which nobody changes any more. */
  static Rdata ofOwned(byte[] bytes) {
    if (bytes.length > MAX_OCTETS) {
      throw new IllegalArgumentException("RDATA of " + bytes.length + " octets");
    }
    return new Rdata(bytes);
  }

  /** Number of octets. */
  public int octets() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves: for readers in this room that promise not to change them. */
  byte[] shared() {
    return bytes;
  }

  /** Copies the bytes into {@code target}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /**
   * The canonical form of DNSSEC: names in lower case for the types that RFC 4034 §6.2 lists, less
   * those that RFC 6840 §5.1 took off; other data, and data that does not fit its type, is as it
   * was.
   */
  public Rdata canonical(RecordType type) {
    return RdataLayout.of(type).canonical(this);
  }

  /** A reader over these bytes alone. */
  WireReader reader() {
    return new WireReader(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rdata rdata && Arrays.equals(bytes, rdata.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The generic text of RFC 3597 §5. */
  @Override
  public String toString() {
    return "\\# " + bytes.length + (bytes.length == 0 ? "" : " " + hex());
  }

  private String hex() {
    return HexFormat.of().formatHex(bytes);
  }
}
