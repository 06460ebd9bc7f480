package naru.tls;

import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One element of DER (X.690 §8.1): a tag and a body. Reads hostile octets safely. Immutable. */
final class DerElement {
  private static final int LONG_FORM = 0x80;
  private static final int MOST_LENGTH_OCTETS = 3; // 16 MiB, more than any certificate
  private static final int BITS = 8;

  private final int tag;
  private final byte[] body;
  private final int end;

  private DerElement(int tag, byte[] body, int end) {
    this.tag = tag;
    this.body = body;
    this.end = end;
  }

  static DerElement of(byte[] der) throws CertificateParsingException {
    return at(der, 0);
  }

  private static DerElement at(byte[] der, int offset) throws CertificateParsingException {
    require(offset + 2 <= der.length);
    int length = Byte.toUnsignedInt(der[offset + 1]);
    int start = offset + 2;
    if (length >= LONG_FORM) {
      int octets = length - LONG_FORM;
      require(octets > 0 && octets <= MOST_LENGTH_OCTETS && start + octets <= der.length);
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << BITS | Byte.toUnsignedInt(der[start + i]);
      }
      start += octets;
    }
    require(start + length <= der.length);
    byte[] body = Arrays.copyOfRange(der, start, start + length);
    return new DerElement(Byte.toUnsignedInt(der[offset]), body, start + length);
  }

  private static void require(boolean inside) throws CertificateParsingException {
    if (!inside) {
      throw new CertificateParsingException("DER ends too early");
    }
  }

  /** The elements of a constructed body. */
  List<DerElement> children() throws CertificateParsingException {
    List<DerElement> children = new ArrayList<>();
    for (int at = 0; at < body.length; at = children.getLast().end) {
      children.add(at(body, at));
    }
    return children;
  }

  int tag() {
    return tag;
  }

  byte[] body() {
    return body;
  }
}
