package naru.visit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an address line by the rules of the WHATWG URL standard for http and https: white space and
 * control characters around it fall away, backslashes count as slashes, dot segments are resolved,
 * what may not stand bare is percent-encoded. A line without a scheme gets {@code http://}, as in
 * curl. Confined to one thread.
 */
public final class UrlParser {
  private static final String PATH_ENCODED = " \"#<>?^`{}";
  private static final String QUERY_ENCODED = " \"#<>'";
  private static final String FRAGMENT_ENCODED = " \"<>`";

  private final String text;
  private int at;

  private UrlParser(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** Reads a whole address line. */
  public static UrlRead parse(String line) {
    try {
      return new UrlParser(line, leadingBlanks(line)).absolute();
    } catch (Refused refused) {
      return new UrlRead.Malformed(refused.reason, refused.position);
    }
  }

  /** The line as a report may show it: reports are passed on, and passwords are not. */
  static String withoutUserInfo(String line) {
    return line.replaceFirst("^([^/?#]*//|)[^/?#@]*@", "$1");
  }

  /** Reads the reference of a redirect, relative to where it was found (RFC 3986 §5). */
  public static UrlRead resolve(Url base, String reference) {
    String ref = reference.strip();
    if (schemeLength(ref) > 0) {
      return parse(ref);
    }
    String origin = base.scheme().word() + "://" + base.authority();
    int query = base.target().indexOf('?');
    String path = query < 0 ? base.target() : base.target().substring(0, query);
    return switch (ref.isEmpty() ? ' ' : slashed(ref.charAt(0))) {
      case ' ' -> parse(origin + base.target());
      case '/' ->
          ref.length() > 1 && slashed(ref.charAt(1)) == '/'
              ? parse(base.scheme().word() + ":" + ref)
              : parse(origin + ref);
      case '?' -> parse(origin + path + ref);
      case '#' -> parse(origin + base.target() + ref);
      default -> parse(origin + path.substring(0, path.lastIndexOf('/') + 1) + ref);
    };
  }

  /** The line cannot be read on; leaves only through {@link #parse}. */
  static final class Refused extends RuntimeException {
    final String reason;
    final int position;

    Refused(String reason, int position) {
      super(reason, null, false, false);
      this.reason = reason;
      this.position = position;
    }
  }

  private UrlRead absolute() {
    Url.Scheme scheme = Url.Scheme.HTTP;
    int length = schemeLength(text.substring(at));
    if (length > 0) {
      String word = text.substring(at, at + length).toLowerCase(Locale.ROOT);
      Optional<Url.Scheme> known = schemeOf(word);
      if (known.isEmpty()) {
        return new UrlRead.UnsupportedScheme(word);
      }
      scheme = known.get();
      at += length + 1;
    }
    skipSlashes();
    return new UrlRead.Ok(afterSlashes(scheme));
  }

  private Url afterSlashes(Url.Scheme scheme) {
    int end = endOf("/\\?#");
    Optional<String> user = userInfo(end);
    int portColon = portColon(end);
    int hostStart = at;
    Url.Host host = HostParser.parse(cleaned(at, portColon), hostStart);
    int port = port(portColon, end, scheme);
    at = end;
    String path = path();
    Optional<String> query = part('?', QUERY_ENCODED, "#");
    Optional<String> fragment = part('#', FRAGMENT_ENCODED, "");
    String target = path + query.map(q -> "?" + q).orElse("");
    return new Url(scheme, user, host, port, target, fragment);
  }

  /** How long the scheme is; 0 where there is none, as in {@code www.naru.test:8080/}. */
  private static int schemeLength(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || !isLetter(text.charAt(0))) {
      return 0;
    }
    for (int i = 1; i < colon; i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && "+-.".indexOf(c) < 0) {
        return 0;
      }
    }
    char next = colon + 1 < text.length() ? text.charAt(colon + 1) : ' ';
    boolean twoSlashes = text.startsWith("//", colon + 1);
    boolean looksLikeHost = text.lastIndexOf('.', colon) >= 0 || text.startsWith("localhost:");
    return twoSlashes || !looksLikeHost && !isDigit(next) ? colon : 0;
  }

  private static Optional<Url.Scheme> schemeOf(String word) {
    return java.util.Arrays.stream(Url.Scheme.values())
        .filter(scheme -> scheme.word().equals(word))
        .findFirst();
  }

  private void skipSlashes() {
    while (at < text.length() && slashed(text.charAt(at)) == '/') {
      at++;
    }
  }

  private Optional<String> userInfo(int end) {
    int sign = text.lastIndexOf('@', end - 1);
    if (sign < at) {
      return Optional.empty();
    }
    String info = PercentCoding.encode(cleaned(at, sign), " \"#<>?`{}/;=@[\\]^|'");
    at = sign + 1;
    return Optional.of(info).filter(known -> !known.isEmpty());
  }

  private int portColon(int end) {
    int bracket = text.lastIndexOf(']', end - 1);
    int colon = text.indexOf(':', Math.max(at, bracket));
    return colon < 0 || colon >= end ? end : colon;
  }

  private int port(int colon, int end, Url.Scheme scheme) {
    String digits = colon < end ? cleaned(colon + 1, end) : "";
    if (digits.isEmpty()) {
      return scheme.port();
    }
    for (int i = 0; i < digits.length(); i++) {
      if (!isDigit(digits.charAt(i))) {
        throw new Refused("port \"" + digits + "\" is no number", colon + 1 + i);
      }
    }
    String significant = digits.replaceFirst("^0+(?=.)", "");
    int port = significant.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(significant);
    if (port > 0xffff) {
      throw new Refused("port " + digits + " is over 65535", colon + 1);
    }
    return port;
  }

  /** The path with its dot segments resolved. */
  private String path() {
    int end = endOf("?#");
    String raw = cleaned(at, end).replace('\\', '/');
    at = end;
    Deque<String> segments = new ArrayDeque<>();
    String[] parts = (raw.startsWith("/") ? raw.substring(1) : raw).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      String dots = parts[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
      if (dots.equals("..")) {
        segments.pollLast();
      }
      if (!dots.equals("..") && !dots.equals(".")) {
        segments.addLast(PercentCoding.encode(parts[i], PATH_ENCODED));
      } else if (last) {
        segments.addLast("");
      }
    }
    return "/" + String.join("/", segments);
  }

  private Optional<String> part(char mark, String encodedSet, String stops) {
    if (at >= text.length() || text.charAt(at) != mark) {
      return Optional.empty();
    }
    at++;
    int end = stops.isEmpty() ? text.length() : endOf(stops);
    String part = PercentCoding.encode(cleaned(at, end), encodedSet);
    at = end;
    return Optional.of(part);
  }

  private int endOf(String stops) {
    int end = at;
    while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** A stretch of the line without tabs, line ends, and blanks at the very end. */
  private String cleaned(int from, int to) {
    int end = to;
    while (to == text.length() && end > from && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(from, end).replaceAll("[\t\n\r]", "");
  }

  private static int leadingBlanks(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static char slashed(char c) {
    return c == '\\' ? '/' : c;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
