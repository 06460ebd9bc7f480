package naru.dnssec;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;

/** A NIST curve, and its points as RFC 6605 §4 writes them: x, then y. Immutable. */
final class Curve {
  static final Curve P256 = new Curve("secp256r1", 32);
  static final Curve P384 = new Curve("secp384r1", 48);

  final String jdkName;

  /** Octets of one coordinate. */
  final int octets;

  final ECParameterSpec parameters;

  private Curve(String jdkName, int octets) {
    this.jdkName = jdkName;
    this.octets = octets;
    this.parameters = parameters(jdkName);
  }

  private static ECParameterSpec parameters(String name) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** The point of twice {@link #octets} octets, wherever it may lie. */
  ECPoint point(byte[] xy) {
    BigInteger x = new BigInteger(1, xy, 0, octets);
    BigInteger y = new BigInteger(1, xy, octets, octets);
    return new ECPoint(x, y);
  }

  /** Whether the curve has the point: y² = x³ + ax + b, both coordinates within the field. */
  boolean has(ECPoint point) {
    BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger a = parameters.getCurve().getA();
    BigInteger b = parameters.getCurve().getB();
    BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  /** A point as octets. */
  byte[] octets(ECPoint point) {
    byte[] xy = new byte[2 * octets];
    write(point.getAffineX(), xy, octets);
    write(point.getAffineY(), xy, 2 * octets);
    return xy;
  }

  private static void write(BigInteger number, byte[] target, int end) {
    byte[] octets = number.toByteArray();
    int from = octets[0] == 0 ? 1 : 0;
    int count = octets.length - from;
    System.arraycopy(octets, from, target, end - count, count);
    Arrays.fill(octets, (byte) 0);
  }
}
