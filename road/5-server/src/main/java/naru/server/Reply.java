package naru.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, before it is sent. Immutable.
 *
 * @param headers in the order they are sent; Date, Server and Content-Length are added later
 * @param closes whether the connection ends after it (HTTP/1.1)
 */
record Reply(int status, Map<String, String> headers, Body body, boolean closes) {

  /** What follows the header. */
  sealed interface Body {
    /** How many octets. */
    long length();
  }

  /** Nothing, and no word about a length: 204 and 304. */
  record Nothing() implements Body {
    @Override
    public long length() {
      return 0;
    }
  }

  /** Octets in memory, shared with others and never written to. */
  static final class Octets implements Body {
    private final byte[] array;
    private final int offset;
    private final int length;

    Octets(byte[] array, int offset, int length) {
      this.array = array;
      this.offset = offset;
      this.length = length;
    }

    byte[] array() {
      return array;
    }

    int offset() {
      return offset;
    }

    @Override
    public long length() {
      return length;
    }
  }

  /** A part of a file, or all of it. */
  record FilePart(Path file, long offset, long length) implements Body {}

  static Reply of(int status, Map<String, String> headers, Body body) {
    return new Reply(status, headers, body, false);
  }

  /** A small page that says what is the matter. */
  static Reply words(int status, String words) {
    String text =
        "<!doctype html><html lang=\"en\"><title>%1$d %2$s</title><h1>%1$d %2$s</h1></html>\n"
            .formatted(status, Html.escaped(words));
    return text(status, "text/html; charset=utf-8", text);
  }

  static Reply text(int status, String mediaType, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", mediaType);
    return of(status, headers, new Octets(octets, 0, octets.length));
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, closes);
  }

  Reply closing() {
    return new Reply(status, headers, body, true);
  }
}
