package naru.net;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.wire.Message;

/**
 * A question that arrived at one of our servers. Immutable.
 *
 * @param octets its size on the wire
 * @param peer who asks; empty over a local socket
 * @param local where it arrived; empty over a local socket
 * @param sameUser the kernel says that the peer runs as our own user (only over {@link
 *     Transport#LOCAL})
 */
public record DnsQuery(
    Message message,
    int octets,
    Transport transport,
    Optional<InetSocketAddress> peer,
    Optional<InetSocketAddress> local,
    boolean sameUser) {}
