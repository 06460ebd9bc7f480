package naru.nameserver;

import java.time.Duration;
import java.time.Instant;
import naru.time.Promise;
import naru.time.Time;

/**
 * Keeps the zones of a store signed: signs them at the beginning, and again before their signatures
 * grow old, by the wall clock. Zones that are put into the store between are signed at the next
 * {@link #now}. Thread-safe.
 */
public final class SignatureRenewal implements AutoCloseable {
  private final Time time;
  private final ZoneStore store;
  private final ZoneSigning signing;
  private final Promise<Boolean> closed;

  private SignatureRenewal(Time time, ZoneStore store, ZoneSigning signing) {
    this.time = time;
    this.store = store;
    this.signing = signing;
    this.closed = time.promise();
  }

  /** Signs the store's zones, and goes on doing so until closed. */
  public static SignatureRenewal start(Time time, ZoneStore store, ZoneSigning signing) {
    SignatureRenewal renewal = new SignatureRenewal(time, store, signing);
    Instant signed = renewal.now();
    if (!signing.isEmpty()) {
      time.start("signatures", () -> renewal.run(signed));
    }
    return renewal;
  }

  /** Signs all zones now; the moment from which their signatures count. */
  public Instant now() {
    Instant now = time.instant();
    store.exchange(zones -> signing.sign(zones, now));
    return now;
  }

  /** A machine that slept wakes up with a later clock: so it looks at it every now and then. */
  private void run(Instant firstSigned) {
    Instant signed = firstSigned;
    Duration look = Limits.RENEWAL_LOOK;
    while (time.pause(look, closed)) {
      if (!time.instant().isBefore(signed.plus(signing.period()))) {
        signed = now();
      }
    }
  }

  @Override
  public void close() {
    closed.complete(true);
  }
}
