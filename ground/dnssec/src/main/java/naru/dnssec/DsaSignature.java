package naru.dnssec;

import java.math.BigInteger;

/** DSA signatures as the JDK wants them: a DER sequence of r and s. */
final class DsaSignature {
  /** RFC 2536 §3: T, then r and s of 20 octets each. */
  private static final int OCTETS = 41;

  private static final int NUMBER_OCTETS = 20;
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 2;

  private DsaSignature() {}

  /** Whatever does not have the form of the RFC stays as it is, DER or not. */
  static byte[] der(byte[] signature) {
    if (signature.length != OCTETS || signature[0] == SEQUENCE) {
      return signature;
    }
    byte[] r = new BigInteger(1, signature, 1, NUMBER_OCTETS).toByteArray();
    byte[] s = new BigInteger(1, signature, 1 + NUMBER_OCTETS, NUMBER_OCTETS).toByteArray();
    byte[] der = new byte[6 + r.length + s.length];
    der[0] = SEQUENCE;
    der[1] = (byte) (der.length - 2);
    put(r, der, 2);
    put(s, der, 4 + r.length);
    return der;
  }

  private static void put(byte[] number, byte[] der, int at) {
    der[at] = INTEGER;
    der[at + 1] = (byte) number.length;
    System.arraycopy(number, 0, der, at + 2, number.length);
  }
}
