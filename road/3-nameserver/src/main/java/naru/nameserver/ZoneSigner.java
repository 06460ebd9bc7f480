package naru.nameserver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import naru.dnssec.SigningKey;
import naru.wire.Name;
import naru.wire.RecordData;

/**
 * Signs one zone, again and again: adds its keys and a chain that proves what is not there, and has
 * each authoritative set signed when it is first answered (RFC 4035 §2). What a zone brings along
 * of signatures and chains goes. Immutable, thread-safe.
 */
public final class ZoneSigner {
  private final ZoneKeys keys;
  private final SigningPolicy policy;

  /**
   * A signer with these keys: one alone, or some that the parent vouches for and some that it does
   * not.
   */
  public ZoneSigner(List<SigningKey> keys, SigningPolicy policy) {
    this.keys = new ZoneKeys(keys);
    this.policy = policy;
  }

  /** How. */
  public SigningPolicy policy() {
    return policy;
  }

  /** The DS records that the parent of {@code origin} is to have (RFC 4034 §5). */
  public List<RecordData.Ds> ds(Name origin) {
    return keys.ds(origin);
  }

  /** The zone signed, for the policy's time from {@code now} on. */
  public Zone sign(Zone zone, Instant now) {
    return sign(zone, Map.of(), now);
  }

  /** The same, with DS records for those children that have none. */
  public Zone sign(Zone zone, Map<Name, List<RecordData.Ds>> children, Instant now) {
    Instant from = now.minus(Limits.SIGNATURE_SKEW);
    Instant to = now.plus(policy.validity());
    var signing =
        new Signing(zone, keys.dnskeys().toList(), set -> keys.sign(set, zone.origin(), from, to));
    return signing.sign(children, policy.denying());
  }
}
