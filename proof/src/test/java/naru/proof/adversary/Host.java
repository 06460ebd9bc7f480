package naru.proof.adversary;

import java.util.List;

/**
 * A machine of the simulated network: what it says to what it hears. It never waits; how long an
 * answer takes is the way there and back, and its own slowness. Confined to one run.
 */
interface Host {
  /** How a machine takes what arrives for one transport. */
  enum Door {
    OPEN,
    /** Nobody listens, and the machine says so. */
    CLOSED,
    /** Nothing ever comes back. */
    SILENT
  }

  /** The datagrams that it sends back for one. */
  List<byte[]> hear(byte[] datagram);

  /** The messages that it writes back for one, over a stream. */
  List<byte[]> hearOnStream(byte[] message);

  Door udp();

  Door tcp();

  /** Whether the name of a question comes back in another case. */
  default boolean foldsCase() {
    return false;
  }

  /** From here to there and back. */
  int roundTripMillis();
}
