package naru.dnssec;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Makes pairs of keys, and writes the public one as a DNSKEY record has it. */
final class KeyPairs {
  private KeyPairs() {}

  /** Whether keys of this kind are made here. */
  static boolean makes(Scheme scheme) {
    return switch (scheme) {
      case RSA_SHA256, P256, P384, ED25519, ED448 -> true;
      case DSA, RSA_SHA1, DSA_NSEC3, RSA_SHA1_NSEC3, RSA_SHA512 -> false;
    };
  }

  /** A new pair; empty chance is the JCA's own. */
  static KeyPair generate(Scheme scheme, Optional<SecureRandom> chance) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family(scheme));
      AlgorithmParameterSpec parameters = parameters(scheme);
      if (chance.isPresent()) {
        generator.initialize(parameters, chance.orElseThrow());
      } else {
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What the JDK calls keys of this kind. */
  static String family(Scheme scheme) {
    return switch (scheme) {
      case RSA_SHA1, RSA_SHA1_NSEC3, RSA_SHA256, RSA_SHA512 -> "RSA";
      case DSA, DSA_NSEC3 -> "DSA";
      case P256, P384 -> "EC";
      case ED25519, ED448 -> "EdDSA";
    };
  }

  private static AlgorithmParameterSpec parameters(Scheme scheme) {
    return switch (scheme) {
      case RSA_SHA256 ->
          new RSAKeyGenParameterSpec(Limits.RSA_MODULUS_BITS_MADE, RSAKeyGenParameterSpec.F4);
      case P256 -> new ECGenParameterSpec(Curve.P256.jdkName);
      case P384 -> new ECGenParameterSpec(Curve.P384.jdkName);
      case ED25519 -> NamedParameterSpec.ED25519;
      case ED448 -> NamedParameterSpec.ED448;
      case DSA, RSA_SHA1, DSA_NSEC3, RSA_SHA1_NSEC3, RSA_SHA512 ->
          throw new IllegalArgumentException("no keys are made for " + scheme);
    };
  }

  /** The public key's octets for a DNSKEY record. */
  static byte[] octets(Scheme scheme, PublicKey key) {
    return switch (scheme) {
      case P256 -> Curve.P256.octets(((ECPublicKey) key).getW());
      case P384 -> Curve.P384.octets(((ECPublicKey) key).getW());
      case ED25519 -> last(key.getEncoded(), PublicKeys.Edwards.ED25519.octets);
      case ED448 -> last(key.getEncoded(), PublicKeys.Edwards.ED448.octets);
      case RSA_SHA1, RSA_SHA1_NSEC3, RSA_SHA256, RSA_SHA512 -> rsa((RSAPublicKey) key);
      case DSA, DSA_NSEC3 -> throw new IllegalArgumentException("no keys are made for " + scheme);
    };
  }

  private static byte[] last(byte[] encoded, int octets) {
    return Arrays.copyOfRange(encoded, encoded.length - octets, encoded.length);
  }

  /** RFC 3110 §2; our exponents are short. */
  private static byte[] rsa(RSAPublicKey key) {
    byte[] exponent = unsigned(key.getPublicExponent());
    byte[] modulus = unsigned(key.getModulus());
    byte[] octets = new byte[1 + exponent.length + modulus.length];
    octets[0] = (byte) exponent.length;
    System.arraycopy(exponent, 0, octets, 1, exponent.length);
    System.arraycopy(modulus, 0, octets, 1 + exponent.length, modulus.length);
    return octets;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }
}
