package naru.visit;

import java.io.ByteArrayOutputStream;
import naru.connection.BodySink;

/**
 * Holds the beginning of a body back until it is known whose it is; a body longer than is held
 * passes on. Confined to one thread.
 */
final class HeldBody implements BodySink {
  private final BodySink sink;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean passing;

  HeldBody(BodySink sink) {
    this.sink = sink;
  }

  @Override
  public void take(byte[] octets, int from, int length) {
    if (!passing && held.size() + length > Limits.REDIRECT_BODY_OCTETS) {
      release();
    }
    if (passing) {
      sink.take(octets, from, length);
    } else {
      held.write(octets, from, length);
    }
  }

  /** Lets what was held go on, and everything after it. */
  void release() {
    passing = true;
    sink.take(held.toByteArray(), 0, held.size());
    held.reset();
  }
}
