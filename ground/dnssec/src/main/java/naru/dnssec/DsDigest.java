package naru.dnssec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.RecordData;

/** How a parent names its child's key: by a digest of owner and key (RFC 4034 §5.1.4). */
public final class DsDigest {
  private DsDigest() {}

  /** The DS record of a key; empty where the digest type is not 1, 2 or 4. */
  public static Optional<RecordData.Ds> of(Name owner, RecordData.Dnskey key, int digestType) {
    return digest(digestType)
        .map(digest -> {
          digest.update(owner.lowerCase().wire());
          digest.update(key.rdata().bytes());
          Rdata octets = Rdata.of(digest.digest());
          return new RecordData.Ds(KeyTag.of(key), key.algorithm(), digestType, octets);
        });
  }

  /** Whether a DS record speaks of this key: by tag, algorithm and digest. */
  public static boolean matches(Name owner, RecordData.Ds ds, RecordData.Dnskey key) {
    return ds.algorithm() == key.algorithm()
        && ds.keyTag() == KeyTag.of(key)
        && of(owner, key, ds.digestType()).filter(ds::equals).isPresent();
  }

  private static Optional<MessageDigest> digest(int type) {
    return switch (type) {
      case 1 -> Optional.of(named("SHA-1"));
      case 2 -> Optional.of(named("SHA-256")); // RFC 4509
      case 4 -> Optional.of(named("SHA-384")); // RFC 6605 §2
      default -> Optional.empty();
    };
  }

  private static MessageDigest named(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
