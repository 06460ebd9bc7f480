package naru.resolver.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import naru.resolver.ManagedAnchors;
import naru.resolver.TrustAnchor;
import naru.time.Promise;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.RecordData.Dnskey;

/**
 * What a resolver believes now of the zones whose trust anchors follow their keys. Thread-safe:
 * each zone's state is guarded by its holder, and files are written outside of that lock by one at
 * a time.
 */
public final class TrustPoints {
  private final Time time;
  private final Map<Name, Held> zones = new LinkedHashMap<>();
  private volatile Promise<Boolean> change;

  public TrustPoints(Time time, List<ManagedAnchors> managed) {
    this.time = time;
    this.change = time.promise();
    managed.forEach(each ->
        zones.putIfAbsent(each.state().zone(), new Held(each.state(), new StateFile(each.file()))));
  }

  /** The state of a zone; empty where its anchors are not managed. */
  public Optional<TrustPoint> at(Name zone) {
    return Optional.ofNullable(zones.get(zone)).map(Held::now);
  }

  /** Whether the anchors of this zone are managed. */
  public boolean manages(Name zone) {
    return zones.containsKey(zone);
  }

  /** Where chains of trust begin now; empty where every key is revoked, or nothing is managed. */
  public Optional<TrustAnchor> anchor(Name zone) {
    return Optional.ofNullable(zones.get(zone)).flatMap(Held::anchor);
  }

  /**
   * These keys of the zone are revoked, each by its own signature.
   *
   * @return whether that changed where chains of trust begin
   */
  public boolean revoked(Name zone, List<Dnskey> selfSigned) {
    return update(zone, point -> point.revoked(selfSigned, now()));
  }

  /**
   * A trust anchor of the zone vouches for this.
   *
   * @return whether that changed where chains of trust begin
   */
  public boolean seen(Name zone, Sighting sighting) {
    return update(zone, point -> point.seen(sighting, now(), time.chance()));
  }

  /** The zone was asked, and gave nothing that a trust anchor vouches for. */
  public void failed(Name zone) {
    update(zone, point -> point.failed(now(), time.chance()));
  }

  private Instant now() {
    return time.instant();
  }

  private boolean update(Name zone, UnaryOperator<TrustPoint> learn) {
    Held held = Optional.ofNullable(zones.get(zone)).orElseThrow();
    Held.Learned learned = held.update(learn);
    if (learned.otherKeys() || learned.sooner()) {
      wake();
    }
    return learned.otherAnchors();
  }

  /** Ends the wait for a change. */
  void wake() {
    change.complete(true);
  }

  /** Kept when a key next changes its state, or a zone is to be asked sooner than it was. */
  Promise<Boolean> nextChange() {
    Promise<Boolean> next = time.promise();
    change = next;
    return next;
  }

  /** Zones that are to be asked now. */
  List<Name> due() {
    return zones.keySet().stream().filter(this::isDue).toList();
  }

  boolean isDue(Name zone) {
    return Optional.ofNullable(zones.get(zone))
        .flatMap(this::left)
        .filter(left -> !left.isPositive())
        .isPresent();
  }

  /** How long until a zone is to be asked; empty when none is any more. */
  Optional<Duration> untilDue() {
    return zones.values().stream().flatMap(held -> left(held).stream()).min(Duration::compareTo);
  }

  private Optional<Duration> left(Held held) {
    return held.now().refresh().left(now());
  }

  /** Writes what is not in its file yet; a line for each file where that failed just now. */
  List<String> save() {
    List<String> troubles = new ArrayList<>();
    zones.values().forEach(held -> held.save().ifPresent(troubles::add));
    return troubles;
  }

  /** Every zone's state. */
  public List<TrustPoint> all() {
    return zones.values().stream().map(Held::now).toList();
  }
}
