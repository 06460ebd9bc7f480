package naru.connection;

import java.io.IOException;
import naru.journey.Cause;

/**
 * Carries a cause out of streams within streams to the door of the exchange, where it becomes a
 * value. Never leaves this room.
 */
final class Stopped extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Cause cause;

  Stopped(Cause cause) {
    super(cause.text(), null);
    this.cause = cause;
  }

  Cause why() {
    return cause;
  }
}
