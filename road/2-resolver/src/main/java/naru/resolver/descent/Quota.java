package naru.resolver.descent;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many questions are under way for the sake of one thing: a zone, a server. Those beyond
 * are told so at once, so that a flood of names of one zone waits for nobody's silence but its own.
 * Thread-safe; holds nothing of what no question is under way for.
 */
final class Quota<K> {
  private final ConcurrentHashMap<K, Integer> underWay = new ConcurrentHashMap<>();

  /** Takes one of {@code limit} places, to be given back; false where all are taken. */
  boolean take(K key, int limit) {
    if (underWay.merge(key, 1, Integer::sum) <= limit) {
      return true;
    }
    giveBack(key);
    return false;
  }

  void giveBack(K key) {
    underWay.computeIfPresent(key, (_, places) -> places == 1 ? null : places - 1);
  }
}
