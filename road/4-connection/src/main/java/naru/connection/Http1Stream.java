package naru.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.journey.VerdictCode;

/**
 * One exchange in HTTP/1.1, RFC 9112. Strict where leniency would hide what a server does: each
 * line that the RFC forbids is named as it came. Confined to the visit's thread.
 */
final class Http1Stream implements HttpStream {
  /** RFC 9112 §4, with or without the space before an empty reason. */
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.([0-9]) ([1-9][0-9]{2})(?: ([\\t\\x20-\\x7e\\x80-\\xff]*))?");

  /** RFC 9112 §5: no white space before the colon; RFC 9110 §5.5: no NUL, CR or LF. */
  private static final Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\\x00\\r\\n]*)");

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final Progress progress;
  private final WireInput in;
  private final boolean answersHead;
  private int headOctets;
  private int headFields;

  private Http1Stream(Progress progress, WireInput in, boolean answersHead) {
    this.progress = progress;
    this.in = in;
    this.answersHead = answersHead;
  }

  /** Sends the request. */
  static Http1Stream send(Wire wire, Request request, List<Field> head, long deadlineNanos) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, request.line() + " HTTP/1.1\r\n");
    head.forEach(field -> write(out, field.name() + ": " + field.value() + "\r\n"));
    write(out, "\r\n");
    request.body().ifPresent(out::writeBytes);
    long start = wire.time().nanos();
    Progress progress = new Progress(wire.time(), start, wire.send(out.toByteArray()));
    return new Http1Stream(
        progress, new WireInput(wire, progress, deadlineNanos), request.isHead());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public ResponseHead readHead() throws IOException {
    headOctets = 0;
    headFields = 0;
    String line = readHeadLine();
    Matcher status = STATUS_LINE.matcher(line);
    if (!status.matches()) {
      throw Progress.malformed("not a status line", Printable.ofOctets(line));
    }
    String reason = Optional.ofNullable(status.group(3)).orElse("");
    return new ResponseHead(
        "http/1." + status.group(1),
        Integer.parseInt(status.group(2)),
        reason.strip(),
        readFields());
  }

  /** Fields up to the empty line: those of a head, or trailers (RFC 9112 §7.1.2). */
  private List<Field> readFields() throws IOException {
    List<Field> fields = new ArrayList<>();
    for (String line = readHeadLine(); !line.isEmpty(); line = readHeadLine()) {
      if (++headFields > Limits.FIELDS) {
        throw Progress.limit("fields of a response head", Limits.FIELDS);
      }
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (folded && !fields.isEmpty()) {
        // RFC 9112 §5.2: a user agent replaces an obsolete fold by spaces.
        Field last = fields.removeLast();
        fields.add(parseField(last.name() + ":" + last.value() + " " + line.strip()));
      } else {
        fields.add(parseField(line));
      }
    }
    return fields;
  }

  private static Field parseField(String line) throws IOException {
    Matcher field = FIELD_LINE.matcher(line);
    if (!field.matches()) {
      throw Progress.malformed("not a header field", Printable.ofOctets(line));
    }
    return new Field(field.group(1), field.group(2).strip());
  }

  private String readHeadLine() throws IOException {
    String line = readLine(Limits.LINE, "a line of the response head");
    headOctets += line.length();
    if (headOctets > Limits.HEAD) {
      throw Progress.limit("octets of a response head", Limits.HEAD);
    }
    return line;
  }

  /** A line without its end; LF alone ends one too (RFC 9112 §2.2). */
  private String readLine(int limit, String what) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw progress.closed();
      }
      if (line.size() == limit) {
        throw Progress.limit("octets of " + what, limit);
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    String bare = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (bare.indexOf('\r') >= 0) {
      throw Progress.malformed("a carriage return inside a line", Printable.ofOctets(bare));
    }
    return bare;
  }

  /** RFC 9112 §6.3: how long a body is. */
  @Override
  public InputStream body(ResponseHead head) throws IOException {
    Optional<Long> length = contentLength(head);
    if (head.hasNoBody(answersHead)) {
      progress.inBody(Optional.empty());
      return InputStream.nullInputStream();
    }
    List<String> codings = head.elements("Transfer-Encoding");
    if (!codings.isEmpty() && length.isPresent()) {
      // RFC 9112 §6.2: never both; where one server reads the length, another reads chunks.
      throw Progress.malformed(
          "a length beside a transfer coding", "Content-Length: " + length.get());
    }
    if (!codings.isEmpty()) {
      progress.inBody(Optional.empty());
      return transferCoded(codings);
    }
    progress.inBody(length);
    return length.<InputStream>map(LengthBody::new).orElseGet(ClosingBody::new);
  }

  private InputStream transferCoded(List<String> codings) throws IOException {
    if (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")) {
      return new ChunkedBody();
    }
    throw Progress.stop(
        VerdictCode.HTTP_BAD_ENCODING,
        "the transfer coding \"%s\" was not offered"
            .formatted(Printable.ofOctets(String.join(", ", codings))));
  }

  /** RFC 9110 §8.6: the same length twice is one, two lengths are none. */
  static Optional<Long> contentLength(ResponseHead head) throws IOException {
    Optional<Field> first = Optional.empty();
    Optional<Long> length = Optional.empty();
    for (Field field : head.fields()) {
      if (!field.is("Content-Length")) {
        continue;
      }
      for (String value : field.value().split(",", -1)) {
        if (!DIGITS.matcher(value.strip()).matches()) {
          throw Progress.malformed("not a length", field.line());
        }
        long number = Long.parseLong(value.strip());
        if (length.isPresent() && length.get() != number) {
          String both = first.orElse(field).line() + " and " + field.line();
          throw Progress.malformed("two different lengths", both);
        }
        length = Optional.of(number);
        first = Optional.of(field);
      }
    }
    return length;
  }

  /** Reads from the connection and counts what is body. */
  private int readBody(byte[] target, int from, long length) throws IOException {
    int count = in.read(target, from, (int) Math.min(length, target.length - from));
    if (count > 0) {
      progress.bodyReceived(count);
    }
    return count;
  }

  /** A body with a length, RFC 9112 §6.2. */
  private final class LengthBody extends BodyStream {
    private long left;

    LengthBody(long length) {
      this.left = length;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = readBody(target, from, Math.min(left, length));
      if (count < 0) {
        throw progress.closed();
      }
      left -= count;
      return count;
    }
  }

  /** A body that ends with the connection, RFC 9112 §6.3 and §9.8. */
  private final class ClosingBody extends BodyStream {
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int count = readBody(target, from, length);
      if (count < 0 && !in.endedCleanly()) {
        throw progress.truncated(progress.bodyOctets());
      }
      return count;
    }
  }

  /** A body in chunks, RFC 9112 §7.1. */
  private final class ChunkedBody extends BodyStream {
    private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(;.*)?");

    private long left;
    private boolean first = true;
    private boolean ended;

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (left == 0 && !ended) {
        beginChunk();
      }
      if (ended) {
        return -1;
      }
      int count = readBody(target, from, Math.min(left, length));
      if (count < 0) {
        throw progress.closed();
      }
      left -= count;
      return count;
    }

    private void beginChunk() throws IOException {
      if (!first) {
        String rest = readLine(Limits.CHUNK_LINE, "what follows a chunk");
        if (!rest.isEmpty()) {
          throw Progress.malformed("a chunk longer than its length", Printable.ofOctets(rest));
        }
      }
      first = false;
      String line = readLine(Limits.CHUNK_LINE, "a chunk's first line");
      Matcher chunk = CHUNK_LINE.matcher(line);
      if (!chunk.matches()) {
        throw Progress.malformed("not the length of a chunk", Printable.ofOctets(line));
      }
      left = Long.parseLong(chunk.group(1), 16);
      if (left == 0) {
        readFields();
        ended = true;
      }
    }
  }
}
