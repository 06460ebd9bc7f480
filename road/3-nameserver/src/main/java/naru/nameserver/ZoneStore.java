package naru.nameserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import naru.wire.Name;
import naru.wire.Record;

/**
 * The zones that a server answers from. They are exchanged as a whole: a question sees the zones of
 * one moment from its beginning to its end. Thread-safe; one atomic reference to immutable values.
 */
public final class ZoneStore {
  private final AtomicReference<Zones> current;

  private ZoneStore(Zones zones) {
    this.current = new AtomicReference<>(zones);
  }

  /** A store of these zones; none for a server that gets them later. */
  public static ZoneStore of(Zone... zones) {
    return new ZoneStore(new Zones(Arrays.asList(zones)));
  }

  /** The zones of this moment. */
  Zones now() {
    return current.get();
  }

  /** The zone with this apex. */
  public Optional<Zone> zone(Name origin) {
    return now().at(origin);
  }

  /** All zones, in the order of their names. */
  public List<Zone> zones() {
    return now().all().stream().sorted(Comparator.comparing(Zone::origin)).toList();
  }

  /** Serves these zones instead of those of the same origins, all from the same moment on. */
  public void put(Collection<Zone> zones) {
    current.updateAndGet(old -> old.with(zones));
  }

  /**
   * Serves what {@code change} makes of all zones, all from the same moment on. It may be called
   * more than once, where somebody else changes the zones meanwhile.
   */
  void exchange(UnaryOperator<Collection<Zone>> change) {
    current.updateAndGet(old -> old.with(change.apply(old.all())));
  }

  /** Serves a zone no longer. */
  public void remove(Name origin) {
    current.updateAndGet(old -> old.without(origin));
  }

  /** Serves the zone made of {@code records}; where they have a fault, the old one stays. */
  public ZoneCheck replace(Name origin, List<Record> records) {
    ZoneCheck check = Zone.of(origin, records);
    adopt(List.of(check));
    return check;
  }

  /**
   * Serves those zones that have no fault, all from the same moment on; of the others the old ones
   * stay. Returns all complaints.
   */
  public List<Complaint> adopt(Collection<ZoneCheck> checks) {
    List<Complaint> complaints = new ArrayList<>();
    List<Zone> good = new ArrayList<>();
    for (ZoneCheck check : checks) {
      complaints.addAll(check.complaints());
      if (check instanceof ZoneCheck.Accepted(Zone zone, _)) {
        good.add(zone);
      }
    }
    put(good);
    return complaints;
  }
}
