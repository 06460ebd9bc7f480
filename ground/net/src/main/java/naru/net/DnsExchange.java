package naru.net;

import java.time.Duration;
import naru.time.Promise;
import naru.wire.Message;

/**
 * Asks one server one question, once: the seam at which scenarios play.
 *
 * <p>Below this seam are the message id, the source port, 0x20, the matching of answers and the
 * turn to TCP when an answer was cut; above it are retries, the choice of servers and what an
 * answer means. The id of {@code query} is replaced by a random one; the answer carries the query's
 * own again.
 *
 * <p>Waits for at most {@code limit}, or until {@code cancelled} is kept. Thread-safe.
 */
public interface DnsExchange {
  Exchanged ask(Server server, Message query, Duration limit, Promise<?> cancelled);
}
