package naru.dnssec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * The octets that a signature covers (RFC 4034 §3.1.8.1):
 *
 * <pre>
 * RRSIG data without the signature, signer in lower case
 * each record in canonical order, once:
 *   owner in lower case (a wildcard's where one was expanded) | type | class
 *   | original TTL | length | data in canonical form
 * </pre>
 */
public final class SignatureInput {
  /** RRSIG data before the signer's name. */
  private static final int FIXED_OCTETS = 18;

  /** Type, class, TTL and length. */
  private static final int RECORD_OCTETS = 10;

  private SignatureInput() {}

  /**
   * What {@code signature} must have signed to cover {@code set}; empty where it covers another
   * type, or its labels exceed those of the owner (RFC 4035 §5.3.1).
   */
  public static Optional<byte[]> of(RecordSet set, RecordData.Rrsig signature) {
    if (!set.type().equals(signature.covered())) {
      return Optional.empty();
    }
    return signedOwner(set.owner(), signature.labels()).map(owner -> octets(owner, set, signature));
  }

  /** Labels of a name as a signature counts them: without the asterisk (RFC 4034 §3.1.3). */
  static int labels(Name owner) {
    return owner.labelCount() - (owner.isWildcard() ? 1 : 0);
  }

  /** RFC 4035 §5.3.2: fewer labels than the owner has tell of the wildcard that it came from. */
  private static Optional<Name> signedOwner(Name owner, int labels) {
    int own = labels(owner);
    if (labels > own) {
      return Optional.empty();
    }
    return labels == own
        ? Optional.of(owner.lowerCase())
        : owner.lowerCase().rightmost(labels).child("*").ok();
  }

  private static byte[] octets(Name owner, RecordSet set, RecordData.Rrsig signature) {
    List<byte[]> data = canonical(set);
    Name signer = signature.signer().lowerCase();
    int octets = FIXED_OCTETS + signer.octets();
    for (byte[] each : data) {
      octets += owner.octets() + RECORD_OCTETS + each.length;
    }
    Octets out = new Octets(octets);
    out.u16(signature.covered().code());
    out.u8(signature.algorithm());
    out.u8(signature.labels());
    out.u32(signature.originalTtl());
    out.u32(signature.expiration());
    out.u32(signature.inception());
    out.u16(signature.keyTag());
    out.name(signer);
    for (byte[] each : data) {
      out.name(owner);
      out.u16(set.type().code());
      out.u16(set.recordClass().code());
      out.u32(signature.originalTtl());
      out.u16(each.length);
      out.bytes(each);
    }
    return out.all();
  }

  /** RFC 4034 §6.3: by octets, duplicates dropped. */
  private static List<byte[]> canonical(RecordSet set) {
    if (set.data().size() == 1) {
      return List.of(set.data().getFirst().canonical(set.type()).bytes());
    }
    return set.data().stream()
        .map(data -> data.canonical(set.type()))
        .distinct()
        .map(Rdata::bytes)
        .sorted(Arrays::compareUnsigned)
        .toList();
  }

  /** Octets filled from the left. Confined to one thread. */
  private static final class Octets {
    private final byte[] bytes;
    private int at;

    Octets(int count) {
      bytes = new byte[count];
    }

    void u8(int value) {
      bytes[at++] = (byte) value;
    }

    void u16(int value) {
      u8(value >> 8);
      u8(value);
    }

    void u32(long value) {
      u16((int) (value >>> 16));
      u16((int) value);
    }

    void name(Name name) {
      name.copyTo(bytes, at);
      at += name.octets();
    }

    void bytes(byte[] source) {
      System.arraycopy(source, 0, bytes, at, source.length);
      at += source.length;
    }

    byte[] all() {
      return bytes;
    }
  }
}
