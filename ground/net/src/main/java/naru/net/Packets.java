package naru.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import naru.time.Time;

/**
 * The network as one who asks sees it: datagrams and streams, and nothing of DNS. The lower of the
 * two seams: ids, source ports, 0x20, matching and the turn to TCP are above it, so an adversary
 * that plays here meets them all.
 *
 * <p>Every wait has a limit. Whoever waits in vain closes: after {@link Moved.Silence} the port or
 * stream is closed. A wait is ended early by closing from another task. Thread-safe.
 */
public interface Packets {
  /** The kernel's network. */
  static Packets system(Time time) {
    return new SystemPackets(time);
  }

  /**
   * Opens a port that sends to and hears from {@code peer} alone, as a connected UDP socket does:
   * what others send never arrives, and a port unreachable is heard at once.
   */
  Opened<DatagramPort> datagrams(InetSocketAddress peer, int sourcePort);

  /** Makes a stream that may be connected to {@code peer}: an internet or a local address. */
  Opened<Stream> stream(SocketAddress peer);

  /** Datagrams to and from one peer. One task receives; any may send and close. */
  interface DatagramPort extends AutoCloseable {
    Moved send(ByteBuffer octets);

    /** Waits for the next datagram; what does not fit into {@code target} is cut. */
    Moved receive(ByteBuffer target, Duration limit);

    /** Waits for the next datagram, or until the port is closed. */
    default Moved receive(ByteBuffer target) {
      return receive(target, Limits.PORT_WAIT);
    }

    @Override
    void close();
  }

  /** Octets in order, both ways. One task reads and one writes; any may close. */
  interface Stream extends AutoCloseable {
    /** Connects; {@link Moved.Octets} of 0 says that it did. */
    Moved connect(Duration limit);

    /** Waits for at least one octet. */
    Moved read(ByteBuffer target, Duration limit);

    /** Writes all of {@code source}. */
    Moved write(ByteBuffer source, Duration limit);

    @Override
    void close();
  }

  /** What came of opening something. Immutable. */
  sealed interface Opened<T> {
    record Open<T>(T opened) implements Opened<T> {}

    /** It could not be opened: why, and in the kernel's words. */
    record Refused<T>(Listening.Reason reason, String words) implements Opened<T> {}
  }

  /** What came of moving octets. Immutable. */
  sealed interface Moved {
    /** So many moved. */
    record Octets(int count) implements Moved {}

    /** The limit ran out; closed now. */
    record Silence() implements Moved {}

    /** The peer ended it, or we closed it. */
    record Ended() implements Moved {}

    /** The network or the peer's machine said no, in the kernel's words. */
    record Broken(String words) implements Moved {}
  }
}
