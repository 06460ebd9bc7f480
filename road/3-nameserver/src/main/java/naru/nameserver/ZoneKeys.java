package naru.nameserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import naru.dnssec.SigningKey;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * The keys of one zone, and which signs what: keys that the parent vouches for sign the keys, the
 * others everything else; where an algorithm has one kind only, its keys sign all (RFC 4035 §2.2:
 * each algorithm signs each set). Immutable.
 */
final class ZoneKeys {
  private static final int SHA256 = 2;

  private final List<SigningKey> keys;

  ZoneKeys(List<SigningKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a zone is signed with at least one key");
    }
    this.keys = List.copyOf(keys);
  }

  Stream<RecordData.Dnskey> dnskeys() {
    return keys.stream().map(SigningKey::dnskey);
  }

  /** What the parent is to say of this zone. */
  List<RecordData.Ds> ds(Name origin) {
    return signing(RecordType.DNSKEY).stream()
        .flatMap(key -> naru.dnssec.DsDigest.of(origin, key.dnskey(), SHA256).stream())
        .toList();
  }

  /** The signatures over a set of the zone. */
  RecordSet sign(RecordSet set, Name origin, Instant from, Instant to) {
    List<Rdata> signatures = new ArrayList<>();
    for (SigningKey key : signing(set.type())) {
      Record signature = key.sign(set, origin, from, to);
      signatures.add(signature.rdata());
    }
    return new RecordSet(
        set.owner(), RecordType.RRSIG, RecordClass.IN, set.ttlSeconds(), signatures);
  }

  private List<SigningKey> signing(RecordType type) {
    boolean entry = type.equals(RecordType.DNSKEY);
    return keys.stream().filter(key -> key.isSecureEntryPoint() == entry || isAlone(key)).toList();
  }

  /** Whether no key of this one's algorithm is of the other kind. */
  private boolean isAlone(SigningKey key) {
    Predicate<SigningKey> sameAlgorithm =
        other -> other.dnskey().algorithm() == key.dnskey().algorithm();
    return keys.stream()
        .filter(sameAlgorithm)
        .allMatch(other -> other.isSecureEntryPoint() == key.isSecureEntryPoint());
  }
}
