package naru.nameserver;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import naru.wire.Name;
import naru.wire.RecordData;

/** Who signs which of a server's zones. Parents among them vouch for their children. Immutable. */
public final class ZoneSigning {
  private final Map<Name, ZoneSigner> signers;
  private final Map<Name, List<RecordData.Ds>> vouched = new TreeMap<>();

  /** Signers by the origin of the zone that each is for. */
  public ZoneSigning(Map<Name, ZoneSigner> signers) {
    this.signers = Map.copyOf(signers);
    signers.forEach((origin, signer) -> vouched.put(origin, signer.ds(origin)));
  }

  /** The same zones, those that have a signer signed from {@code now} on. */
  public List<Zone> sign(Collection<Zone> zones, Instant now) {
    return zones.stream().map(zone -> sign(zone, now)).toList();
  }

  private Zone sign(Zone zone, Instant now) {
    ZoneSigner signer = signers.get(zone.origin());
    return signer == null ? zone : signer.sign(zone, vouched, now);
  }

  /** What each zone that is signed here wants its parent to say of it, by origin. */
  public Map<Name, List<RecordData.Ds>> ds() {
    return java.util.Collections.unmodifiableMap(vouched);
  }

  /** Whether there is nothing to sign. */
  public boolean isEmpty() {
    return signers.isEmpty();
  }

  /** How long after signing all have to be signed again: the least that any policy says. */
  Duration period() {
    return signers.values().stream()
        .map(signer -> signer.policy().period())
        .min(Duration::compareTo)
        .orElseThrow();
  }
}
