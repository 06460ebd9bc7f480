package naru.net;

import java.util.List;
import naru.wire.Message;

/** What came of asking one server. Immutable. */
public sealed interface Exchanged {
  /**
   * It answered.
   *
   * @param transport how the answer that counts came: TCP after a truncated one over UDP
   * @param octets of the answer on the wire
   * @param millis from the first packet sent to the answer
   * @param dropped what came before and was not ours, and why: a line each
   */
  record Answered(
      Message message, Transport transport, int octets, double millis, List<String> dropped)
      implements Exchanged {
    public Answered {
      dropped = List.copyOf(dropped);
    }
  }

  /** Nothing that fits came in time. */
  record TimedOut(Transport transport, List<String> dropped) implements Exchanged {
    public TimedOut {
      dropped = List.copyOf(dropped);
    }
  }

  /** The network or the server's machine said no: {@code reason} in the kernel's words. */
  record Unreachable(Transport transport, String reason) implements Exchanged {}

  /** An answer to our question that cannot be read. */
  record Garbled(Transport transport, String reason, int offset) implements Exchanged {}

  /**
   * The answer over UDP was truncated, and TCP failed.
   *
   * @param late time ran out: given more, it may succeed
   */
  record TcpFailed(String reason, boolean late) implements Exchanged {
    /** Something other than time was at fault. */
    public TcpFailed(String reason) {
      this(reason, false);
    }
  }

  /** Somebody else was faster. */
  record Cancelled() implements Exchanged {}
}
