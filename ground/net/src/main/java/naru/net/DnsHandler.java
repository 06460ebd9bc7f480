package naru.net;

import java.net.InetSocketAddress;
import java.util.Optional;
import naru.wire.Message;

/**
 * What a server does with a question. Thread-safe.
 *
 * <p>A packet is first shown to {@link #ready} on the receive loop; what cannot be answered from
 * there becomes a {@link DnsQuery} and is given to {@link #answer} on a task of its own, if the
 * listener admits one more.
 */
public interface DnsHandler {
  /** No answer lies ready. */
  int NOT_READY = -1;

  /** No answer is to be sent at all. */
  int DROPPED = -2;

  /**
   * Copies a ready answer into {@code answer} and returns its octets; or {@link #NOT_READY}, or
   * {@link #DROPPED}. Runs on the receive loop: never waits, never throws, keeps neither array.
   * Only datagrams are shown to it; {@code answer} has room for {@link Limits#UDP_ANSWER_OCTETS},
   * and a question without EDNS allows 512 (RFC 1035 §4.2.1).
   *
   * @param peer who asks, as the datagram says
   */
  default int ready(
      byte[] query, int octets, Transport transport, InetSocketAddress peer, byte[] answer) {
    return NOT_READY;
  }

  /** The answer; empty when none shall be sent. May wait. The listener cuts it to fit. */
  Optional<Message> answer(DnsQuery query);
}
