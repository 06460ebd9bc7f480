package naru.resolver.service;

import java.util.concurrent.atomic.AtomicIntegerArray;
import naru.resolver.Limits;

/**
 * Remembers, roughly and in little room, which questions were asked not long ago: only what is
 * asked again is worth a ready answer, and a flood of names that nobody repeats costs nothing. A
 * newer question takes the place of an older one. Thread-safe.
 */
final class Sightings {
  private final AtomicIntegerArray marks = new AtomicIntegerArray(Limits.SIGHTINGS);

  /** Whether it was seen before; from now on it was. */
  boolean again(long hash) {
    int place = (int) Long.remainderUnsigned(hash, Limits.SIGHTINGS);
    int mark = (int) (hash >>> Integer.SIZE);
    return marks.getAndSet(place, mark) == mark;
  }
}
