package naru.proof.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Throws for one purpose of one run, decided by its seed: what is thrown for one purpose never
 * disturbs another. Confined to one run.
 */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed, String purpose) {
    this.random = new SplittableRandom(seed * 0x9e37_79b9_7f4a_7c15L + purpose.hashCode());
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** True once in so many throws. */
  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  /** True so many times in a thousand. */
  boolean permille(int count) {
    return random.nextInt(1000) < count;
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** All of them in any order. */
  <T> List<T> shuffled(List<T> values) {
    List<T> all = new ArrayList<>(values);
    for (int i = all.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T moved = all.get(i);
      all.set(i, all.get(j));
      all.set(j, moved);
    }
    return all;
  }

  byte[] octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  /** A label that one can pronounce, of so many syllables; never one of a special name. */
  String word(int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append("bdfgklmnprstvz".charAt(below(14))).append("aeiou".charAt(below(5)));
    }
    return word.toString();
  }
}
