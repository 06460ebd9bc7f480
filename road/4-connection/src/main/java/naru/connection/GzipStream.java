package naru.connection;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes gzip, RFC 1952: one member or several, each with its checksum and length proved. Confined
 * to the visit's thread; must be closed.
 */
final class GzipStream extends BodyStream {
  private static final int ID = 0x1f8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  /** The octets are not what gzip makes. */
  static final class BadCoding extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    BadCoding(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[8 << 10];
  private int inputAt;
  private int inputEnd;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    while (!ended && length > 0) {
      if (!inMember) {
        beginMember();
      } else {
        int count = inflate(target, from, length);
        if (count > 0) {
          return count;
        }
      }
    }
    return ended ? -1 : 0;
  }

  private int inflate(byte[] target, int from, int length) throws IOException {
    try {
      if (inflater.needsInput()) {
        feed();
      }
      int count = inflater.inflate(target, from, length);
      checksum.update(target, from, count);
      if (inflater.finished()) {
        inputAt = inputEnd - inflater.getRemaining();
        endMember();
      }
      return count;
    } catch (DataFormatException broken) {
      throw new BadCoding("its deflated data is broken: " + broken.getMessage());
    }
  }

  private void feed() throws IOException {
    if (inputAt == inputEnd && !more()) {
      throw new BadCoding("its data ends in the middle");
    }
    inflater.setInput(input, inputAt, inputEnd - inputAt);
    inputAt = inputEnd;
  }

  private boolean more() throws IOException {
    int count = in.read(input, 0, input.length);
    inputAt = 0;
    inputEnd = Math.max(0, count);
    return count > 0;
  }

  /** RFC 1952 §2.3: after the last member there is nothing; no octets at all are an empty body. */
  private void beginMember() throws IOException {
    if (inputAt == inputEnd && !more()) {
      ended = true;
      return;
    }
    if ((octet() << 8 | octet()) != ID || octet() != DEFLATE) {
      throw new BadCoding("its data does not begin as gzip");
    }
    int flags = octet();
    if ((flags & RESERVED) != 0) {
      throw new BadCoding("its header has reserved flags");
    }
    skip(6); // MTIME, XFL, OS
    skip((flags & EXTRA) == 0 ? 0 : octet() | octet() << 8);
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    skip((flags & HEADER_CRC) == 0 ? 0 : 2);
    inflater.reset();
    checksum.reset();
    inMember = true;
  }

  private void endMember() throws IOException {
    inMember = false;
    if (u32() != checksum.getValue()) {
      throw new BadCoding("its checksum is wrong");
    }
    if (u32() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new BadCoding("its length is wrong");
    }
  }

  private long u32() throws IOException {
    return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
  }

  private int octet() throws IOException {
    if (inputAt == inputEnd && !more()) {
      throw new BadCoding("its data ends in the middle");
    }
    return input[inputAt++] & 0xff;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      octet();
    }
  }

  private void skipText(int present) throws IOException {
    if (present != 0) {
      int next = octet();
      while (next != 0) {
        next = octet();
      }
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
