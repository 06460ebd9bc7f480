package naru.resolver.anchor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import naru.dnssec.DsDigest;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordData.Dnskey;
import naru.wire.RecordData.Ds;

/**
 * A key that is followed, and its state; one that was never seen yet may be known by its digest
 * only. Immutable.
 *
 * @param data a {@link Dnskey}, or a {@link Ds}
 * @param sightings in how many verified sets a new key was seen so far
 * @param since when it came into this state, or was last seen if it is revoked; empty before the
 *     zone was ever heard of
 */
public record WatchedKey(RecordData data, KeyState state, int sightings, Optional<Instant> since) {
  public WatchedKey {
    if (!(data instanceof Dnskey) && !(data instanceof Ds)) {
      throw new IllegalArgumentException("no key: " + data);
    }
  }

  static WatchedKey of(RecordData data, KeyState state, Instant now) {
    return new WatchedKey(data, state, state == KeyState.ADDPEND ? 1 : 0, Optional.of(now));
  }

  WatchedKey in(KeyState other, Instant now) {
    return of(data, other, now);
  }

  WatchedKey seenAgain() {
    return new WatchedKey(data, state, sightings + 1, since);
  }

  /** Whether it is this key, revoked or not. */
  boolean is(Name zone, Dnskey key) {
    return switch (data) {
      case Dnskey own -> unrevoked(own).equals(unrevoked(key));
      case Ds digest -> DsDigest.matches(zone, digest, unrevoked(key));
      default -> throw new IllegalStateException("no key: " + data);
    };
  }

  /** The one of these keys that it is, revoked or not. */
  Optional<Dnskey> among(List<Dnskey> keys, Name zone) {
    return keys.stream().filter(key -> is(zone, key)).findFirst();
  }

  static boolean isRevoked(Dnskey key) {
    return (key.flags() & Dnskey.REVOKE) != 0;
  }

  private static Dnskey unrevoked(Dnskey key) {
    return new Dnskey(
        key.flags() & ~Dnskey.REVOKE, key.protocol(), key.algorithm(), key.publicKey());
  }
}
