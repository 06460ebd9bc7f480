package naru.connection;

import naru.journey.Cause;

/** What came of opening a connection. Immutable. */
public sealed interface Opening {
  /** It stands: TCP, and TLS where the target asks for it. */
  record Opened(Connection connection) implements Opening {}

  /** It does not; the steps tell where it broke. */
  record Failed(Cause cause) implements Opening {}
}
