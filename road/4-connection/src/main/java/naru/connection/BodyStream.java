package naru.connection;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is written by its reads of many octets. */
abstract class BodyStream extends InputStream {
  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] target, int from, int length) throws IOException;
}
