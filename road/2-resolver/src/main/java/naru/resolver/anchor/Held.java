package naru.resolver.anchor;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import naru.resolver.TrustAnchor;

/**
 * The state of one zone and its file. Thread-safe: the state is guarded by this; the file is
 * written without that lock, by whoever finds nobody else at it.
 */
final class Held {
  private final StateFile file;
  private final AtomicBoolean writing = new AtomicBoolean();
  private TrustPoint now;
  private Optional<TrustAnchor> anchor;
  private boolean unwritten;

  /** Of whoever writes. */
  private boolean troubled;

  Held(TrustPoint now, StateFile file) {
    this.now = now;
    this.anchor = now.anchor();
    this.file = file;
  }

  /** What something learned changed. */
  record Learned(boolean otherKeys, boolean otherAnchors, boolean sooner) {}

  synchronized TrustPoint now() {
    return now;
  }

  /** Asked for by every question below the zone, so it is not made each time. */
  synchronized Optional<TrustAnchor> anchor() {
    return anchor;
  }

  /** A zone that took its last anchor back stays as it is. */
  synchronized Learned update(UnaryOperator<TrustPoint> learn) {
    TrustPoint before = now;
    if (before.isDeleted()) {
      return new Learned(false, false, false);
    }
    now = learn.apply(before);
    boolean otherKeys = !now.keys().equals(before.keys());
    // The operator's own text stays until it has proven itself.
    unwritten |= otherKeys || now.refresh().lastSuccess().isPresent();
    Optional<TrustAnchor> anchorBefore = anchor;
    anchor = now.anchor();
    boolean otherAnchors = !anchor.equals(anchorBefore);
    return new Learned(otherKeys, otherAnchors, now.refresh().isSoonerThan(before.refresh()));
  }

  /** Brings the file up to date; the trouble with that, when it begins. */
  Optional<String> save() {
    Optional<String> told = Optional.empty();
    while (isUnwritten() && writing.compareAndSet(false, true)) {
      told = write();
      writing.set(false);
    }
    return told;
  }

  private synchronized boolean isUnwritten() {
    return unwritten;
  }

  private Optional<String> write() {
    Optional<String> trouble = file.write(take());
    boolean begins = !troubled && trouble.isPresent();
    troubled = trouble.isPresent();
    return begins ? trouble : Optional.empty();
  }

  private synchronized TrustPoint take() {
    unwritten = false;
    return now;
  }
}
