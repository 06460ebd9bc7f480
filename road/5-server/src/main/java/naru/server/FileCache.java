package naru.server;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import naru.server.StoredFile.Change;

/**
 * The small files of a folder, those used last. Guarded by {@code lock}, which is held for map
 * operations only, never while the disk is looked at.
 */
final class FileCache {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long octets;

  private record Entry(StoredFile file, long comparedNanos) {}

  /** What was compared with the disk at most {@link Limits#FRESH} ago. */
  Optional<StoredFile> fresh(String key, long nowNanos) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(key))
          .filter(entry -> nowNanos - entry.comparedNanos < Limits.FRESH.toNanos())
          .map(Entry::file);
    } finally {
      lock.unlock();
    }
  }

  /** What is kept, when the disk still holds the same; what is outdated goes. */
  Optional<StoredFile> unchanged(String key, Path real, Change change, long nowNanos) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return Optional.empty();
      }
      boolean same = entry.file.path().equals(real) && entry.file.change().equals(change);
      if (!same) {
        remove(key);
        return Optional.empty();
      }
      entries.put(key, new Entry(entry.file, nowNanos));
      return Optional.of(entry.file);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a file, if it has its content with it, and lets go of those not used for long. */
  void put(String key, StoredFile file, long nowNanos) {
    if (file.content().isEmpty() || file.size() != file.change().size()) {
      return; // large, or written to while it was read
    }
    lock.lock();
    try {
      remove(key);
      entries.put(key, new Entry(file, nowNanos));
      octets += file.size();
      Iterator<Entry> oldest = entries.values().iterator();
      while (octets > Limits.CACHE_OCTETS || entries.size() > Limits.CACHED_FILES) {
        octets -= oldest.next().file.size();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  private void remove(String key) {
    Entry old = entries.remove(key);
    if (old != null) {
      octets -= old.file.size();
    }
  }
}
