package naru.resolver.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.resolver.Limits;
import naru.resolver.TrustAnchor;
import naru.time.Chance;
import naru.wire.Name;
import naru.wire.RecordData;
import naru.wire.RecordData.Dnskey;

/**
 * A zone and those of its keys that are, were or may become trust anchors (RFC 5011 §4). Each thing
 * that is learned of the zone makes a new one. Immutable.
 *
 * @param ttlSeconds of its DNSKEY set, for who writes it down
 */
public record TrustPoint(Name zone, long ttlSeconds, List<WatchedKey> keys, Refresh refresh) {
  public TrustPoint {
    keys = List.copyOf(keys);
  }

  /** The beginning: keys, or digests of keys, that the operator trusts. */
  static TrustPoint of(Name zone, long ttlSeconds, List<RecordData> trusted) {
    List<WatchedKey> keys =
        trusted.stream()
            .distinct()
            .map(data -> new WatchedKey(data, KeyState.VALID, 0, Optional.empty()))
            .toList();
    return new TrustPoint(zone, ttlSeconds, keys, Refresh.NEVER);
  }

  /** Where chains of trust begin now; empty when every key is revoked (RFC 5011 §5). */
  public Optional<TrustAnchor> anchor() {
    List<RecordData> trusted =
        keys.stream().filter(key -> key.state().isTrusted()).map(WatchedKey::data).toList();
    return trusted.isEmpty() ? Optional.empty() : Optional.of(TrustAnchor.of(zone, trusted));
  }

  /** Whether it counts as never configured. */
  public boolean isDeleted() {
    return keys.stream().noneMatch(key -> key.state().isTrusted());
  }

  /** Those of the keys of a set that, revoked, would end a trust anchor. */
  public List<Dnskey> endings(List<Dnskey> set) {
    return set.stream()
        .filter(WatchedKey::isRevoked)
        .filter(key -> keys.stream().anyMatch(k -> k.state().isTrusted() && k.is(zone, key)))
        .toList();
  }

  /** These keys said, signed by themselves, that they are revoked (RFC 5011 §2.1). */
  TrustPoint revoked(List<Dnskey> selfSigned, Instant now) {
    List<WatchedKey> then = new ArrayList<>();
    for (WatchedKey key : keys) {
      Optional<Dnskey> revoked =
          key.state().isTrusted() ? key.among(selfSigned, zone) : Optional.empty();
      add(revoked.map(r -> WatchedKey.of(r, KeyState.REVOKED, now)).orElse(key), then);
    }
    TrustPoint after = with(then, refresh);
    return after.isDeleted() ? after.with(then, refresh.ended(now)) : after;
  }

  /** A trust anchor vouches for what was seen. */
  TrustPoint seen(Sighting sighting, Instant now, Chance chance) {
    List<WatchedKey> then = new ArrayList<>();
    for (WatchedKey key : keys) {
      WatchedKey next = next(key, sighting, now);
      if (next.state() != KeyState.REMOVED && next.state() != KeyState.START) {
        add(next, then);
      }
    }
    newKeys(sighting, now).forEach(key -> then.add(0, key));
    return new TrustPoint(
        zone,
        sighting.ttlSeconds(),
        withoutLongMissing(then, now),
        refresh.succeeded(sighting, now, chance));
  }

  /** Two digests may turn out to be of one key. */
  private static void add(WatchedKey key, List<WatchedKey> to) {
    if (to.stream().noneMatch(other -> other.data().equals(key.data()))) {
      to.add(key);
    }
  }

  /** The table of RFC 5011 §4.1, but for the column of revocations. */
  private WatchedKey next(WatchedKey key, Sighting sighting, Instant now) {
    Optional<Dnskey> found = key.among(sighting.keys(), zone);
    Optional<Dnskey> live = found.filter(k -> !WatchedKey.isRevoked(k));
    return switch (key.state()) {
      case START, REMOVED -> key;
      case ADDPEND ->
          live.isPresent() ? pending(key.seenAgain(), sighting, now) : key.in(KeyState.START, now);
      case VALID ->
          live.map(k -> WatchedKey.of(k, KeyState.VALID, key.since().orElse(now)))
              .orElseGet(() -> key.in(KeyState.MISSING, now));
      case MISSING -> live.map(k -> WatchedKey.of(k, KeyState.VALID, now)).orElse(key);
      // Its time of rest begins when nobody shows it any more.
      case REVOKED ->
          found.isPresent()
              ? key.in(KeyState.REVOKED, now)
              : lasted(key, now, Limits.REMOVE_HOLD_DOWN) ? key.in(KeyState.REMOVED, now) : key;
    };
  }

  /** RFC 5011 §2.4.1: this is at least the second set that holds it, and it took long enough. */
  private static WatchedKey pending(WatchedKey key, Sighting sighting, Instant now) {
    return lasted(key, now, sighting.holdDown()) ? key.in(KeyState.VALID, now) : key;
  }

  private static boolean lasted(WatchedKey key, Instant now, Duration time) {
    return key.since().filter(since -> !since.plus(time).isAfter(now)).isPresent();
  }

  private List<WatchedKey> newKeys(Sighting sighting, Instant now) {
    return sighting.keys().stream()
        .filter(key -> !WatchedKey.isRevoked(key))
        .filter(key -> keys.stream().noneMatch(known -> known.is(zone, key)))
        .limit(Math.max(0, Limits.WATCHED_KEYS - keys.size()))
        .map(key -> WatchedKey.of(key, KeyState.ADDPEND, now))
        .toList();
  }

  /** What is missing for very long goes, unless nothing else is left to trust. */
  private static List<WatchedKey> withoutLongMissing(List<WatchedKey> keys, Instant now) {
    boolean others = keys.stream().anyMatch(key -> key.state() == KeyState.VALID);
    return keys.stream()
        .filter(key ->
            !others || key.state() != KeyState.MISSING || !lasted(key, now, Limits.KEEP_MISSING))
        .toList();
  }

  /** The zone was asked, and nothing came that a trust anchor vouches for. */
  TrustPoint failed(Instant now, Chance chance) {
    return with(keys, refresh.failed(now, chance));
  }

  private TrustPoint with(List<WatchedKey> others, Refresh other) {
    return new TrustPoint(zone, ttlSeconds, others, other);
  }
}
