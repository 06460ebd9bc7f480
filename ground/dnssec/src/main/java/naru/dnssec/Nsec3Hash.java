package naru.dnssec;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import naru.wire.Base32Hex;
import naru.wire.Name;
import naru.wire.RecordData;

/** Hashed names, which deny a name without telling its neighbours (RFC 5155 §5). */
public final class Nsec3Hash {
  /** SHA-1, the only hash there is (RFC 5155 §11). */
  public static final int SHA1 = 1;

  /** Octets of a SHA-1 hash. */
  public static final int OCTETS = 20;

  private Nsec3Hash() {}

  /** The hash of a name as an NSEC3 record would have it; empty where its hash is unknown. */
  public static Optional<byte[]> of(Name name, RecordData.Nsec3 like) {
    return of(name, like.algorithm(), like.iterations(), like.salt().bytes());
  }

  /**
   * The hash of a name; empty where the algorithm is not {@link #SHA1}. Costs one digest more than
   * there are iterations: whoever takes their number from outside bounds it before (RFC 9276 §3.2).
   */
  public static Optional<byte[]> of(Name name, int algorithm, int iterations, byte[] salt) {
    if (algorithm != SHA1) {
      return Optional.empty();
    }
    try {
      return Optional.of(sha1(name.lowerCase().wire(), iterations, salt));
    } catch (NoSuchAlgorithmException | DigestException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static byte[] sha1(byte[] name, int iterations, byte[] salt)
      throws NoSuchAlgorithmException, DigestException {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(name);
    byte[] hash = digest.digest(salt);
    byte[] salted = Arrays.copyOf(hash, OCTETS + salt.length);
    System.arraycopy(salt, 0, salted, OCTETS, salt.length);
    for (int i = 0; i < iterations; i++) {
      digest.update(salted);
      digest.digest(salted, 0, OCTETS);
    }
    return Arrays.copyOf(salted, OCTETS);
  }

  /** The owner of the NSEC3 record of a hash: its base32hex form below the zone (RFC 5155 §3). */
  public static Name owner(byte[] hash, Name zone) {
    return zone.child(Base32Hex.encode(hash)).orThrow();
  }

  /**
   * The hash that an NSEC3 record's owner stands for; empty where the owner is not one label below
   * {@code zone}, or that label is no hash.
   */
  public static Optional<byte[]> hashOf(Name owner, Name zone) {
    if (owner.labelCount() != zone.labelCount() + 1 || !owner.isBelow(zone)) {
      return Optional.empty();
    }
    String label =
        new String(owner.labels().getFirst(), java.nio.charset.StandardCharsets.ISO_8859_1);
    return Base32Hex.decode(label).filter(hash -> hash.length == OCTETS);
  }
}
