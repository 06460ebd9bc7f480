package naru.config;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLongArray;
import naru.time.Time;

/**
 * How often each client may ask: a bucket of tokens for each prefix of addresses, in a table of
 * fixed size.
 *
 * <pre>
 * a place of the table   the moment at which its bucket will be full again
 * a client               has one place in each of two rows, chosen by a secret;
 *                        the fuller of the two counts, and both are drawn from
 * </pre>
 *
 * <p>So a client shares its bucket with others only where both of its places are shared, and nobody
 * can choose addresses that share another's. A forged flood can empty the table at most, never make
 * it grow. Thread-safe; never waits and allocates nothing but the address's octets.
 */
public final class ClientRates {
  private static final int ROWS = 2;
  private static final long SECOND = 1_000_000_000L;

  private final Time time;
  private final Allowance allowance;
  private final long intervalNanos;
  private final long burstNanos;
  private final long[] secrets = new long[ROWS];
  private final AtomicLongArray fullAgain = new AtomicLongArray(ROWS * Limits.RATE_PLACES);

  public ClientRates(Time time, Allowance allowance) {
    this.time = time;
    this.allowance = allowance;
    this.intervalNanos = SECOND / allowance.perSecond();
    this.burstNanos = intervalNanos * (allowance.burst() - 1L);
    for (int row = 0; row < ROWS; row++) {
      secrets[row] = time.chance().bits();
    }
    long now = time.nanos();
    for (int i = 0; i < fullAgain.length(); i++) {
      fullAgain.set(i, now);
    }
  }

  /**
   * What a client may do.
   *
   * @param perSecond questions a second, in the long run
   * @param burst questions at once, after a rest
   * @param bitsOfFour bits of an IPv4 address that make a client
   * @param bitsOfSix bits of an IPv6 address that make one: a household has 2^64 addresses
   */
  public record Allowance(int perSecond, int burst, int bitsOfFour, int bitsOfSix) {
    public Allowance {
      if (perSecond < 1 || burst < 1 || bitsOfFour > 32 || bitsOfSix > 128) {
        throw new IllegalArgumentException("no allowance: " + perSecond + ", " + burst);
      }
    }

    /** By address, and by /56 of IPv6 (RFC 6177 §2). */
    public static Allowance of(int perSecond, int burst) {
      return new Allowance(perSecond, burst, 32, 56);
    }
  }

  /** Takes a token of this client's; false when there is none left. */
  public boolean take(InetAddress client) {
    long key = key(client);
    long now = time.nanos();
    long least = least(key);
    if (least - now > burstNanos) {
      return false;
    }
    long next = (least - now > 0 ? least : now) + intervalNanos;
    raise(place(key, 0), next);
    raise(place(key, 1), next);
    return true;
  }

  /** Whether this client has no token left; takes none. */
  public boolean isSpent(InetAddress client) {
    return least(key(client)) - time.nanos() > burstNanos;
  }

  /** When the fuller of its buckets will be full. */
  private long least(long key) {
    return earlier(fullAgain.get(place(key, 0)), fullAgain.get(place(key, 1)));
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  /** Of two who take at once both are counted as one: a token too many once in a while. */
  private void raise(int place, long moment) {
    fullAgain.accumulateAndGet(place, moment, (old, fresh) -> old - fresh < 0 ? fresh : old);
  }

  private long key(InetAddress client) {
    byte[] octets = client.getAddress();
    int bits = octets.length == 4 ? allowance.bitsOfFour() : allowance.bitsOfSix();
    long key = octets.length;
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      key = mix(key ^ octets[i] & 0xff00 >> kept & 0xff);
    }
    return key;
  }

  private int place(long key, int row) {
    return row * Limits.RATE_PLACES + (int) (mix(key ^ secrets[row]) & Limits.RATE_PLACES - 1);
  }

  /** Spreads all bits over all bits (the finaliser of SplitMix64). */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ mixed >>> 31;
  }
}
