package naru.server;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a request line asks for (RFC 9112 §3.2), decoded once and only once. Immutable. */
sealed interface RequestTarget {

  /**
   * A path. No segment is empty, {@code .} or {@code ..}, and none holds a slash, a backslash or a
   * control character.
   *
   * @param slash whether it ends in a slash, as a directory's does
   * @param query with its question mark, undecoded; empty without
   * @param authority of the absolute form
   */
  record Location(List<String> segments, boolean slash, String query, Optional<String> authority)
      implements RequestTarget {
    public Location {
      segments = List.copyOf(segments);
    }

    /** The path, encoded anew: exactly one slash first, so that it never names another host. */
    String encoded() {
      return segments.stream()
          .map(s -> "/" + URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20"))
          .collect(Collectors.joining());
    }

    /** The decoded path: one for each file. */
    String key() {
      return String.join("/", segments) + (slash ? "/" : "");
    }
  }

  /** The server as a whole: {@code *}. */
  record Everything() implements RequestTarget {}

  /** Something that is not a target, or one that a server should not follow. */
  record Unfit(String reason) implements RequestTarget {}

  /** Reads the target of a request line or of {@code :path}. */
  static RequestTarget read(String text) {
    if (text.equals("*")) {
      return new Everything();
    }
    if (text.startsWith("/")) {
      return location(text, Optional.empty());
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int scheme = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
    if (scheme == 0) {
      return new Unfit("the request target is not a path");
    }
    // RFC 9112 §3.2.2: a server must take the absolute form, and its authority wins over Host.
    int path = scheme;
    while (path < text.length() && "/?#".indexOf(text.charAt(path)) < 0) {
      path++;
    }
    String rest = text.substring(path);
    return location(
        rest.startsWith("/") ? rest : "/" + rest, Optional.of(text.substring(scheme, path)));
  }

  private static RequestTarget location(String text, Optional<String> authority) {
    int fragment = text.indexOf('#');
    int question = text.indexOf('?');
    if (fragment >= 0) {
      return new Unfit("a fragment is not part of a request target");
    }
    String path = question < 0 ? text : text.substring(0, question);
    String query = question < 0 ? "" : text.substring(question);
    List<String> segments = new ArrayList<>();
    for (String raw : path.split("/", -1)) {
      if (raw.isEmpty()) {
        continue; // doubled slashes count as one
      }
      Optional<String> segment = decoded(raw).filter(RequestTarget::harmless);
      if (segment.isEmpty() || segments.size() == Limits.SEGMENTS) {
        return new Unfit("the path is not one that is served");
      }
      segments.add(segment.get());
    }
    return new Location(segments, path.endsWith("/"), query, authority);
  }

  private static boolean harmless(String segment) {
    return !segment.equals(".")
        && !segment.equals("..")
        && segment.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\');
  }

  private static Optional<String> decoded(String raw) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = digit(raw, i + 1);
        int low = digit(raw, i + 2);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        octets.write(high << 4 | low);
        i += 2;
      } else if (c <= 0xff) {
        octets.write(c); // the line was read octet by octet
      } else {
        return Optional.empty();
      }
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(octets.toByteArray());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  private static int digit(String text, int index) {
    return index < text.length() && text.charAt(index) < 0x80
        ? Character.digit(text.charAt(index), 16)
        : -1;
  }
}
