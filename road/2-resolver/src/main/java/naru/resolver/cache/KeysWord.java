package naru.resolver.cache;

import java.util.List;
import naru.resolver.SignedSet;

/**
 * What a parent said beside a referral about the keys of the child: a DS set, or a proof that there
 * is none (RFC 4035 §3.1.4). It may end before the referral does. Immutable.
 */
public record KeysWord(List<SignedSet> sets, long heardNanos) {
  private static final long SECOND = 1_000_000_000L;

  /** Nothing was said. */
  public static final KeysWord NONE = new KeysWord(List.of(), 0);

  public KeysWord {
    sets = List.copyOf(sets);
  }

  /** The sets with what is left of their time; none when one of them has ended. */
  public List<SignedSet> at(long nowNanos) {
    long age = (nowNanos - heardNanos) / SECOND;
    boolean ended = sets.stream().anyMatch(set -> set.ttlSeconds() <= age);
    return ended
        ? List.of()
        : sets.stream().map(set -> set.withTtl(set.ttlSeconds() - age)).toList();
  }
}
