package naru.dnssec;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import naru.wire.RecordData;
import naru.wire.RecordSet;

/**
 * Checks signatures, one key at a time. Only the cryptography: whether the dates are right, the
 * tags agree and the key may sign at all is for the caller to say (RFC 4035 §5.3.1).
 *
 * <p>Whatever the octets are, the check ends with a value, and soon: what makes one slow is bounded
 * in {@link Limits}. Keys stay decoded, the last used ones. Thread-safe; the lock of the decoded
 * keys is held for a look-up only.
 */
public final class SignatureCheck {
  private final AlgorithmPolicy policy;
  private final PublicKeys publicKeys;
  private final Decoded decoded = new Decoded();

  /** A checker that knows the algorithms of {@code policy}. */
  public SignatureCheck(AlgorithmPolicy policy) {
    this.policy = policy;
    this.publicKeys = new PublicKeys(policy);
  }

  /** Whether {@code signature} is {@code key}'s over {@code set}. */
  public Checked check(RecordSet set, RecordData.Rrsig signature, RecordData.Dnskey key) {
    if (!policy.signature(signature.algorithm())) {
      return new Checked.Unsupported(signature.algorithm());
    }
    if (signature.algorithm() != key.algorithm()) {
      return new Checked.Bad();
    }
    Scheme scheme = Scheme.of(key.algorithm()).orElseThrow();
    return switch (decode(scheme, key)) {
      case Decoding.Key(PublicKey publicKey) -> check(set, signature, scheme, publicKey);
      case Decoding.Malformed(String reason) -> new Checked.MalformedKey(reason);
    };
  }

  private static Checked check(
      RecordSet set, RecordData.Rrsig signature, Scheme scheme, PublicKey key) {
    Optional<byte[]> input = SignatureInput.of(set, signature);
    boolean good = input.isPresent() && verifies(input.orElseThrow(), signature, scheme, key);
    return good ? new Checked.Good() : new Checked.Bad();
  }

  private static boolean verifies(
      byte[] input, RecordData.Rrsig signature, Scheme scheme, PublicKey key) {
    try {
      Signature verifier = Signature.getInstance(scheme.signature);
      verifier.initVerify(key);
      verifier.update(input);
      return verifier.verify(jdkForm(scheme, signature.signature().bytes()));
    } catch (GeneralSecurityException | RuntimeException refused) {
      // The JDK's providers also throw unchecked exceptions when numbers are odd enough.
      return false;
    }
  }

  private static byte[] jdkForm(Scheme scheme, byte[] signature) {
    return switch (scheme) {
      case DSA, DSA_NSEC3 -> DsaSignature.der(signature);
      default -> signature;
    };
  }

  private Decoding decode(Scheme scheme, RecordData.Dnskey key) {
    return decoded
        .find(key)
        .orElseGet(() -> {
          Decoding decoding = Decoding.of(publicKeys, scheme, key);
          decoded.keep(key, decoding);
          return decoding;
        });
  }

  /** How many keys are held decoded now. */
  int decodedKeys() {
    return decoded.count();
  }

  /** What came of reading a key. */
  private sealed interface Decoding {
    record Key(PublicKey key) implements Decoding {}

    record Malformed(String reason) implements Decoding {}

    static Decoding of(PublicKeys keys, Scheme scheme, RecordData.Dnskey key) {
      try {
        return new Key(keys.read(scheme, key));
      } catch (MalformedKeyException malformed) {
        return new Malformed(malformed.reason);
      }
    }
  }

  /** The keys used last. Guarded by itself. */
  private static final class Decoded {
    private final Map<RecordData.Dnskey, Decoding> keys =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<RecordData.Dnskey, Decoding> eldest) {
            return size() > Limits.DECODED_KEYS;
          }
        };

    synchronized Optional<Decoding> find(RecordData.Dnskey key) {
      return Optional.ofNullable(keys.get(key));
    }

    synchronized int count() {
      return keys.size();
    }

    synchronized void keep(RecordData.Dnskey key, Decoding decoding) {
      keys.put(key, decoding);
    }
  }
}
