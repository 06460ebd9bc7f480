package naru.dnssec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;
import naru.time.Chance;

/**
 * Octets from a source of ours in the only form in which the JCA takes them. Makes no chance of its
 * own. Confined to one thread.
 */
final class GivenRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  /** Keeps derived keys apart from nonces. */
  private static final byte[] DERIVED = "derived key\0".getBytes(StandardCharsets.US_ASCII);

  private GivenRandom(Source source) {
    super(new Given(source), null);
  }

  /** The octets of {@code chance}. */
  static SecureRandom of(Chance chance) {
    return new GivenRandom(chance::fill);
  }

  /**
   * Octets that a private key and what it signs decide, for the nonce of an ECDSA signature: as
   * secret as the key, never the same for two messages, and the same again for the same message.
   * The idea is that of RFC 6979; the octets are not, as the JDK reduces them in its own way.
   */
  static SecureRandom of(byte[] privateKey, byte[] message) {
    MessageDigest digest = sha512();
    digest.update(privateKey);
    digest.update(sha512().digest(message));
    return new GivenRandom(new Stretched(digest.digest())::fill);
  }

  /** Octets that a private key and a word decide, for a key that is made of it. */
  static SecureRandom derived(byte[] privateKey, byte[] word) {
    MessageDigest digest = sha512();
    digest.update(DERIVED);
    digest.update(privateKey);
    digest.update(word);
    return new GivenRandom(new Stretched(digest.digest())::fill);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Where octets come from. */
  private interface Source {
    void fill(byte[] target);
  }

  /** A seed made into as many octets as are wanted: digests of the seed and a counter. */
  private static final class Stretched {
    private final byte[] seed;
    private int blocks;

    Stretched(byte[] seed) {
      this.seed = seed;
    }

    void fill(byte[] target) {
      int filled = 0;
      while (filled < target.length) {
        byte[] block = block(blocks++);
        int count = Math.min(block.length, target.length - filled);
        System.arraycopy(block, 0, target, filled, count);
        filled += count;
      }
    }

    private byte[] block(int number) {
      byte[] numbered = Arrays.copyOf(seed, seed.length + 2);
      numbered[seed.length] = (byte) (number >> 8);
      numbered[seed.length + 1] = (byte) number;
      return sha512().digest(numbered);
    }
  }

  private static final class Given extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final transient Source source;

    Given(Source source) {
      this.source = source;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] target) {
      source.fill(target);
    }

    @Override
    protected byte[] engineGenerateSeed(int octets) {
      byte[] seed = new byte[octets];
      source.fill(seed);
      return seed;
    }
  }
}
