package naru.wire;

import java.util.Arrays;

/**
 * Where in a message names, and the endings of names, were written uncompressed, so that later ones
 * can point back to them (RFC 1035 §4.1.4). Confined to one thread.
 *
 * <p>An open-addressing table of offsets: the names themselves are in the message.
 */
final class WrittenNames {
  private static final int FIRST_PLACES = 32;
  private static final int EMPTY = 0;
  private static final int REMOVED = -1;

  /** A table that an enemy has filled with equal hashes is not searched to its end. */
  private static final int MOST_PROBES = 16;

  /** Offset plus one, or {@link #EMPTY} or {@link #REMOVED}. */
  private int[] places = {};

  private int[] hashes = {};
  private int taken;

  /** A hash for each ending of a name, whatever its case: of the whole name first. */
  static int[] hashes(byte[] wire) {
    int labels = 0;
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      labels++;
    }
    int[] starts = new int[labels];
    for (int i = 0, at = 0; i < labels; at += 1 + wire[at]) {
      starts[i++] = at;
    }
    int hash = 1;
    for (int i = labels - 1; i >= 0; i--) {
      int end = starts[i] + 1 + wire[starts[i]];
      for (int at = starts[i]; at < end; at++) {
        hash = 31 * hash + Name.fold(wire[at]);
      }
      starts[i] = hash;
    }
    return starts;
  }

  /** Where the ending of {@code wire} at {@code from} stands in the message; -1 if nowhere. */
  int find(int hash, byte[] wire, int from, byte[] message) {
    if (places.length == 0) {
      return -1;
    }
    int place = place(hash);
    for (int i = 0; i < MOST_PROBES && places[place] != EMPTY; i++) {
      int offset = places[place] - 1;
      if (offset >= 0 && hashes[place] == hash && standsAt(offset, wire, from, message, false)) {
        return offset;
      }
      place = place + 1 & (places.length - 1);
    }
    return -1;
  }

  /** Remembers that an ending with this hash is written at {@code offset}. */
  void add(int hash, int offset) {
    if (2 * taken >= places.length) {
      grow();
    }
    put(hash, offset + 1);
  }

  private void put(int hash, int value) {
    int place = place(hash);
    while (places[place] != EMPTY) {
      place = place + 1 & (places.length - 1);
    }
    places[place] = value;
    hashes[place] = hash;
    taken++;
  }

  private void grow() {
    int[] oldPlaces = places;
    int[] oldHashes = hashes;
    places = new int[Math.max(FIRST_PLACES, 2 * oldPlaces.length)];
    hashes = new int[places.length];
    taken = 0;
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] > 0) {
        put(oldHashes[i], oldPlaces[i]);
      }
    }
  }

  private int place(int hash) {
    return hash * 0x9e37_79b9 >>> Integer.numberOfLeadingZeros(places.length) + 1;
  }

  /** Forgets what was written at {@code length} and behind. */
  void forgetFrom(int length) {
    for (int i = 0; i < places.length; i++) {
      places[i] = places[i] > length ? REMOVED : places[i];
    }
  }

  /** Whether the name written at {@code offset} is this ending: in its very octets, or but case. */
  static boolean standsAt(int offset, byte[] wire, int from, byte[] message, boolean exactly) {
    int at = offset;
    for (int i = from; ; ) {
      while ((message[at] & 0xc0) == 0xc0) {
        at = (message[at] & 0x3f) << 8 | message[at + 1] & 0xff;
      }
      if (message[at] != wire[i]) {
        return false;
      }
      int after = at + 1 + wire[i];
      boolean same =
          Arrays.equals(message, at, after, wire, i, i + 1 + wire[i])
              || !exactly && sameButCase(message, at, wire, i);
      if (!same || wire[i] == 0) {
        return same;
      }
      i += 1 + wire[i];
      at = after;
    }
  }

  private static boolean sameButCase(byte[] message, int at, byte[] wire, int from) {
    for (int i = 0; i <= wire[from]; i++) {
      if (Name.fold(message[at + i]) != Name.fold(wire[from + i])) {
        return false;
      }
    }
    return true;
  }
}
