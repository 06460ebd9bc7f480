package naru.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections a service holds, in all and by peer (RFC 7766 §6.2.2). Thread-safe. */
final class Connections {
  private final Map<InetAddress, Integer> byPeer = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  /** Counts one more; false, and not counted, when it is one too many. */
  boolean enter(Optional<InetAddress> peer) {
    int total = all.incrementAndGet();
    int ofPeer = peer.map(p -> byPeer.merge(p, 1, Integer::sum)).orElse(0);
    boolean fits = total <= Limits.CONNECTIONS && ofPeer <= Limits.CONNECTIONS_A_PEER;
    if (!fits) {
      leave(peer);
    }
    return fits;
  }

  /** Counts one that was let in as gone. */
  void leave(Optional<InetAddress> peer) {
    all.decrementAndGet();
    peer.ifPresent(p -> byPeer.computeIfPresent(p, (_, n) -> n > 1 ? n - 1 : null));
  }
}
