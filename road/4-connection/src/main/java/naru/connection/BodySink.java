package naru.connection;

/** Takes a body, piece by piece, on the visit's thread. */
@FunctionalInterface
public interface BodySink {
  /** Takes the next octets; the array is used again afterwards. */
  void take(byte[] octets, int from, int length);

  /** Throws all away. */
  static BodySink discarding() {
    return (octets, from, length) -> {};
  }
}
